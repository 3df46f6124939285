import { RefusedFile } from "./bounded-read";

/** Why a file isn't read: the end of a line for the user. */
export function ignoredBecause(error: unknown): string {
  const reason =
    error instanceof RefusedFile
      ? error.message
      : `can't be read (${error instanceof Error && "code" in error ? error.code : error})`;
  return `${reason}; ignored`;
}
