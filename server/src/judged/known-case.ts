import type { Case } from "../case/case";
import { essenceOf } from "../case/essence";
import { keyOf } from "../case/key";
import { withOwnTexts } from "../text/own-copy";
import { JudgedCase } from "../verdict/judged-case";

/** How many cases are cached. If there are more, all are dropped: a document has few, and repeats them. */
const MOST_CASES = 4_096;
/** A case with a longer key isn't cached, so that a few huge ones don't fill the memory. */
const LONGEST_KEY = 4_096;

const known = new Map<string, JudgedCase>();

/** The judged case for a case: the same object for equal cases while it is cached. */
export function knownCase(one: Case, redirectFrom: JudgedCase | null): JudgedCase {
  const essence = essenceOf(one);
  const key = `${redirectFrom?.key ?? ""}${keyOf(essence)}`;
  if (key.length > LONGEST_KEY) {
    return new JudgedCase(key, essence, redirectFrom);
  }
  let judged = known.get(key);
  if (judged === undefined) {
    judged = new JudgedCase(key, withOwnTexts(essence), redirectFrom);
    if (known.size >= MOST_CASES) {
      known.clear();
    }
    known.set(key, judged);
  }
  return judged;
}
