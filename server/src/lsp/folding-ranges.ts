import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver";
import { foldsOf } from "../navigate/folding-ranges";
import type { ClientAbilities } from "./client-capabilities";
import type { AnalysedDocument } from "./documents";

export function foldingRanges({ analysis }: AnalysedDocument, client: ClientAbilities): FoldingRange[] {
  return foldsOf(analysis)
    .slice(0, client.foldingRangeLimit ?? undefined)
    .map(({ startLine, endLine, kind }) => ({
      startLine,
      endLine,
      kind: kind === "comment" ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
    }));
}
