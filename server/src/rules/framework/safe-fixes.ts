import type { Edit } from "../../edits/edit";
import { absolute } from "../../text/range";
import type { JudgedDocument } from "../../verdict/judged-document";
import type { Finding } from "./rule";

/**
 * Returns the edits of the first safe fix of each finding. Skips fixes that overlap an earlier one: the next run applies them.
 * @param findings in text order.
 */
export function safeFixes(findings: readonly Finding[], judged: JudgedDocument): Edit[] {
  const taken: Edit[] = [];
  /** The taken edits by stretch of the document, to compare each edit with only a few others. */
  const stretches = new Map<number, Edit[]>();
  for (const finding of findings) {
    const fix = finding.fixes(judged).find(({ grade }) => grade === "safe");
    if (fix === undefined || fix.edits.some((edit) => collidesWithTaken(edit, stretches))) {
      continue;
    }
    for (const edit of fix.edits) {
      taken.push(edit);
      for (const stretch of stretchesOf(edit)) {
        stretches.set(stretch, [...(stretches.get(stretch) ?? []), edit]);
      }
    }
  }
  return taken;
}

const STRETCH = 1_024;

function stretchesOf(edit: Edit): number[] {
  const { start, end } = absolute(edit);
  const first = Math.floor(start / STRETCH);
  return Array.from({ length: Math.floor(end / STRETCH) - first + 1 }, (_, i) => first + i);
}

function collidesWithTaken(edit: Edit, stretches: ReadonlyMap<number, readonly Edit[]>): boolean {
  return stretchesOf(edit).some((stretch) => (stretches.get(stretch) ?? []).some((other) => collides(edit, other)));
}

function collides(a: Edit, b: Edit): boolean {
  const first = absolute(a);
  const second = absolute(b);
  return first.start <= second.end && second.start <= first.end;
}
