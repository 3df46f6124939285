import { countLeading } from "./count-leading";
import type { TextEdit } from "./edit";
import type { Range } from "./range";

/** Edits of a text, in its order, so that many of its offsets can be asked about. */
export class EditsInOrder {
  readonly #edits: readonly TextEdit[];
  /** How much longer the text is after each number of edits. */
  readonly #growth: readonly number[];

  /** @param edits whose ranges don't overlap. */
  constructor(edits: readonly TextEdit[]) {
    this.#edits = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
    const growth = [0];
    let total = 0;
    for (const { range, newText } of this.#edits) {
      total += newText.length - (range.end - range.start);
      growth.push(total);
    }
    this.#growth = growth;
  }

  /** The edits that touch a range. */
  touching({ start, end }: Range): readonly TextEdit[] {
    const first = countLeading(this.#edits, ({ range }) => range.end < start);
    return this.#edits.slice(
      first,
      countLeading(this.#edits, ({ range }) => range.start <= end),
    );
  }

  /** Where an offset of the text is after the edits. Text inserted there comes before it. */
  moved(offset: number): number {
    return offset + (this.#growth[countLeading(this.#edits, ({ range }) => range.end <= offset)] ?? 0);
  }

  /** Whether an offset of the text after the edits is in text that they insert. */
  isInserted(offset: number): boolean {
    const next = this.#edits[countLeading(this.#edits, ({ range }) => this.moved(range.start) <= offset)];
    return (
      next !== undefined &&
      this.touching({ start: next.range.start, end: next.range.start }).some(
        ({ range: { start, end }, newText }) =>
          start === end && start === next.range.start && this.moved(start) - newText.length <= offset,
      )
    );
  }
}
