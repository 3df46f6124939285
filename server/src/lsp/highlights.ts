import { type DocumentHighlight, DocumentHighlightKind, type Position } from "vscode-languageserver";
import { type Highlight, highlightsAt } from "../navigate/highlights";
import type { AnalysedDocument } from "./analysed-document";
import { toRange } from "./to-protocol";

const KINDS: Readonly<Record<Highlight["kind"], DocumentHighlightKind>> = {
  text: DocumentHighlightKind.Text,
  read: DocumentHighlightKind.Read,
  write: DocumentHighlightKind.Write,
};

/** Null if there is nothing to highlight, so that the editor can highlight words. */
export function highlights({ analysis }: AnalysedDocument, position: Position): DocumentHighlight[] | null {
  const found = highlightsAt(analysis, analysis.lines.offsetAt(position));
  return found.length === 0
    ? null
    : found.map(({ range, kind }) => ({ range: toRange(analysis.lines, range), kind: KINDS[kind] }));
}
