import type { DocumentLink } from "vscode-languageserver";
import { fileReferencesOf, fileUri } from "../navigate/document-links";
import type { AnalysedDocument } from "./analysed-document";
import { toRange } from "./to-protocol";

export function documentLinks({ analysis, document }: AnalysedDocument): DocumentLink[] {
  return fileReferencesOf(analysis.document).flatMap(({ range, path }) => {
    const target = fileUri(path, document.uri);
    return target === null ? [] : [{ range: toRange(analysis.lines, range), target }];
  });
}
