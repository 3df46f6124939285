import { type Position, RequestType, type TextDocumentIdentifier } from "vscode-languageserver";

/** What goes beyond the Language Server Protocol. */

export interface ExplainExchangeParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

export interface ExplainExchangeResult {
  readonly markdown: string;
}

/** The `data` of a completion item: a client may ask for the next completion as soon as it has inserted the item. */
export interface CompletionData {
  readonly continues: true;
}

/** From client to server: everything that is known of the exchange at a position, or null where there is none. */
export const ExplainExchangeRequest = new RequestType<ExplainExchangeParams, ExplainExchangeResult | null, void>(
  "corsLens/explainExchange",
);
