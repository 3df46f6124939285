import type { Line } from "../http/line";
import type { HttpDocument } from "../http/tree";

/** The line that an offset is on. Behind the last terminator there is one more, which the tree does not have. */
export function lineAt({ lines, text }: HttpDocument, offset: number): Line {
  const found = lines[lineIndexAt(lines, offset)];
  return found === undefined || (offset >= found.next && found.next > found.end)
    ? { kind: "blank", start: text.length, content: text.length, end: text.length, next: text.length }
    : found;
}

/** The index of the last line that starts at or before an offset; -1 where there is none. */
export function lineIndexAt(lines: readonly Line[], offset: number): number {
  let low = -1;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
