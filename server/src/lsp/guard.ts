import { type CancellationToken, LSPErrorCodes, type RemoteConsole, ResponseError } from "vscode-languageserver";

/**
 * The error boundary around a request: it gives way to changes that are already waiting, honours cancellation, and answers an exception
 * with `fallback` and a line in the log, so that one fault never ends the server. A `ResponseError` is itself an answer.
 */
export async function guard<T>(
  log: RemoteConsole,
  what: string,
  token: CancellationToken,
  fallback: T,
  run: () => T | Promise<T>,
): Promise<T> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, `${what} was cancelled`);
  }
  try {
    return await run();
  } catch (error) {
    if (error instanceof ResponseError) {
      throw error;
    }
    log.error(`${what} failed: ${describe(error)}`);
    return fallback;
  }
}

/** An error for the log: its stack, which names places in this program and no text of the user's. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
