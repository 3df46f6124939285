import type { JudgedDocument } from "../../verdict/judged-document";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import type { ValuePosition } from "../position";

/** What the values of a header depend on. */
export interface ValueContext extends ValuePosition {
  readonly judged: JudgedDocument;
  /** The exchange of the message; null for a message or line that stands alone. */
  readonly exchange: JudgedExchange | null;
  /** The origins of pages that occur in the document. */
  readonly origins: readonly string[];
}

/** The items that are not in the list yet. */
export function missing(items: Iterable<string>, { others }: ValueContext, isCaseSensitive = false): string[] {
  const key = (item: string) => (isCaseSensitive ? item : item.toLowerCase());
  const present = new Set(others.map(key));
  return [...new Set(items)].filter((item) => !present.has(key(item)));
}

/** Whether the requests that a response answers are known to have credentials. */
export function hasCredentials({ exchange }: ValueContext): boolean {
  return exchange?.resolvedCredentials.mode === "include";
}
