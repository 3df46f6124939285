import { readingLength } from "../../edits/reading-after";
import type { HttpDocument } from "../../http/tree";
import type { Finding } from "./rule";

/**
 * The first findings whose fixes can be worked out one by one. Each fix reads the message that it is in again, so that a long message can't afford
 * the fixes of all its findings. The first finding can always.
 * @param most how much text may be read for one fix of each, in UTF-16 code units.
 */
export function withAffordableFixes(
  document: HttpDocument,
  findings: readonly Finding[],
  most: number,
): readonly Finding[] {
  let read = 0;
  const end = findings.findIndex(({ place }, i) => {
    read += readingLength(document, place);
    return i > 0 && read > most;
  });
  return end === -1 ? findings : findings.slice(0, end);
}
