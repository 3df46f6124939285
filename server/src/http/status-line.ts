import { skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { endOfReference, endOfWord, isDigit, isGap, skipGap } from "./characters";
import { endWithoutNote } from "./note";

export interface StatusLineForm {
  /** Null if only the status is typed. */
  readonly version: Range | null;
  readonly status: Range;
  readonly reason: Range;
}

/** A status line: `HTTP/x NNN [reason]`. The status may be `2xx`, a variable or a placeholder. A dash before the reason is skipped. */
export function statusLine(text: string, from: number, to: number): StatusLineForm | null {
  const start = skipBlanks(text, from, to);
  if (
    to - start < 8 ||
    !isDigit(text.charCodeAt(start + 5)) ||
    text.slice(start, start + 5).toUpperCase() !== "HTTP/"
  ) {
    return null;
  }
  const versionEnd = endOfWord(text, start, to);
  const statusStart = skipGap(text, versionEnd, to);
  let statusEnd = endOfReference(text, statusStart, to);
  if (statusEnd < 0) {
    statusEnd = endOfWord(text, statusStart, to);
    const status = text.slice(statusStart, Math.min(statusEnd, statusStart + 80));
    if (!/^([1-9]\d\d|[1-5]xx|<[^<>]+>|\$\{[^{}]+\})$/i.test(status)) {
      return null;
    }
  }
  return {
    version: { start, end: versionEnd },
    status: { start: statusStart, end: statusEnd },
    reason: reasonAfter(text, statusEnd, to),
  };
}

function reasonAfter(text: string, from: number, to: number): Range {
  const end = Math.max(from, endWithoutNote(text, from, trimEndBlanks(text, from, to)));
  let start = Math.min(skipGap(text, from, end), end);
  while (start > from && text[start] === "-" && (start + 1 >= end || isGap(text.charCodeAt(start + 1)))) {
    start = Math.min(skipGap(text, start + 1, end), end);
  }
  return { start, end };
}

/**
 * A status without the version, as in documentation: `200 OK`, `404`, `201 (created)`, `200 ok`. The lines around it decide whether it is a
 * status line.
 */
export function bareStatusLine(text: string, from: number, to: number): StatusLineForm | null {
  const start = skipBlanks(text, from, to);
  const first = text.charCodeAt(start);
  if (first < 0x31 || first > 0x35 || to - start > 60 || to - start < 3) {
    return null;
  }
  return /^[1-5]\d\d([ \t]+([A-Za-z][A-Za-z']*([ -][A-Za-z']+)*|\([\w ]+\)))?[ \t]*$/.test(text.slice(start, to))
    ? {
        version: null,
        status: { start, end: start + 3 },
        reason: reasonAfter(text, start + 3, to),
      }
    : null;
}
