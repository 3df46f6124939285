import type { InlayHint, Range } from "vscode-languageserver";
import { verdictsOf } from "../navigate/verdicts";
import type { AnalysedDocument } from "./analysed-document";

/** The verdict at the end of each request line in a range. */
export function inlayHints({ analysis, annotations }: AnalysedDocument, { start, end }: Range): InlayHint[] {
  const { lines } = analysis;
  return verdictsOf(analysis, annotations.notCors).flatMap(({ label, reason, line }) => {
    const position = lines.positionAt(line.end);
    return start.line <= position.line && position.line <= end.line
      ? [{ position, label, tooltip: reason, paddingLeft: true }]
      : [];
  });
}
