import { type ClientCapabilities, InsertTextMode, MarkupKind } from "vscode-languageserver";
import { isRecord } from "./is-record";

/** The client capabilities on which the server's answers depend. Some clients send null for what they lack. */
export type ClientAbilities = ReturnType<typeof abilitiesOf>;

export function abilitiesOf({ textDocument, workspace, window, experimental }: ClientCapabilities) {
  const published = { ...textDocument?.publishDiagnostics, ...textDocument?.diagnostic };
  const completion = textDocument?.completion?.completionItem;
  const documentChanges = workspace?.workspaceEdit?.documentChanges === true;
  return {
    /** It requests diagnostics, so the server doesn't publish them. */
    pullsDiagnostics: isRecord(textDocument?.diagnostic),
    /** It may also request those of the workspace. */
    pullsWorkspaceDiagnostics: isRecord(textDocument?.diagnostic) && isRecord(workspace?.diagnostics),
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: published.relatedInformation === true,
    diagnosticTags: isRecord(published.tagSupport),
    codeDescription: published.codeDescriptionSupport === true,
    diagnosticData: published.dataSupport === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    codeActionLiterals: isRecord(textDocument?.codeAction?.codeActionLiteralSupport),
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    /** It shows a web page when the server asks. */
    showsDocuments: window?.showDocument?.support === true,
    documentChanges,
    snippetEdits: documentChanges && workspace?.workspaceEdit?.snippetEditSupport === true,
    configuration: workspace?.configuration === true,
    /** It watches files for the server. */
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    /** It announces opened and closed folders. */
    workspaceFolders: workspace?.workspaceFolders === true,
    markdownCompletion: completion?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    snippetCompletion: completion?.snippetSupport === true,
    /** Completion items may have one range for inserting and another one for replacing. */
    insertReplace: completion?.insertReplaceSupport === true,
    /** Completion items may turn off the adjustment of indentation. */
    insertAsIs: completion?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    /** Symbols may be nested. */
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    /** Definitions may include the range of their origin. */
    definitionLinks: textDocument?.definition?.linkSupport === true,
    /** It requests the range to rename before it asks for the new name. */
    preparesRename: textDocument?.rename?.prepareSupport === true,
    /** The maximum number of folding ranges; null for no limit. */
    foldingRangeLimit: textDocument?.foldingRange?.rangeLimit ?? null,
    codeLens: refreshable(textDocument?.codeLens, workspace?.codeLens),
    inlayHint: refreshable(textDocument?.inlayHint, workspace?.inlayHint),
    semanticTokens: refreshable(textDocument?.semanticTokens, workspace?.semanticTokens),
    /** The commands that it says it can run. */
    commands: commandsIn(experimental),
  };
}

/** Whether the client makes a request, and whether the server can make it repeat the request. */
function refreshable(inDocument: unknown, inWorkspace: { refreshSupport?: boolean } | undefined) {
  return { supported: isRecord(inDocument), refreshes: inWorkspace?.refreshSupport === true };
}

/** `experimental.commands.commands`, as in other servers. */
function commandsIn(experimental: unknown): readonly string[] {
  const { commands: holder } = isRecord(experimental) ? experimental : {};
  const { commands } = isRecord(holder) ? holder : {};
  return Array.isArray(commands) ? commands.filter((one) => typeof one === "string") : [];
}
