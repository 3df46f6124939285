import { CodeLensRefreshRequest, type Connection, type ServerCapabilities } from "vscode-languageserver";
import { tokensIn, tokensOf } from "../tokens/tokens";
import type { ClientAbilities } from "./client-capabilities";
import { codeLenses } from "./code-lenses";
import { describe } from "./guard";
import { inlayHints } from "./inlay-hints";
import type { OnDocument } from "./on-document";
import { SEMANTIC_TOKENS_LEGEND, semanticTokens } from "./semantic-tokens";

export function annotationCapabilities({ codeLens, inlayHint, semanticTokens }: ClientAbilities): ServerCapabilities {
  return {
    ...(codeLens.supported ? { codeLensProvider: {} } : {}),
    ...(inlayHint.supported ? { inlayHintProvider: true } : {}),
    ...(semanticTokens.supported
      ? { semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: true, range: true } }
      : {}),
  };
}

/**
 * Registers what an editor shows in the text: verdicts above and after request lines, and semantic colours.
 * @returns a function that makes the client request everything again, after settings or variables have changed.
 */
export function registerAnnotations(
  connection: Connection,
  onDocument: OnDocument,
  client: ClientAbilities,
): () => void {
  const { languages } = connection;
  connection.onCodeLens(
    onDocument("Code lenses", [], (analysed) => (analysed.annotations.codeLens ? codeLenses(analysed, client) : [])),
  );
  languages.inlayHint.on(
    onDocument("Inlay hints", [], (analysed, { range }) =>
      analysed.annotations.inlayHints ? inlayHints(analysed, range) : [],
    ),
  );
  languages.semanticTokens.on(
    onDocument("Semantic tokens", null, (analysed) => semanticTokens(analysed, tokensOf(analysed.analysis))),
  );
  languages.semanticTokens.onRange(
    onDocument("Semantic tokens", null, (analysed, { range }) => {
      const { lines } = analysed.analysis;
      const within = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
      return semanticTokens(analysed, tokensIn(analysed.analysis, within));
    }),
  );

  const refreshes: readonly (readonly [supported: boolean, refresh: () => Promise<unknown>])[] = [
    [client.codeLens.refreshes, () => connection.sendRequest(CodeLensRefreshRequest.type)],
    [client.inlayHint.refreshes, () => languages.inlayHint.refresh()],
    [client.semanticTokens.refreshes, () => languages.semanticTokens.refresh()],
  ];
  return () => {
    for (const [supported, refresh] of refreshes) {
      if (supported) {
        refresh().catch((error: unknown) =>
          connection.console.error(`The client failed to refresh: ${describe(error)}`),
        );
      }
    }
  };
}
