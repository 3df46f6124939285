import { analyse, type Settings } from "../analysis";
import { textEdits } from "../edits/edit";
import type { Carrier } from "../http/parse";
import { safeFixes } from "../rules/framework/safe-fixes";
import { applyEdits } from "../text/edit";

/** A fix can make room for another one; only fixes that undo each other take more passes than this. */
const MAX_PASSES = 10;

/** The text after its safe fixes. Of two that touch the same text the second waits for the next pass. */
export function applySafeFixes(text: string, carrier: Carrier, settings: Settings): string {
  let fixed = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const { findings, judged } = analyse(fixed, carrier, settings);
    const edits = textEdits(safeFixes(findings, judged));
    const next = applyEdits(fixed, edits);
    if (next === fixed) {
      break;
    }
    fixed = next;
  }
  return fixed;
}
