import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { exchangesOfHar } from "../har/exchanges";
import { HarReader } from "../har/reader";
import type { HarExchangesParams, HarExchangesResult } from "./protocol";

/** How much of a HAR is read at once, in UTF-16 code units. Other messages go between. */
const CHUNK = 1_000_000;

/**
 * The exchanges of a HAR as a text, the blocked ones first. Of a broken file, those before the mistake.
 * @throws ResponseError if the client no longer waits.
 */
export async function harExchanges(
  { text }: HarExchangesParams,
  token: CancellationToken,
): Promise<HarExchangesResult> {
  const reader = new HarReader();
  for (let i = 0; i < text.length && !reader.isDone; i += CHUNK) {
    reader.write(text.slice(i, i + CHUNK));
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    if (token.isCancellationRequested) {
      throw new ResponseError(LSPErrorCodes.RequestCancelled, "The HAR is no longer needed");
    }
  }
  const log = reader.end();
  const { document, leftOut, tooMany } = exchangesOfHar(log, "blocked-first");
  const { error, count } = log;
  return {
    text: document.text,
    entries: count,
    leftOut: Object.fromEntries(leftOut),
    tooMany,
    error: error === null ? null : { position: { line: error.line, character: error.column }, reason: error.reason },
  };
}
