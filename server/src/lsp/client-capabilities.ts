import { type ClientCapabilities, MarkupKind } from "vscode-languageserver";

/** What the client can do, as far as the server's answers depend on it. */
export interface ClientAbilities {
  /** It asks for diagnostics; the server need not publish them. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly diagnosticTags: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  readonly markdownHover: boolean;
  readonly codeActionLiterals: boolean;
  readonly preferredActions: boolean;
  readonly documentChanges: boolean;
  readonly snippetEdits: boolean;
  readonly configuration: boolean;
  /** It watches files for the server. */
  readonly watchesFiles: boolean;
  /** It tells which folders are opened and closed. */
  readonly workspaceFolders: boolean;
}

export function abilitiesOf({ textDocument, workspace }: ClientCapabilities): ClientAbilities {
  const published = { ...textDocument?.publishDiagnostics, ...textDocument?.diagnostic };
  const documentChanges = workspace?.workspaceEdit?.documentChanges === true;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: published.relatedInformation === true,
    diagnosticTags: published.tagSupport !== undefined,
    codeDescription: published.codeDescriptionSupport === true,
    diagnosticData: published.dataSupport === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    documentChanges,
    snippetEdits: documentChanges && workspace?.workspaceEdit?.snippetEditSupport === true,
    configuration: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
  };
}
