import { type CancellationToken, LSPErrorCodes, type RemoteConsole, ResponseError } from "vscode-languageserver";

/**
 * The error boundary around a request. It lets pending changes go first, honours cancellation, and answers an exception with
 * `fallback` and a line in the log, so that a bug never ends the server. A `ResponseError` is passed on as the answer.
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

/** Describes an error for the log by its stack, which doesn't contain the user's text. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
