import type { Range } from "./range";

/** Replaces a range of the document. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Applies edits to a text. Their ranges don't overlap; insertions at the same offset keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, order) => ({ ...edit, order }));
  ordered.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || a.order - b.order);
  let result = "";
  let from = 0;
  for (const { range, newText } of ordered) {
    result += text.slice(from, range.start) + newText;
    from = range.end;
  }
  return result + text.slice(from);
}

/** Where an offset of a text is after edits. Text inserted there comes before it. */
export function movedBy(edits: readonly TextEdit[], offset: number): number {
  return edits.reduce(
    (at, { range, newText }) => (range.end <= offset ? at + newText.length - (range.end - range.start) : at),
    offset,
  );
}

/** Whether an offset of the text after edits is in text that they insert. */
export function isInserted(edits: readonly TextEdit[], offset: number): boolean {
  return edits.some(({ range, newText }) => {
    const start = movedBy(edits, range.start) - (range.start === range.end ? newText.length : 0);
    return range.start === range.end && start <= offset && offset < start + newText.length;
  });
}
