import { type Position, RequestType, type TextDocumentIdentifier } from "vscode-languageserver";

/** Requests beyond the Language Server Protocol. */

export interface ExplainExchangeParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

export interface ExplainExchangeResult {
  readonly markdown: string;
}

/** From client to server: everything that is known of the exchange at a position, or null where there is none. */
export const ExplainExchangeRequest = new RequestType<ExplainExchangeParams, ExplainExchangeResult | null, void>(
  "corsLens/explainExchange",
);
