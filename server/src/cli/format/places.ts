import type { SpotRange } from "../../har/placed-text";
import type { Range } from "../../text/range";
import type { CheckedFile } from "./formatter";

/** The place in its file of a range of the text that was checked, zero-based. */
export function placeInFile({ analysis, har }: CheckedFile, range: Range): SpotRange {
  if (har !== null) {
    return har.document.placeOf(range);
  }
  const start = analysis.lines.positionAt(range.start);
  const end = analysis.lines.positionAt(range.end);
  return {
    start: { line: start.line, column: start.character },
    end: { line: end.line, column: end.character },
  };
}
