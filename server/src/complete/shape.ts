import { isTchar } from "../http/characters";
import type { Line } from "../http/line";
import { skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";

/** What the cursor's line looks like by itself, whatever stands around it: its text need not be finished. */
export type Shape =
  /** One word, or none yet. `after` is what follows it, without blanks around it. */
  | { readonly kind: "word"; readonly token: Range; readonly indent: string; readonly after: string }
  /** Behind the colon of `Name:`, where the value starts. */
  | { readonly kind: "value"; readonly name: string; readonly start: number; readonly indent: string }
  /** In `HTTP/…`: the whole line. */
  | { readonly kind: "status"; readonly token: Range }
  /** In a comment, which starts behind its mark. */
  | { readonly kind: "comment"; readonly start: number };

/** Null for a line of another shape. */
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
