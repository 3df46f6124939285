import { MAX_TEXT_LENGTH } from "../analysis";
import { blockedFirst } from "./blocked-first";
import { credentialsIn } from "./credentials";
import { harDocument } from "./document";
import type { LeftOut } from "./left-out";
import { type HarFetch, pairedEntries } from "./pairing";
import type { PlacedText } from "./placed-text";
import type { HarLog } from "./reader";

/** The exchanges in a HAR about which CORS decides. */
export interface HarExchanges {
  /** A document with these exchanges, for `analyse`. */
  readonly document: PlacedText;
  /** How many entries aren't in it because CORS doesn't decide about them, for each reason. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  /** How many other entries aren't in it because it would be too large. */
  readonly tooMany: number;
}

/** @param order of the exchanges: that of the file, or first those that a browser blocks. */
export function exchangesOfHar(log: HarLog, order: "file" | "blocked-first" = "file"): HarExchanges {
  const { entries, leftOut: before, tokens, tooMany } = log;
  const { fetches, leftOut } = pairedEntries(entries, log.creator);
  const all = new Map(before);
  for (const [reason, count] of leftOut) {
    all.set(reason, (all.get(reason) ?? 0) + count);
  }
  const credentials = credentialsIn(fetches, log);
  const written = (fetches: readonly HarFetch[]) =>
    harDocument(fetches, tokens, (fetch) => credentials.get(fetch) ?? null, MAX_TEXT_LENGTH);
  const inFile = written(fetches);
  const { document, unwritten } = order === "file" ? inFile : written(blockedFirst(fetches, inFile.document));
  return { document, leftOut: all, tooMany: tooMany + unwritten.flat().length };
}
