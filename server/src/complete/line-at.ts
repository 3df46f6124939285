import { type Line, lineIndexAt } from "../http/line";
import type { HttpDocument } from "../http/tree";

/** The line at an offset. After the last line terminator there is an empty line that isn't in the tree. */
export function lineAt({ lines, text }: HttpDocument, offset: number): Line {
  const found = lines[lineIndexAt(lines, offset)];
  return found === undefined || (offset >= found.next && found.next > found.end)
    ? { kind: "blank", start: text.length, content: text.length, end: text.length, next: text.length }
    : found;
}
