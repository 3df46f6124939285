import { isUnknown, Unknown } from "./unknown";

/**
 * Copies a piece of a text so that it doesn't keep the whole text in memory, as the result of `slice` does. V8 copies strings to join them, and
 * the piece is then a slice of the copy.
 */
export function ownCopy(piece: string): string {
  return ` ${piece}`.slice(1);
}

/** Plain data, with its own copy of each text, for a cache that outlives the document. */
export function withOwnTexts<T>(data: T): T {
  return copied(data) as T;
}

function copied(data: unknown): unknown {
  if (typeof data === "string") {
    return ownCopy(data);
  }
  if (isUnknown(data)) {
    return data.text === null ? data : new Unknown(ownCopy(data.text), data.isFixed);
  }
  if (Array.isArray(data)) {
    return data.map(copied);
  }
  return typeof data === "object" && data !== null
    ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, copied(value)]))
    : data;
}
