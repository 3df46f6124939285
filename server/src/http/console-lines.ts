import { consoleMessageAt } from "../console-message/console-message";
import type { ConsoleMessage } from "../console-message/message";
import { skipBlanks } from "../text/characters";
import { lineFrom } from "../text/lines";
import { contentOfComment, isCommentAt } from "./comment-line";
import type { ReadConsole } from "./read-line";

/** More lines than a terminal or a chat makes of a message. */
const MOST_LINES = 8;
/** Longer than a line of a message. */
const MAX_LINE = 8_000;

/** Words of which every message has one in its first line. */
const TELLING = /cors|cross|access|origin|credential|preflight|redirect|allow|cannot|fail|fetch|net/i;

/** What begins another part of the text: a separator, or the mark of a Markdown fence. */
const BOUNDARY = /^(?:###|[ \t>]*(?:`{3}|~{3}))/;

/**
 * The console message that begins in a line or in a comment on it; null if none does. Looks no further than the paragraph in the same block or
 * fence.
 * @param start offset of the line; `first`: of its first character that isn't blank; `to`: of its end.
 */
export function consoleMessageOn(text: string, start: number, first: number, to: number): ReadConsole | null {
  if (to - first > MAX_LINE || !TELLING.test(text.slice(first, to))) {
    return null;
  }
  const isComment = isCommentAt(text, first);
  const from = isComment ? skipBlanks(text, contentOfComment(text, first, to), to) : first;
  return consoleMessageAt(text, from, endOfLines(text, start, first, isComment));
}

/** The end of the lines over which a message may go on: those below without a gap, in the same quotation, and either all or none of them comments. */
function endOfLines(text: string, start: number, first: number, isComment: boolean): number {
  const quotes = quotesIn(text.slice(start, first));
  let line = lineFrom(text, start);
  for (let i = 1; i < MOST_LINES && line.next < text.length; i++) {
    const below = lineFrom(text, line.next);
    const typed = text.slice(below.start, Math.min(below.end, below.start + MAX_LINE));
    const [marks = ""] = /^[ \t>]*/.exec(typed) ?? [];
    const at = below.start + marks.length;
    if (at >= below.end || BOUNDARY.test(typed) || isCommentAt(text, at) !== isComment || quotesIn(marks) < quotes) {
      break;
    }
    line = below;
  }
  return line.end;
}

function quotesIn(marks: string): number {
  return marks.split(">").length - 1;
}

/**
 * What Chromium's console shows of a request that failed, beside the message that says why: `GET https://… net::ERR_FAILED 200 (OK)`, with the place
 * in the script before it.
 */
export function isNetworkError(text: string, first: number, to: number): boolean {
  const line = text.slice(first, Math.min(to, first + MAX_LINE));
  return line.includes(" net::ERR_") && NETWORK_ERROR.test(line);
}

/** Where the line starts that is below a console message and the network errors beside it. */
export function belowConsole(text: string, end: number): number {
  let line = lineFrom(text, lineFrom(text, end).next);
  while (line.start < line.end && isNetworkError(text, skipBlanks(text, line.start, line.end), line.end)) {
    line = lineFrom(text, line.next);
  }
  return line.start;
}

const NETWORK_ERROR =
  /^(?:[^\s'"`]+:\d+(?::\d+)?[ \t]+)?(?:[A-Z]+[ \t]+)?[a-z][a-z\d+.-]*:\/\/\S+[ \t]+(?:[^ \t]+[ \t]+)?net::ERR_[A-Z_\d]+(?:[ \t]+\d{3}\b.*)?[ \t]*$/;

/** Whether a message names the request it is about, so that hardly anything else says the same. */
export function namesRequest({ url, origin }: ConsoleMessage): boolean {
  return url !== null || origin !== null;
}
