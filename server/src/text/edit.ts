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
