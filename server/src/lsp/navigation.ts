import type { CancellationToken, Connection, ServerCapabilities, TextDocumentIdentifier } from "vscode-languageserver";
import type { ClientAbilities } from "./client-capabilities";
import { definition, references } from "./definition";
import { documentLinks } from "./document-links";
import type { AnalysedDocument, Documents } from "./documents";
import { foldingRanges } from "./folding-ranges";
import { guard } from "./guard";
import { highlights } from "./highlights";
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

export function registerNavigation(connection: Connection, documents: Documents, client: ClientAbilities): void {
  /** Answers from the analysis of a document; null if it isn't open or not HTTP. */
  const answer = <T>(
    what: string,
    { textDocument }: { readonly textDocument: TextDocumentIdentifier },
    token: CancellationToken,
    from: (analysed: AnalysedDocument) => T | null,
  ) =>
    guard<T | null>(connection.console, what, token, null, async () => {
      const analysed = await documents.analysed(textDocument.uri);
      return analysed === null ? null : from(analysed);
    });

  connection.onDocumentSymbol((params, token) =>
    answer("Document symbols", params, token, (analysed) => documentSymbols(analysed, client)),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    guard(connection.console, "Workspace symbols", token, [], async () => {
      const analysed = await Promise.all(documents.all().map(({ uri }) => documents.analysed(uri)));
      return workspaceSymbols(
        analysed.filter((one) => one !== null),
        query,
      );
    }),
  );
  connection.onFoldingRanges((params, token) =>
    answer("Folding ranges", params, token, (analysed) => foldingRanges(analysed, client)),
  );
  connection.onSelectionRanges((params, token) =>
    answer("Selection ranges", params, token, (analysed) => selectionRanges(analysed, params.positions)),
  );
  connection.onDocumentHighlight((params, token) =>
    answer("Highlights", params, token, (analysed) => highlights(analysed, params.position)),
  );
  connection.onDefinition((params, token) =>
    answer("Definition", params, token, (analysed) => definition(analysed, params.position, client)),
  );
  connection.onReferences((params, token) =>
    answer("References", params, token, (analysed) =>
      references(analysed, params.position, params.context.includeDeclaration),
    ),
  );
  connection.onPrepareRename((params, token) =>
    answer("Rename", params, token, (analysed) => prepareRename(analysed, params.position)),
  );
  connection.onRenameRequest((params, token) =>
    answer("Rename", params, token, (analysed) => rename(analysed, params.position, params.newName, client)),
  );
  connection.onDocumentLinks((params, token) => answer("Document links", params, token, documentLinks));
}
