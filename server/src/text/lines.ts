/** One line of a text, as offsets: `[start, end)` is its content, `[end, next)` its line terminator (empty on the last line). */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

const LF = 0x0a;
const CR = 0x0d;

/** The lines of `text` from `start` to `end`; CRLF, LF and CR each end a line. A trailing terminator does not open another line. */
export function* linesOf(text: string, start = 0, end = text.length): Generator<LineSpan> {
  let lineStart = start;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code !== LF && code !== CR) {
      continue;
    }
    const next = code === CR && i + 1 < end && text.charCodeAt(i + 1) === LF ? i + 2 : i + 1;
    yield { start: lineStart, end: i, next };
    lineStart = next;
    i = next - 1;
  }
  if (lineStart < end) {
    yield { start: lineStart, end, next: end };
  }
}
