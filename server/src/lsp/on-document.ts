import {
  type CancellationToken,
  type Connection,
  ResponseError,
  type TextDocumentIdentifier,
} from "vscode-languageserver";
import type { AnalysedDocument } from "./analysed-document";
import type { Documents } from "./documents";
import { guard } from "./guard";

export interface AboutDocument {
  readonly textDocument: TextDocumentIdentifier;
}

/**
 * Makes the handler of a request about one document.
 * @param what names the request in the log.
 * @param none the answer if the document isn't open or isn't HTTP, or if answering fails.
 */
export type OnDocument = <P extends AboutDocument, T>(
  what: string,
  none: T,
  answer: (analysed: AnalysedDocument, params: P) => T,
) => (params: P, token: CancellationToken) => Promise<T>;

export function onDocumentOf(connection: Connection, documents: Documents): OnDocument {
  return (what, none, answer) => (params, token) =>
    guard(connection.console, what, token, none, async () => {
      const analysed = await documents.analysed(params.textDocument.uri);
      if (analysed === null) {
        return none;
      }
      try {
        return answer(analysed, params);
      } catch (error) {
        if (error instanceof ResponseError) {
          throw error;
        }
        documents.fail(params.textDocument.uri, what, error);
        return none;
      }
    });
}
