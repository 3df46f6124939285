import { isTchar } from "../http/characters";
import type { Line } from "../http/line";
import { skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";

/** The form of the cursor's line, regardless of the lines around it. The line may be unfinished. */
export type Shape =
  /** One word, or none yet. `after` is the trimmed text after it. */
  | { readonly kind: "word"; readonly token: Range; readonly indent: string; readonly after: string }
  /** After the colon of `Name:`. `start` is the offset after the colon. */
  | { readonly kind: "value"; readonly name: string; readonly start: number; readonly indent: string }
  /** In `HTTP/…`: the whole line. */
  | { readonly kind: "status"; readonly token: Range }
  /** In a comment, which starts after its mark. */
  | { readonly kind: "comment"; readonly start: number };

/** Null for lines of any other form. */
export function shapeOf(text: string, { content, end }: Line, offset: number): Shape | null {
  const first = skipBlanks(text, content, end);
  if (offset < content) {
    return null;
  }
  const mark = endOfCommentMark(text, first, end);
  if (mark > first) {
    return offset < mark ? null : { kind: "comment", start: mark };
  }
  if (first === end) {
    return { kind: "word", token: { start: offset, end: offset }, indent: text.slice(content, offset), after: "" };
  }
  const indent = text.slice(content, first);
  if (offset >= first && /^http\//i.test(text.slice(first, first + 5))) {
    return { kind: "status", token: { start: first, end: Math.max(offset, trimEndBlanks(text, first, end)) } };
  }
  const wordEnd = endOfWord(text, first, end);
  const colon = skipBlanks(text, wordEnd, end);
  if (wordEnd > first && colon < offset && text[colon] === ":") {
    return text.startsWith("//", colon + 1)
      ? null
      : { kind: "value", name: text.slice(first, wordEnd), start: colon + 1, indent };
  }
  return wordEnd > first && first <= offset && offset <= wordEnd
    ? { kind: "word", token: { start: first, end: wordEnd }, indent, after: text.slice(wordEnd, end).trim() }
    : null;
}

function endOfWord(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isTchar(text.charCodeAt(i))) {
    i++;
  }
  return i;
}

function endOfCommentMark(text: string, from: number, to: number): number {
  const mark = text[from];
  if (mark !== "#" && !(mark === "/" && text[from + 1] === "/")) {
    return from;
  }
  let i = from;
  while (i < to && text[i] === mark) {
    i++;
  }
  return i;
}
