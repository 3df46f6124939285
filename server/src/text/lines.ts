/** A line of a text, as offsets: `[start, end)` is its content, `[end, next)` its line terminator (empty on the last line). */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/**
 * Iterates over the lines of a text. CRLF, LF and CR each end a line, and a trailing terminator doesn't start another one. The cursor itself is
 * the current line, so it doesn't allocate an object per line.
 */
export class LineCursor implements LineSpan {
  readonly #text: string;
  readonly #length: number;
  /** The next terminators at or after the current line: one search for each kind is far faster than looking at each character. */
  #lf: number;
  #cr: number;
  start = 0;
  end = 0;
  next: number;

  constructor(text: string, start = 0, end = text.length) {
    this.#text = text;
    this.#length = end;
    this.next = start;
    this.#lf = this.#find("\n", start);
    this.#cr = this.#find("\r", start);
  }

  /** Goes to the next line. Returns whether there is one. */
  advance(): boolean {
    const start = this.next;
    if (start >= this.#length) {
      return false;
    }
    if (this.#lf < start) {
      this.#lf = this.#find("\n", start);
    }
    if (this.#cr < start) {
      this.#cr = this.#find("\r", start);
    }
    this.start = start;
    this.end = Math.min(this.#lf, this.#cr);
    const length = this.#cr + 1 === this.#lf ? 2 : 1;
    this.next = Math.min(this.end + length, this.#length);
    return true;
  }

  #find(terminator: string, from: number): number {
    const at = this.#text.indexOf(terminator, from);
    return at < 0 || at >= this.#length ? this.#length : at;
  }
}

/** The lines of `text` from `start` to `end`. */
export function* linesOf(text: string, start = 0, end = text.length): Generator<LineSpan> {
  const cursor = new LineCursor(text, start, end);
  while (cursor.advance()) {
    yield { start: cursor.start, end: cursor.end, next: cursor.next };
  }
}

/** The line that starts at an offset. Looks no further than its end, so that it is cheap for a few lines. */
export function lineFrom(text: string, start: number): LineSpan {
  let end = start;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") {
    end++;
  }
  return { start, end, next: Math.min(text.length, text.startsWith("\r\n", end) ? end + 2 : end + 1) };
}
