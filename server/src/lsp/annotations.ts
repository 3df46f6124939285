import { CodeLensRefreshRequest, type Connection, type ServerCapabilities } from "vscode-languageserver";
import { verdictsOf } from "../navigate/verdicts";
import { tokensIn, tokensOf } from "../tokens/tokens";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { codeLenses } from "./code-lenses";
import { messageLenses } from "./console-messages";
import { describe } from "./guard";
import { inlayHints } from "./inlay-hints";
import type { OnDocument } from "./on-document";
import { SEMANTIC_TOKENS_LEGEND, semanticTokens } from "./semantic-tokens";
import type { Typing } from "./typing";

export function annotationCapabilities({ codeLens, inlayHint, semanticTokens }: ClientAbilities): ServerCapabilities {
  return {
    ...(codeLens.supported ? { codeLensProvider: {} } : {}),
    ...(inlayHint.supported ? { inlayHintProvider: true } : {}),
    ...(semanticTokens.supported
      ? { semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: true, range: true } }
      : {}),
  };
}

type Refresh = readonly [isSupported: boolean, refresh: () => Promise<unknown>];

/**
 * Registers what an editor shows in the text: verdicts above and after request lines, and semantic colours.
 * @returns a function that makes the client request everything again, after settings or variables have changed.
 */
export function registerAnnotations(
  connection: Connection,
  onDocument: OnDocument,
  typing: Typing,
  client: ClientAbilities,
): () => void {
  const { languages } = connection;
  // Without a refresh, the client would never hear of what is held back.
  const isQuiet = [client.codeLens, client.inlayHint].every(({ supported, refreshes }) => refreshes || !supported);
  const verdicts = (analysed: AnalysedDocument) =>
    isQuiet ? typing.verdicts(analysed) : verdictsOf(analysed.analysis, analysed.annotations.notCors);
  connection.onCodeLens(
    onDocument("Code lenses", [], (analysed) =>
      analysed.annotations.codeLens
        ? [...messageLenses(analysed, client), ...codeLenses(analysed, verdicts(analysed), client)]
        : [],
    ),
  );
  languages.inlayHint.on(
    onDocument("Inlay hints", [], (analysed, { range }) =>
      analysed.annotations.inlayHints ? inlayHints(analysed, verdicts(analysed), range) : [],
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

  const ofVerdicts: readonly Refresh[] = [
    [client.codeLens.refreshes, () => connection.sendRequest(CodeLensRefreshRequest.type)],
    [client.inlayHint.refreshes, () => languages.inlayHint.refresh()],
  ];
  const ofTokens: Refresh = [client.semanticTokens.refreshes, () => languages.semanticTokens.refresh()];
  const refreshAll = (some: readonly Refresh[]) => {
    for (const [supported, refresh] of some) {
      if (supported) {
        refresh().catch((error: unknown) =>
          connection.console.error(`The client failed to refresh: ${describe(error)}`),
        );
      }
    }
  };
  typing.onDidFinish((_, heldBack) => {
    if (heldBack.verdicts) {
      refreshAll(ofVerdicts);
    }
  });
  return () => refreshAll([...ofVerdicts, ofTokens]);
}
