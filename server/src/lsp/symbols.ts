import { type DocumentSymbol, type SymbolInformation, SymbolKind } from "vscode-languageserver";
import { type OutlineEntry, outlineOf } from "../navigate/symbols";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { toRange } from "./to-protocol";

const KINDS: Readonly<Record<OutlineEntry["kind"], SymbolKind>> = {
  exchange: SymbolKind.Interface,
  preflight: SymbolKind.Event,
  request: SymbolKind.Function,
  response: SymbolKind.Object,
};

/**
 * The exchanges of a document. None in Markdown: an editor would put them beside the headings, in a tree of their own, and take the breadcrumbs from
 * that tree.
 */
export function documentSymbols(
  analysed: AnalysedDocument,
  client: ClientAbilities,
): DocumentSymbol[] | SymbolInformation[] {
  if (analysed.carrier === "markdown") {
    return [];
  }
  return client.hierarchicalSymbols
    ? outlineOf(analysed.analysis).map((entry) => toDocumentSymbol(entry, analysed))
    : flatSymbols(analysed);
}

/** The exchanges in a document whose names contain the characters of the query in order. Editors filter further. */
export function workspaceSymbols(analysed: AnalysedDocument, query: string): SymbolInformation[] {
  return flatSymbols(analysed).filter(({ name }) => hasInOrder(name.toLowerCase(), query.toLowerCase()));
}

function toDocumentSymbol(entry: OutlineEntry, analysed: AnalysedDocument): DocumentSymbol {
  const { lines } = analysed.analysis;
  return {
    name: entry.name,
    ...(entry.detail === null ? {} : { detail: entry.detail }),
    kind: KINDS[entry.kind],
    range: toRange(lines, entry.range),
    selectionRange: toRange(lines, entry.selection),
    children: entry.children.map((child) => toDocumentSymbol(child, analysed)),
  };
}

/** Exchanges and preflights, without their messages. */
function flatSymbols({ analysis, document }: AnalysedDocument): SymbolInformation[] {
  const flatten = (entry: OutlineEntry, container: string | null): SymbolInformation[] => [
    {
      name: entry.name,
      kind: KINDS[entry.kind],
      location: { uri: document.uri, range: toRange(analysis.lines, entry.range) },
      ...(container === null ? {} : { containerName: container }),
    },
    ...entry.children.filter(({ kind }) => kind === "preflight").flatMap((child) => flatten(child, entry.name)),
  ];
  return outlineOf(analysis).flatMap((entry) => flatten(entry, null));
}

function hasInOrder(text: string, query: string): boolean {
  let at = 0;
  for (const character of query) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return true;
}
