import { isBlank } from "../text/characters";
import { HASH, SLASH } from "./characters";

export function isCommentAt(text: string, first: number): boolean {
  const code = text.charCodeAt(first);
  return code === HASH || (code === SLASH && text.charCodeAt(first + 1) === SLASH);
}

/** The offset after a comment's mark and one space or tab. */
export function contentOfComment(text: string, first: number, to: number): number {
  const mark = text.charCodeAt(first);
  let i = first;
  while (i < to && text.charCodeAt(i) === mark) {
    i++;
  }
  return i < to && isBlank(text.charCodeAt(i)) ? i + 1 : i;
}
