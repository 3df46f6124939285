import { harDocument } from "./document";
import type { LeftOut } from "./left-out";
import { pairedEntries } from "./pairing";
import type { PlacedText } from "./placed-text";
import type { HarLog } from "./reader";

/** The exchanges in a HAR about which CORS decides. */
export interface HarExchanges {
  /** A document with these exchanges, for `analyse`. */
  readonly document: PlacedText;
  /** How many entries aren't in it, for each reason. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

export function exchangesOfHar({ entries, leftOut: before, tokens }: HarLog): HarExchanges {
  const { fetches, leftOut } = pairedEntries(entries);
  const all = new Map(before);
  for (const [reason, count] of leftOut) {
    all.set(reason, (all.get(reason) ?? 0) + count);
  }
  return { document: harDocument(fetches, tokens), leftOut: all };
}
