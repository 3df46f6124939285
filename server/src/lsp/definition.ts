import type { Location, LocationLink, Position } from "vscode-languageserver";
import { definitionsAt, referencesAt } from "../navigate/definition";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { toRange } from "./to-protocol";

export function definition(
  { analysis, document }: AnalysedDocument,
  position: Position,
  client: ClientAbilities,
): Location[] | LocationLink[] | null {
  const { lines } = analysis;
  const found = definitionsAt(analysis, lines.offsetAt(position));
  if (found === null) {
    return null;
  }
  return client.definitionLinks
    ? found.to.map(({ range, context }) => ({
        originSelectionRange: toRange(lines, found.from),
        targetUri: document.uri,
        targetRange: toRange(lines, context),
        targetSelectionRange: toRange(lines, range),
      }))
    : found.to.map(({ range }) => ({ uri: document.uri, range: toRange(lines, range) }));
}

export function references(
  { analysis, document }: AnalysedDocument,
  position: Position,
  includesDeclaration: boolean,
): Location[] {
  return referencesAt(analysis, analysis.lines.offsetAt(position), includesDeclaration).map((range) => ({
    uri: document.uri,
    range: toRange(analysis.lines, range),
  }));
}
