import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import { LineCursor } from "../text/lines";
import { ownCopy } from "../text/own-copy";
import { FenceReader } from "./markdown";
import { type ReadingOptions, Scanner } from "./scanner";
import { SectionDraft } from "./section";
import { SectionBuilder } from "./section-builder";

/** How a document contains HTTP: as the whole text, or in the fences of a Markdown text. */
export type Carrier = "http" | "markdown";

/** Prose without a fence is split at a blank line once it is this long, so that an edit affects only a part of it. */
const LONG_PROSE = 4_096;

/** A section that is smaller than the text by this factor gets its own copy of its text, so that it doesn't keep the whole text in memory. */
const SMALL = 4;

/** Reads the sections of a text, one after the other. */
export class SectionReader {
  readonly #text: string;
  readonly #carrier: Carrier;
  readonly #options: ReadingOptions;
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
  constructor(text: string, carrier: Carrier, options: ReadingOptions, start = 0, origin = 0) {
    this.#text = text;
    this.#origin = origin;
    this.#carrier = carrier;
    this.#options = options;
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
  next(): SectionDraft | null {
    if (!this.#isThere) {
      return null;
    }
    const start = this.#start;
    const text = start === 0 ? this.#text : this.#text.slice(start);
    const builder = new SectionBuilder(text);
    if (this.#carrier === "http") {
      this.#readBlock(text, builder);
    } else {
      this.#readFence(text, builder);
    }
    this.#start = this.#isThere ? this.#cursor.start : this.#text.length;
    return new SectionDraft(text.slice(0, this.#readTo - start), builder, this.#origin + start);
  }

  /** The next section, with its own copy of its text if it is a small part of the whole text. */
  nextOwn(): SectionDraft | null {
    const start = this.#start;
    const draft = this.next();
    const end = this.#readTo;
    if (draft === null || (end - start) * SMALL > this.#text.length) {
      return draft;
    }
    return new SectionReader(ownCopy(this.#text.slice(start, end)), this.#carrier, this.#options, 0, start).next();
  }

  /** Reads up to the next separator. */
  #readBlock(text: string, builder: SectionBuilder): void {
    const from = this.#start;
    const cursor = this.#cursor;
    const scanner = new Scanner(text, this.#options);
    do {
      const start = cursor.start - from;
      const mark = cursor.start + this.#origin === 0 && text[0] === BYTE_ORDER_MARK ? 1 : 0;
      const line = scanner.next(
        start,
        Math.min(start + mark, cursor.end - from),
        cursor.end - from,
        cursor.next - from,
      );
      if (line.kind === "separator" && start > 0) {
        return;
      }
      builder.add(line, scanner.inTranscript);
      this.#isThere = cursor.advance();
    } while (this.#isThere);
  }

  /** Reads up to the end of the next fence. */
  #readFence(text: string, builder: SectionBuilder): void {
    const from = this.#start;
    const cursor = this.#cursor;
    const scanner = new Scanner(text, this.#options);
    const reader = new FenceReader(text);
    let isDone = false;
    do {
      const start = cursor.start - from;
      const end = cursor.end - from;
      const next = cursor.next - from;
      const markdown = reader.next({ start, end, next });
      switch (markdown.kind) {
        case "content":
          builder.add(scanner.next(start, markdown.content, end, next), scanner.inTranscript);
          break;
        case "open":
          scanner.openFence();
          builder.skip({ kind: "fence", start, content: start, end, next });
          builder.openFence(next, isBadExample(markdown.info));
          break;
        case "close":
          builder.skip({ kind: "fence", start, content: start, end, next });
          builder.closeFence();
          isDone = true;
          break;
        case "prose":
          builder.closeFence();
          if (reader.isInFence) {
            builder.skip({ kind: "prose", start, content: start, end, next });
          } else {
            builder.prose({ kind: "prose", start, content: start, end, next });
          }
          if (markdown.divides) {
            builder.heading();
          }
          isDone = next > LONG_PROSE && end === start && !reader.isInFence && builder.fences === 0;
      }
      this.#isThere = cursor.advance();
    } while (this.#isThere && !isDone);
  }
}

/** `http example-bad`: MDN marks examples like this that shouldn't be copied. */
function isBadExample(info: string): boolean {
  return /(^|[\s{.,:-])bad($|[\s}.,:-])/i.test(info);
}
