import { isBlank } from "../text/characters";

export function isCommentAt(text: string, first: number): boolean {
  return text[first] === "#" || (text[first] === "/" && text[first + 1] === "/");
}

/** The offset after a comment's mark and one space or tab. */
export function contentOfComment(text: string, first: number, to: number): number {
  const mark = text[first];
  let i = first;
  while (i < to && text[i] === mark) {
    i++;
  }
  return i < to && isBlank(text.charCodeAt(i)) ? i + 1 : i;
}
