import { type ClientCapabilities, InsertTextMode, MarkupKind } from "vscode-languageserver";

/** A kind of answer that the client asks for, and whether it can be told to ask again. */
export interface RefreshableAbility {
  readonly supported: boolean;
  readonly refreshes: boolean;
}

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
  readonly markdownCompletion: boolean;
  readonly snippetCompletion: boolean;
  /** It can be told what to replace when the user inserts, and what when the user replaces. */
  readonly insertReplace: boolean;
  /** It can be told to insert lines as they are. */
  readonly insertAsIs: boolean;
  /** Symbols may hold others. */
  readonly hierarchicalSymbols: boolean;
  /** A place to go to may say what leads there. */
  readonly definitionLinks: boolean;
  /** It asks what a rename would be of, before it asks for the new name. */
  readonly preparesRename: boolean;
  /** How many ranges it folds at most; null where it sets no limit. */
  readonly foldingRangeLimit: number | null;
  readonly codeLens: RefreshableAbility;
  readonly inlayHint: RefreshableAbility;
  readonly semanticTokens: RefreshableAbility;
  /** The commands that it runs by itself, as far as it says so. */
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

/** `experimental.commands.commands`, as other servers have it too. */
function commandsIn(experimental: unknown): readonly string[] {
  const { commands: holder } = isRecord(experimental) ? experimental : {};
  const { commands } = isRecord(holder) ? holder : {};
  return Array.isArray(commands) ? commands.filter((one) => typeof one === "string") : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
