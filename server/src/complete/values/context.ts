import type { JudgedDocument } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import type { ValuePosition } from "../position";

/** The data that a header's values depend on. */
export interface ValueContext extends ValuePosition {
  readonly judged: JudgedDocument;
  /** The exchange of the message; null if there is none. */
  readonly exchange: JudgedExchange | null;
  /** The page origins in the document. */
  readonly origins: readonly string[];
  /** Those in the other open documents. */
  readonly originsElsewhere: () => readonly string[];
}

/** The items that aren't in the list yet. */
export function missing(items: Iterable<string>, { others }: ValueContext, isCaseSensitive = false): string[] {
  const key = (item: string) => (isCaseSensitive ? item : item.toLowerCase());
  const present = new Set(others.map(key));
  return [...new Set(items)].filter((item) => !present.has(key(item)));
}

/** Whether the response is known to be for a request with credentials. */
export function hasCredentials({ exchange }: ValueContext): boolean {
  return exchange?.resolvedCredentials.mode === "include";
}
