import { analyse, type Settings } from "../analysis";
import { textEdits } from "../edits/edit";
import type { Carrier } from "../http/parse";
import { safeFixes } from "../rules/framework/safe-fixes";
import { applyEdits } from "../text/edit";

/** One fix can make another one possible. Only fixes that undo each other need more passes than this. */
const MAX_PASSES = 10;

/** Applies all safe fixes to a text. If two of them touch the same text, the second one waits for the next pass. */
export function applySafeFixes(text: string, carrier: Carrier, settings: Settings): string {
  let fixed = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const { document, findings, judged } = analyse(fixed, carrier, settings);
    const edits = textEdits(
      document,
      safeFixes(findings, judged).flatMap((fix) => fix.edits),
    );
    const next = applyEdits(fixed, edits);
    if (next === fixed) {
      break;
    }
    fixed = next;
  }
  return fixed;
}
