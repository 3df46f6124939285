import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { ClientAbilities } from "./client-capabilities";
import { definition, references } from "./definition";
import { documentLinks } from "./document-links";
import type { Documents } from "./documents";
import { foldingRanges } from "./folding-ranges";
import { guard } from "./guard";
import { highlights } from "./highlights";
import type { AboutDocument, OnDocument } from "./on-document";
import { prepareRename, rename } from "./rename";
import { selectionRanges } from "./selection-ranges";
import { documentSymbols, workspaceSymbols } from "./symbols";

export function navigationCapabilities({ preparesRename }: ClientAbilities): ServerCapabilities {
  return {
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentHighlightProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: preparesRename ? { prepareProvider: true } : true,
    documentLinkProvider: {},
  };
}

export function registerNavigation(
  connection: Connection,
  documents: Documents,
  onDocument: OnDocument,
  client: ClientAbilities,
): void {
  connection.onDocumentSymbol(onDocument("Document symbols", null, (analysed) => documentSymbols(analysed, client)));
  const symbolsOf = onDocument("Symbols", [], (analysed, { query }: AboutDocument & { readonly query: string }) =>
    workspaceSymbols(analysed, query),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    guard(connection.console, "Workspace symbols", token, [], async () => {
      const found = await Promise.all(
        documents.all().map(({ uri }) => symbolsOf({ textDocument: { uri }, query }, token)),
      );
      return found.flat();
    }),
  );
  connection.onFoldingRanges(onDocument("Folding ranges", null, (analysed) => foldingRanges(analysed, client)));
  connection.onSelectionRanges(
    onDocument("Selection ranges", null, (analysed, { positions }) => selectionRanges(analysed, positions)),
  );
  connection.onDocumentHighlight(
    onDocument("Highlights", null, (analysed, { position }) => highlights(analysed, position)),
  );
  connection.onDefinition(
    onDocument("Definition", null, (analysed, { position }) => definition(analysed, position, client)),
  );
  connection.onReferences(
    onDocument("References", null, (analysed, { position, context }) =>
      references(analysed, position, context.includeDeclaration),
    ),
  );
  connection.onPrepareRename(onDocument("Rename", null, (analysed, { position }) => prepareRename(analysed, position)));
  connection.onRenameRequest(
    onDocument("Rename", null, (analysed, { position, newName }) => rename(analysed, position, newName, client)),
  );
  connection.onDocumentLinks(onDocument("Document links", null, documentLinks));
}
