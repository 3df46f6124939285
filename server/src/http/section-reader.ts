import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import { LineCursor } from "../text/lines";
import { ownCopy } from "../text/own-copy";
import { MarkdownSection } from "./markdown-section";
import type { Reading } from "./reading";
import { Scanner } from "./scanner";
import { SectionBuilder } from "./section-builder";

/** A section that is smaller than the text by this factor gets its own copy of its text, so that it doesn't keep the whole text in memory. */
const SMALL = 4;

/** Reads the sections of a text, one after the other. */
export class SectionReader {
  readonly #text: string;
  readonly #reading: Reading;
  readonly #cursor: LineCursor;
  readonly #origin: number;
  /** Where the next section starts. */
  #start: number;
  /** Whether the cursor is at the first line of the next section. */
  #isThere: boolean;

  /**
   * @param start offset at which a section starts.
   * @param origin offset of the text in the document.
   */
  constructor(text: string, reading: Reading, start = 0, origin = 0) {
    this.#text = text;
    this.#origin = origin;
    this.#reading = reading;
    this.#cursor = new LineCursor(text, start);
    this.#start = start;
    this.#isThere = this.#cursor.advance();
  }

  /** Where the next section starts; the end of the text if there is none. */
  get offset(): number {
    return this.#start;
  }

  /** The end of the line that ended the last section. */
  get #readTo(): number {
    return this.#isThere ? this.#cursor.next : this.#text.length;
  }

  /** Null at the end of the text. */
  next(): SectionBuilder | null {
    if (!this.#isThere) {
      return null;
    }
    const start = this.#start;
    const text = start === 0 ? this.#text : this.#text.slice(start);
    const builder = new SectionBuilder(text, this.#origin + start);
    if (this.#reading.carrier === "http") {
      this.#readBlock(text, new Scanner(text, this.#reading.commentedResponses), builder);
    } else {
      this.#readMarkdown(text, builder);
    }
    this.#start = this.#isThere ? this.#cursor.start : this.#text.length;
    builder.end = this.#readTo - start;
    return builder;
  }

  /** The next section, with its own copy of its text if it is a small part of the whole text. */
  nextOwn(): SectionBuilder | null {
    const start = this.#start;
    const builder = this.next();
    if (builder === null || builder.end * SMALL > this.#text.length) {
      return builder;
    }
    const text = ownCopy(this.#text.slice(start, start + builder.end));
    return new SectionReader(text, this.#reading, 0, start).next();
  }

  /** Reads up to the next separator. */
  #readBlock(text: string, scanner: Scanner, builder: SectionBuilder): void {
    const from = this.#start;
    const cursor = this.#cursor;
    do {
      const start = cursor.start - from;
      const mark = cursor.start + this.#origin === 0 && text[0] === BYTE_ORDER_MARK ? 1 : 0;
      const end = cursor.end - from;
      const read = scanner.next(start, Math.min(start + mark, end), end, cursor.next - from);
      if (read.line.kind === "separator" && start > 0) {
        return;
      }
      builder.read(read);
      this.#isThere = cursor.advance();
    } while (this.#isThere);
  }

  /** Reads up to the end of the next fence that holds HTTP. */
  #readMarkdown(text: string, builder: SectionBuilder): void {
    const from = this.#start;
    const cursor = this.#cursor;
    const section = new MarkdownSection(text, this.#reading, builder);
    let isDone = false;
    do {
      isDone = section.add({ start: cursor.start - from, end: cursor.end - from, next: cursor.next - from });
      this.#isThere = cursor.advance();
    } while (this.#isThere && !isDone);
    section.finish();
  }
}
