import { trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { pseudoLine } from "./field-line";
import { hasScheme, requestLine } from "./request-line";
import { statusLine } from "./status-line";

/** Longer than the empty lines that people leave between messages. */
const MAX_GAP = 40;
/** Longer than a start line that decides anything. */
const MAX_LINE = 4_000;

/** The next line that isn't blank, without the whitespace and quote marks around it; empty if there is none nearby. */
export function lineBelow(text: string, from: number): Range {
  let start = from;
  while (start < from + MAX_GAP && /[ \t>\r\n]/.test(text.charAt(start))) {
    start++;
  }
  let end = start;
  while (end < start + MAX_LINE && end < text.length && text[end] !== "\n" && text[end] !== "\r") {
    end++;
  }
  return { start, end: trimEndBlanks(text, start, end) };
}

/** The line below one that `lineBelow` gave; empty below a line that may end the section, which depends on nothing after that. */
export function lineBelowThat(text: string, { start, end }: Range): Range {
  return /^(?:###|```|~~~)/.test(text.slice(start, Math.min(end, start + 3)))
    ? { start: end, end }
    : lineBelow(text, end);
}

/** Whether a response begins at the next line that isn't blank. */
export function isAnswerBelow(text: string, from: number): boolean {
  const { start, end } = lineBelow(text, from);
  return statusLine(text, start, end) !== null || pseudoLine(text, start, end)?.name === "status";
}

/** Whether a message begins at the next line that isn't blank. */
export function isMessageBelow(text: string, from: number): boolean {
  const { start, end } = lineBelow(text, from);
  if (statusLine(text, start, end) !== null || pseudoLine(text, start, end) !== null) {
    return true;
  }
  const form = requestLine(text, start, end);
  return form !== null && (form.version !== null || hasScheme(text, form.target.start, form.target.end));
}
