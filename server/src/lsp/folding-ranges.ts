import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver";
import { foldsOf } from "../navigate/folding-ranges";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";

export function foldingRanges({ analysis }: AnalysedDocument, client: ClientAbilities): FoldingRange[] {
  return foldsOf(analysis)
    .slice(0, client.foldingRangeLimit ?? undefined)
    .map(({ startLine, endLine, kind }) => ({
      startLine,
      endLine,
      kind: kind === "comment" ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
    }));
}
