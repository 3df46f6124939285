import { linesOf } from "./lines";

/** A position in a text: zero-based line, zero-based UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Offsets to positions, in logarithmic time. Lines end at CRLF, LF or CR, as in the Language Server Protocol. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    for (const line of linesOf(text)) {
      if (line.next > line.end) {
        this.#starts.push(line.next);
      }
    }
    this.#length = text.length;
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= clamped) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low, character: clamped - (this.#starts[low] ?? 0) };
  }

  /** The offset of a position; beyond the last line it is the end of the text. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) {
      return 0;
    }
    const start = this.#starts[line];
    if (start === undefined) {
      return this.#length;
    }
    return Math.min(start + Math.max(0, character), this.#starts[line + 1] ?? this.#length);
  }
}
