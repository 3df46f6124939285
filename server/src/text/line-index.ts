import { countLeading } from "./count-leading";
import type { LineSpan } from "./lines";

/** A position in a text: zero-based line, zero-based UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Consecutive whole lines of a text, placed relative to the first one. */
export interface LineStretch {
  /** Offset in the text. */
  readonly start: number;
  readonly lines: readonly LineSpan[];
}

/** Converts offsets to positions in logarithmic time. Lines end at CRLF, LF or CR, as in the Language Server Protocol. */
export class LineIndex {
  readonly #stretches: readonly LineStretch[];
  /** For each stretch: its offset, and the number of its first line. */
  readonly #starts: number[] = [];
  readonly #numbers: number[] = [];
  readonly #length: number;

  /** @param stretches all lines of the text, in order. */
  constructor(stretches: readonly LineStretch[]) {
    this.#stretches = stretches;
    let number = 0;
    for (const { start, lines } of stretches) {
      this.#starts.push(start);
      this.#numbers.push(number);
      number += lines.length;
    }
    const last = stretches.at(-1);
    this.#length = last === undefined ? 0 : last.start + (last.lines.at(-1)?.next ?? 0);
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    const i = lastAtMost(this.#starts, clamped, (start) => start);
    const start = this.#starts[i] ?? 0;
    const number = this.#numbers[i] ?? 0;
    const lines = this.#stretches[i]?.lines ?? [];
    const k = lastAtMost(lines, clamped - start, (line) => line.start);
    const line = lines[k];
    if (line === undefined) {
      return { line: 0, character: 0 };
    }
    // There is one more line after the last terminator.
    return line.next > line.end && clamped - start === line.next
      ? { line: number + k + 1, character: 0 }
      : { line: number + k, character: clamped - start - line.start };
  }

  /** The offset of a position. A position after the last line is at the end of the text. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) {
      return 0;
    }
    const i = lastAtMost(this.#numbers, line, (number) => number);
    const span = this.#stretches[i]?.lines[line - (this.#numbers[i] ?? 0)];
    return span === undefined
      ? this.#length
      : (this.#starts[i] ?? 0) + Math.min(span.start + Math.max(0, character), span.next);
  }
}

/** The index of the last item that starts at or before an offset or line; 0 if there is none. */
function lastAtMost<T>(items: readonly T[], most: number, startOf: (item: T) => number): number {
  return Math.max(0, countLeading(items, (item) => startOf(item) <= most) - 1);
}
