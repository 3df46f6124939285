/** Wrong usage of the command line. The message is a line for the user: lower case, and with the remedy. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * @param meant what `suggestion` returns.
 * @param help what to do if there is no suggestion.
 */
export function unknownName(what: string, meant: string, help: string): UsageError {
  return new UsageError(`unknown ${what}${meant === "" ? `; ${help}` : `.${meant}`}`);
}
