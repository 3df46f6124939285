import {
  NotificationType,
  NotificationType0,
  type Position,
  RequestType,
  type TextDocumentIdentifier,
  type VersionedTextDocumentIdentifier,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { CopyFormat, ExchangeCopy } from "../copy/copy-exchange";
import type { ReportedDocument } from "../edits/reported-document";

/** Extensions of the Language Server Protocol. */

export interface ExplainExchangeParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
  /** The room for the explanation, in CSS pixels. The picture is drawn for it; with little room, the list comes first. Default: 838. */
  readonly width?: number | null;
}

/** The fetch to which an exchange belongs, drawn as a sequence. */
export interface ExplainExchangeResult {
  /** Method and URL, in plain text. */
  readonly title: string;
  /** The same without the host: a short name. */
  readonly name: string;
  /**
   * An HTML fragment: escaped, without scripts and styles. `data-line` refers to a line of the document, 1-based, `data-fix` to an index in `fixes`,
   * and `data-fold` names something that can be folded.
   */
  readonly html: string;
  /** The style sheet of the picture in `html`. */
  readonly style: string;
  /** The picture as a file. */
  readonly svg: string;
  readonly markdown: string;
  /** Of the document that is explained. */
  readonly version: number;
  /** One for each cause of a failure. The edits are those of the code actions, and valid for this version only. */
  readonly fixes: readonly ExchangeFix[];
}

export interface ExchangeFix {
  /** Plain text. */
  readonly title: string;
  /** Where its first change is, 1-based. */
  readonly line: number;
  readonly edit: WorkspaceEdit;
}

/** The client's command that explains the exchange at a position. It takes the document's URI and the position. */
export const EXPLAIN_EXCHANGE_COMMAND = "corsLens.explainExchange";

export interface EnvironmentsParams {
  readonly textDocument: TextDocumentIdentifier;
}

/** The environments of a document, to choose one. */
export interface EnvironmentsResult {
  readonly names: readonly string[];
  /** The chosen one, which may not be among the names; null if none is chosen. */
  readonly chosen: string | null;
  /** The URI of the project file that chooses it, so that settings have no effect; null if settings may choose it. */
  readonly chosenIn: string | null;
  /** Whether the document refers to a variable that an environment defines. */
  readonly areUsed: boolean;
}

/** The client's command that lets the user choose the environment of a document. It takes the document's URI. */
export const CHOOSE_ENVIRONMENT_COMMAND = "corsLens.chooseEnvironment";

/** The client's command that asks how to name the page of a request. It takes the document's URI and the request's position. */
export const SET_ORIGIN_COMMAND = "corsLens.setOrigin";

/** The client's command that puts the cursor on a line of a document. It takes the document's URI and the number of the line, zero-based. */
export const SHOW_LINE_COMMAND = "corsLens.showLine";

export interface ReportedDocumentParams {
  /** What a browser's console prints: one message or more, with all that is copied along. */
  readonly text: string;
}

export interface VerdictParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

export interface CopyExchangeParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
  readonly format: CopyFormat;
}

/** The client's commands that copy the exchange at a position. They take the document's URI and the position. */
export const COPY_COMMANDS: Readonly<Record<CopyFormat, string>> = {
  curl: "corsLens.copyAsCurl",
  fetch: "corsLens.copyAsFetch",
  markdown: "corsLens.copyAsMarkdownFence",
};

export interface HarExchangesParams {
  /** Of the HAR file. */
  readonly text: string;
}

/** The exchanges of a HAR about which CORS decides. */
export interface HarExchangesResult {
  /** A document with them, the blocked ones first, in which secrets are replaced; empty if there are none. */
  readonly text: string;
  /** How many entries the file has, up to the mistake if there is one. */
  readonly entries: number;
  /** How many of them aren't in the text because CORS doesn't decide about them, for each reason: `same-origin`, `no-cors` and others. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** How many of them aren't in the text because it would be too large. */
  readonly tooMany: number;
  /** Why the file was read only up to a place; null if it was read to its end. */
  readonly error: { readonly position: Position; readonly reason: string } | null;
}

export interface PastedExchangeParams {
  readonly textDocument: TextDocumentIdentifier;
  /** Where the text is pasted. */
  readonly position: Position;
  readonly text: string;
}

/** The `data` of a completion item: the client may request completion again after it has inserted the item. */
export interface CompletionData {
  readonly continues: true;
}

export interface CursorMovedParams {
  readonly textDocument: VersionedTextDocumentIdentifier;
  /** Zero-based; null if the cursor has left the document. */
  readonly line: number | null;
}

/**
 * From client to server: the cursor is on another line. The server then reports what it held back while someone was typing on the line before. It does
 * so after a second in any case.
 */
export const CursorMovedNotification = new NotificationType<CursorMovedParams>("corsLens/cursorMoved");

/** From client to server: the explanation of the exchange at a position, or null if there is none. */
export const ExplainExchangeRequest = new RequestType<ExplainExchangeParams, ExplainExchangeResult | null, void>(
  "corsLens/explainExchange",
);

/** From client to server: the verdict on the fetch at a position, in the words of the lens above it; null if there is none. */
export const VerdictRequest = new RequestType<VerdictParams, string | null, void>("corsLens/verdict");

/** From client to server: the environments of a document, or null if it isn't checked. */
export const EnvironmentsRequest = new RequestType<EnvironmentsParams, EnvironmentsResult | null, void>(
  "corsLens/environments",
);

/** From server to a client with the command: the environments of documents may have changed. */
export const EnvironmentsChangedNotification = new NotificationType0("corsLens/environmentsChanged");

/** From client to server: the exchange to insert in place of a pasted text, such as a command; null if the text has none. */
export const PastedExchangeRequest = new RequestType<PastedExchangeParams, string | null, void>(
  "corsLens/pastedExchange",
);

/** From client to server: the exchange at a position in another notation, or null if there is none. */
export const CopyExchangeRequest = new RequestType<CopyExchangeParams, ExchangeCopy | null, void>(
  "corsLens/copyExchange",
);

/** From client to server: the exchanges of a HAR file as a document. Null if reading fails. */
export const HarExchangesRequest = new RequestType<HarExchangesParams, HarExchangesResult | null, void>(
  "corsLens/harExchanges",
);

/** From client to server: the text of a new document that shows what console messages report, or null if the given text has none. */
export const ReportedDocumentRequest = new RequestType<ReportedDocumentParams, ReportedDocument | null, void>(
  "corsLens/reportedDocument",
);
