import { type Fix, textEdits } from "../../edits/edit";
import type { JudgedDocument } from "../../judged/judged-document";
import { withAffordableFixes } from "../../rules/framework/affordable-fixes";
import type { Drawing } from "./drawing";

/** How much text the fixes may read, as in `withAffordableFixes`. */
const MOST_READ = 1_000_000;

/** One fix for each cause of a failure, in the order of the steps: the first that changes no permission, else the first. */
export function fixesOf({ steps }: Drawing, judged: JudgedDocument): Fix[] {
  const causes = new Set(steps.flatMap((step) => (step.kind === "decision" ? step.causes : [])));
  const byEdits = new Map<string, Fix>();
  for (const cause of withAffordableFixes(judged.document, [...causes], MOST_READ)) {
    const fixes = cause.fixes(judged);
    const fix = fixes.find(({ grade }) => grade === "safe") ?? fixes[0];
    if (fix !== undefined) {
      byEdits.set(JSON.stringify(textEdits(judged.document, fix.edits)), fix);
    }
  }
  return [...byEdits.values()];
}
