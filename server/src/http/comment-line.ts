export function isCommentAt(text: string, first: number): boolean {
  return text[first] === "#" || (text[first] === "/" && text[first + 1] === "/");
}

/** The offset after a comment's mark and one space or tab. */
export function contentOfComment(text: string, first: number, to: number): number {
  return first + (/^(#+|\/+)[ \t]?/.exec(text.slice(first, to))?.[0].length ?? 0);
}
