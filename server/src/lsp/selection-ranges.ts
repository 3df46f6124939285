import type { Position, SelectionRange } from "vscode-languageserver";
import { selectionRangesAt } from "../navigate/selection-ranges";
import type { AnalysedDocument } from "./analysed-document";
import { toRange } from "./to-protocol";

/** One for each position, as the protocol requires. */
export function selectionRanges({ analysis }: AnalysedDocument, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const outermostFirst = selectionRangesAt(analysis, analysis.lines.offsetAt(position)).toReversed();
    let innermost: SelectionRange | null = null;
    for (const range of outermostFirst) {
      innermost = {
        range: toRange(analysis.lines, range),
        ...(innermost === null ? {} : { parent: innermost as SelectionRange }),
      };
    }
    return innermost ?? { range: { start: position, end: position } };
  });
}
