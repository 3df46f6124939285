const REPORT = "please report it: https://github.com/cors-lens/cors-lens/issues/new/choose";

/** An error of ours, for the user, on one line. Its message may quote the text, so it isn't shown. */
export function internalError(error: unknown): string {
  const place = error instanceof Error ? placeOf(error) : null;
  return `internal error (${kindOf(error)}${place === null ? "" : ` at ${place}`}); ${REPORT}`;
}

/** The name of the error's class. */
export function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** The line of the program, such as `check.mjs:12:3`. */
function placeOf({ message, stack = "" }: Error): string | null {
  const frames = stack.slice(stack.indexOf(message) + message.length);
  return /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(frames)?.[1] ?? null;
}
