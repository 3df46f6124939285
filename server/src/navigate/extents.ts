import type { Analysis } from "../analysis";
import type { Line, LineKind } from "../http/line";
import type { Block, Message, Request } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { Range } from "../text/range";

/** The extents of messages, exchanges and blocks as people see them: without the lines that only separate them. Offsets in the document. */

/** Lines between messages. In the tree, they belong to the message above. */
const ASIDES: ReadonlySet<LineKind> = new Set<LineKind>([
  "blank",
  "comment",
  "directive",
  "block-comment",
  "variable",
  "marker",
  "prose",
]);

/** The index of the line at an offset; at the end of the document, of the last line. */
export function lineIndexAt({ document, lines }: Analysis, offset: number): number {
  return Math.min(lines.positionAt(offset).line, document.lines.length - 1);
}

/** The range of a request line's parts, relative to the request. In a command or among pseudo-header fields, they aren't adjacent. */
export function requestLineRange({ method, target, version }: Request): Range {
  const [first, last] = [method ?? target, version ?? target];
  return {
    start: Math.min(first.start, target.start, last.start),
    end: Math.max(first.end, target.end, last.end),
  };
}

/** From the start line to the last line that belongs to the message. */
export function messageExtent(analysis: Analysis, message: Message): Range {
  const { document } = analysis;
  const { lines } = document;
  const start = document.startOf(message);
  const headEnd = start + message.headEnd;
  const least = lineIndexAt(analysis, headEnd);
  let last = lineIndexAt(analysis, start + message.length - 1);
  while (last > least && ASIDES.has((lines[last] as Line).kind)) {
    last--;
  }
  return { start, end: Math.max(headEnd, (lines[last] as Line).end) };
}

function headEndOf({ document }: Analysis, message: Message): number {
  return document.startOf(message) + message.headEnd;
}

/** From the comments right above the request to the end of the response. In a copy from a browser, the response may come first. */
export function exchangeExtent(analysis: Analysis, { request, response }: JudgedExchange): Range {
  const { document } = analysis;
  const { lines } = document;
  const start = document.startOf(request);
  let first = lineIndexAt(analysis, start);
  while (first > 0 && isComment(lines[first - 1] as Line)) {
    first--;
  }
  const own = messageExtent(analysis, request);
  const answer = response === null ? own : messageExtent(analysis, response);
  return {
    start: Math.min(start, (lines[first] as Line).content, answer.start),
    end: response !== null && answer.start > start ? Math.max(answer.end, headEndOf(analysis, request)) : own.end,
  };
}

export function isComment({ kind }: Line): boolean {
  return kind === "comment" || kind === "directive" || kind === "block-comment";
}

/** A block with the separator above it, up to the next separator or the end of its fence; null if it is empty. */
export function blockExtent(analysis: Analysis, block: Block): Range | null {
  const { document } = analysis;
  const { lines } = document;
  const begin = document.startOf(block);
  const first = lineIndexAt(analysis, begin);
  const above = lines[first - 1];
  const separator = above !== undefined && above.kind === "separator" && above.next === begin ? above : null;
  // The end of a block quote also ends a fence, without a closing line.
  const isMarked = block.fence > 0 && lines[first] !== undefined && lines[first].content > lines[first].start;
  let last = first - 1;
  for (let i = first; i < lines.length; i++) {
    const line = lines[i] as Line;
    const isOutside = isMarked && line.kind === "prose" && line.content === line.start;
    if (line.start < begin || line.kind === "separator" || line.kind === "fence" || isOutside) {
      break;
    }
    last = line.kind === "blank" ? last : i;
  }
  const start = separator?.content ?? begin;
  const end = (last < first ? separator : lines[last])?.end ?? start;
  return start < end ? { start, end } : null;
}
