import {
  type CodeLens,
  CodeLensRefreshRequest,
  type Connection,
  type InlayHint,
  type SemanticTokens,
  type ServerCapabilities,
} from "vscode-languageserver";
import { tokensIn, tokensOf } from "../tokens/tokens";
import type { ClientAbilities } from "./client-capabilities";
import { codeLenses } from "./code-lenses";
import type { AnalysedDocument, Documents } from "./documents";
import { describe, guard } from "./guard";
import { inlayHints } from "./inlay-hints";
import { SEMANTIC_TOKENS_LEGEND, semanticTokens } from "./semantic-tokens";
import type { AnnotationSettings, SettingsStore } from "./settings";

/** What an editor shows in the text: verdicts above and after request lines, and semantic colours. */
export interface AnnotationsSupport {
  /** Makes the client request everything again, after settings or variables have changed. */
  refresh(): void;
}

export function annotationCapabilities({ codeLens, inlayHint, semanticTokens }: ClientAbilities): ServerCapabilities {
  return {
    ...(codeLens.supported ? { codeLensProvider: {} } : {}),
    ...(inlayHint.supported ? { inlayHintProvider: true } : {}),
    ...(semanticTokens.supported
      ? { semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: true, range: true } }
      : {}),
  };
}

export function registerAnnotations(
  connection: Connection,
  documents: Documents,
  settings: SettingsStore,
  client: ClientAbilities,
): AnnotationsSupport {
  const { languages } = connection;
  /** Null if the document isn't open or not HTTP, or if the user has turned this off. */
  const wanted = async (
    uri: string,
    what: "codeLens" | "inlayHints",
  ): Promise<{ readonly analysed: AnalysedDocument; readonly annotations: AnnotationSettings } | null> => {
    const { annotations } = await settings.of(uri);
    const analysed = annotations[what] ? await documents.analysed(uri) : null;
    return analysed === null ? null : { analysed, annotations };
  };
  const tokens = (uri: string, of: (analysed: AnalysedDocument) => SemanticTokens) => async () => {
    const analysed = await documents.analysed(uri);
    return analysed === null ? null : of(analysed);
  };

  connection.onCodeLens(({ textDocument }, token) =>
    guard<CodeLens[]>(connection.console, "Code lenses", token, [], async () => {
      const found = await wanted(textDocument.uri, "codeLens");
      return found === null ? [] : codeLenses(found.analysed, found.annotations.notCors, client);
    }),
  );
  languages.inlayHint.on(({ textDocument, range }, token) =>
    guard<InlayHint[]>(connection.console, "Inlay hints", token, [], async () => {
      const found = await wanted(textDocument.uri, "inlayHints");
      return found === null ? [] : inlayHints(found.analysed, range, found.annotations.notCors);
    }),
  );
  languages.semanticTokens.on(({ textDocument }, token) =>
    guard<SemanticTokens | null>(
      connection.console,
      "Semantic tokens",
      token,
      null,
      tokens(textDocument.uri, (analysed) => semanticTokens(analysed, tokensOf(analysed.analysis))),
    ),
  );
  languages.semanticTokens.onRange(({ textDocument, range }, token) =>
    guard<SemanticTokens | null>(
      connection.console,
      "Semantic tokens",
      token,
      null,
      tokens(textDocument.uri, (analysed) => {
        const { lines } = analysed.analysis;
        const within = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
        return semanticTokens(analysed, tokensIn(analysed.analysis, within));
      }),
    ),
  );

  const refreshes: readonly (readonly [supported: boolean, refresh: () => Promise<unknown>])[] = [
    [client.codeLens.refreshes, () => connection.sendRequest(CodeLensRefreshRequest.type)],
    [client.inlayHint.refreshes, () => languages.inlayHint.refresh()],
    [client.semanticTokens.refreshes, () => languages.semanticTokens.refresh()],
  ];
  return {
    refresh: () => {
      for (const [supported, refresh] of refreshes) {
        if (supported) {
          refresh().catch((error: unknown) =>
            connection.console.error(`The client failed to refresh: ${describe(error)}`),
          );
        }
      }
    },
  };
}
