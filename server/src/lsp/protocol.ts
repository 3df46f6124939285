import { type Position, RequestType, type TextDocumentIdentifier } from "vscode-languageserver";
import type { CopyFormat, ExchangeCopy } from "../copy/copy-exchange";

/** What goes beyond the Language Server Protocol. */

export interface ExplainExchangeParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

/** The fetch that an exchange is part of, drawn as a sequence. */
export interface ExplainExchangeResult {
  /** Method and URL, in plain text. */
  readonly title: string;
  /** A fragment for a page: escaped, without script and style. A `data-line` leads to a line of the document, 1-based. */
  readonly html: string;
  /** The style sheet of the picture in `html`. */
  readonly style: string;
  /** The picture as a file of its own. */
  readonly svg: string;
  readonly markdown: string;
}

/** The client's command that explains the exchange at a place: it takes the document's URI and a position. */
export const EXPLAIN_EXCHANGE_COMMAND = "corsLens.explainExchange";

export interface CopyExchangeParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
  readonly format: CopyFormat;
}

/** The client's commands that copy the exchange at a place, as `EXPLAIN_EXCHANGE_COMMAND` explains it. */
export const COPY_COMMANDS: Readonly<Record<CopyFormat, string>> = {
  curl: "corsLens.copyAsCurl",
  fetch: "corsLens.copyAsFetch",
  markdown: "corsLens.copyAsMarkdownFence",
};

/** The `data` of a completion item: a client may ask for the next completion as soon as it has inserted the item. */
export interface CompletionData {
  readonly continues: true;
}

/** From client to server: everything that is known of the exchange at a position, or null where there is none. */
export const ExplainExchangeRequest = new RequestType<ExplainExchangeParams, ExplainExchangeResult | null, void>(
  "corsLens/explainExchange",
);

/** From client to server: the exchange at a position in another notation, or null where there is none. */
export const CopyExchangeRequest = new RequestType<CopyExchangeParams, ExchangeCopy | null, void>(
  "corsLens/copyExchange",
);
