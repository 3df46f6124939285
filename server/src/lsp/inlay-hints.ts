import type { InlayHint, Range } from "vscode-languageserver";
import type { ShownVerdict } from "../navigate/verdicts";
import type { AnalysedDocument } from "./analysed-document";

/** The verdict at the end of each request line in a range. */
export function inlayHints(
  { analysis }: AnalysedDocument,
  verdicts: readonly ShownVerdict[],
  { start, end }: Range,
): InlayHint[] {
  const { lines } = analysis;
  return verdicts.flatMap(({ label, reason, line }) => {
    const position = lines.positionAt(line.end);
    return start.line <= position.line && position.line <= end.line
      ? [{ position, label, ...(reason === "" ? {} : { tooltip: reason }), paddingLeft: true }]
      : [];
  });
}
