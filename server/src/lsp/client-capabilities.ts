import { type ClientCapabilities, InsertTextMode, MarkupKind } from "vscode-languageserver";
import { isRecord } from "./is-record";

/** A request of the client, and whether the server can make it repeat the request. */
export interface RefreshableAbility {
  readonly supported: boolean;
  readonly refreshes: boolean;
}

/** The client capabilities on which the server's answers depend. */
export interface ClientAbilities {
  /** It requests diagnostics, so the server doesn't publish them. */
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
  /** It announces opened and closed folders. */
  readonly workspaceFolders: boolean;
  readonly markdownCompletion: boolean;
  readonly snippetCompletion: boolean;
  /** Completion items may have one range for inserting and another one for replacing. */
  readonly insertReplace: boolean;
  /** Completion items may turn off the adjustment of indentation. */
  readonly insertAsIs: boolean;
  /** Symbols may be nested. */
  readonly hierarchicalSymbols: boolean;
  /** Definitions may include the range of their origin. */
  readonly definitionLinks: boolean;
  /** It requests the range to rename before it asks for the new name. */
  readonly preparesRename: boolean;
  /** The maximum number of folding ranges; null for no limit. */
  readonly foldingRangeLimit: number | null;
  readonly codeLens: RefreshableAbility;
  readonly inlayHint: RefreshableAbility;
  readonly semanticTokens: RefreshableAbility;
  /** The commands that it says it can run. */
  readonly commands: readonly string[];
}

export function abilitiesOf({ textDocument, workspace, experimental }: ClientCapabilities): ClientAbilities {
  const published = { ...textDocument?.publishDiagnostics, ...textDocument?.diagnostic };
  const completion = textDocument?.completion?.completionItem;
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
    markdownCompletion: completion?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    snippetCompletion: completion?.snippetSupport === true,
    insertReplace: completion?.insertReplaceSupport === true,
    insertAsIs: completion?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    foldingRangeLimit: textDocument?.foldingRange?.rangeLimit ?? null,
    codeLens: refreshable(textDocument?.codeLens, workspace?.codeLens),
    inlayHint: refreshable(textDocument?.inlayHint, workspace?.inlayHint),
    semanticTokens: refreshable(textDocument?.semanticTokens, workspace?.semanticTokens),
    commands: commandsIn(experimental),
  };
}

function refreshable(inDocument: object | undefined, inWorkspace: { refreshSupport?: boolean } | undefined) {
  return { supported: inDocument !== undefined, refreshes: inWorkspace?.refreshSupport === true };
}

/** `experimental.commands.commands`, as in other servers. */
function commandsIn(experimental: unknown): readonly string[] {
  const { commands: holder } = isRecord(experimental) ? experimental : {};
  const { commands } = isRecord(holder) ? holder : {};
  return Array.isArray(commands) ? commands.filter((one) => typeof one === "string") : [];
}
