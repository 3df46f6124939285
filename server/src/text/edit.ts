import type { Range } from "./range";

/** The replacement of a range of the document. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * The text after the edits. Their ranges do not overlap; edits that insert at one offset keep their order.
 */
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
