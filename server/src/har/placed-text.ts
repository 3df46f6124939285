import { countLeading } from "../text/count-leading";
import type { Range } from "../text/range";
import type { Replacement } from "./inert";
import type { ScannedText, Spot } from "./json-scanner";

/** A part of a text and its source in a file. */
interface PlacedPart extends Range {
  readonly source: ScannedText;
  /** The range in the source. */
  readonly from: number;
  readonly to: number;
}

/** The text about one entry. */
interface PlacedBlock {
  readonly start: number;
  readonly entry: number;
  readonly spot: Spot;
}

/** A range of a file, the end exclusive. */
export interface SpotRange {
  readonly start: Spot;
  readonly end: Spot;
}

/** A text that is made from a file, and the place in the file of each part. */
export class PlacedText {
  readonly text: string;
  readonly #parts: readonly PlacedPart[];
  readonly #blocks: readonly PlacedBlock[];

  constructor(text: string, parts: readonly PlacedPart[], blocks: readonly PlacedBlock[]) {
    this.text = text;
    this.#parts = parts;
    this.#blocks = blocks;
  }

  /** The index of the entry that the text at an offset is about; null if there is none. */
  entryAt(offset: number): number | null {
    return this.#blockAt(offset)?.entry ?? null;
  }

  /**
   * Where a range of the text comes from: the place of the parts in it. A range without any is at the end of the part above it, or at the start of its
   * entry.
   */
  placeOf({ start, end }: Range): SpotRange {
    const from = countLeading(this.#parts, (part) => part.end <= start);
    const first = this.#parts[from];
    const last = this.#parts[countLeading(this.#parts, (part) => part.start < Math.max(end, start + 1)) - 1];
    if (first === undefined || last === undefined || last.start < first.start) {
      const spot = this.#spotBefore(start, this.#parts[from - 1]);
      return { start: spot, end: spot };
    }
    const startSpot = spotIn(first.source, sourceIndex(first, start));
    if (end <= start) {
      return { start: startSpot, end: startSpot };
    }
    const endSpot = spotIn(last.source, sourceEnd(last, end));
    // The file may have the parts in another order.
    return { start: startSpot, end: isBefore(endSpot, startSpot) ? spotIn(first.source, first.to) : endSpot };
  }

  #spotBefore(offset: number, above: PlacedPart | undefined): Spot {
    const block = this.#blockAt(offset);
    return above === undefined || above.start < (block?.start ?? 0)
      ? (block?.spot ?? { line: 0, column: 0 })
      : spotIn(above.source, above.to);
  }

  #blockAt(offset: number): PlacedBlock | undefined {
    return lastAtMost(this.#blocks, offset);
  }
}

function lastAtMost<T extends { readonly start: number }>(items: readonly T[], offset: number): T | undefined {
  return items[countLeading(items, ({ start }) => start <= offset) - 1];
}

/** A part that is written in another way has one place. */
function isSame({ start, end, from, to }: PlacedPart): boolean {
  return end - start === to - from;
}

function sourceIndex(part: PlacedPart, start: number): number {
  return isSame(part) ? part.from + Math.max(0, start - part.start) : part.from;
}

function sourceEnd(part: PlacedPart, end: number): number {
  return isSame(part) ? part.from + Math.min(end, part.end) - part.start : part.to;
}

function isBefore(a: Spot, b: Spot): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** The place in the file of a character of a scanned text. */
function spotIn({ spot, escapes }: ScannedText, index: number): Spot {
  const before = escapes[countLeading(escapes, (one) => one.index < index) - 1];
  return { line: spot.line, column: spot.column + index + (before?.extra ?? 0) };
}

/** How much of a placed text is written. */
interface PlacedTextMark {
  readonly texts: number;
  readonly parts: number;
  readonly blocks: number;
  readonly length: number;
}

/** Writes a placed text. */
export class PlacedTextWriter {
  readonly #texts: string[] = [];
  readonly #parts: PlacedPart[] = [];
  readonly #blocks: PlacedBlock[] = [];
  length = 0;

  /** Begins the text about an entry. */
  begin(entry: number, spot: Spot): void {
    this.#blocks.push({ start: this.length, entry, spot });
  }

  /** Writes a text that isn't in the file. */
  add(text: string): void {
    this.#texts.push(text);
    this.length += text.length;
  }

  /** Writes the parts of a text of the file. */
  addFrom(source: ScannedText, parts: readonly Replacement[]): void {
    for (const { start: from, end: to, text } of parts) {
      const start = this.length;
      this.add(text ?? source.text.slice(from, to));
      this.#parts.push({ start, end: this.length, source, from, to });
    }
  }

  /** The state to which `backTo` returns. */
  get mark(): PlacedTextMark {
    return { texts: this.#texts.length, parts: this.#parts.length, blocks: this.#blocks.length, length: this.length };
  }

  /** Removes what was written after a mark. */
  backTo({ texts, parts, blocks, length }: PlacedTextMark): void {
    this.#texts.length = texts;
    this.#parts.length = parts;
    this.#blocks.length = blocks;
    this.length = length;
  }

  finish(): PlacedText {
    return new PlacedText(this.#texts.join(""), this.#parts, this.#blocks);
  }
}
