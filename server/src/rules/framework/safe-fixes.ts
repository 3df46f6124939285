import type { Edit } from "../../edits/edit";
import type { JudgedDocument } from "../../judged/judged-document";
import type { Range } from "../../text/range";
import type { Finding } from "./rule";

/**
 * Returns the edits of the first safe fix of each finding. Skips fixes that overlap an earlier one: the next run applies them.
 * @param findings in text order.
 */
export function safeFixes(findings: readonly Finding[], judged: JudgedDocument): Edit[] {
  const taken: Edit[] = [];
  /** The ranges of what is taken, by stretch of text: edits are short, so a stretch holds few. */
  const stretches = new Map<number, Range[]>();
  for (const finding of findings) {
    const fix = finding.fixes(judged).find(({ grade }) => grade === "safe");
    if (fix === undefined || fix.edits.some((edit) => collidesWithTaken(judged.document.rangeOf(edit), stretches))) {
      continue;
    }
    for (const edit of fix.edits) {
      taken.push(edit);
      const range = judged.document.rangeOf(edit);
      for (const stretch of stretchesOf(range)) {
        stretches.set(stretch, [...(stretches.get(stretch) ?? []), range]);
      }
    }
  }
  return taken;
}

const STRETCH = 1_024;

function stretchesOf({ start, end }: Range): number[] {
  const first = Math.floor(start / STRETCH);
  return Array.from({ length: Math.floor(end / STRETCH) - first + 1 }, (_, i) => first + i);
}

function collidesWithTaken(range: Range, stretches: ReadonlyMap<number, readonly Range[]>): boolean {
  return stretchesOf(range).some((stretch) => (stretches.get(stretch) ?? []).some((other) => collides(range, other)));
}

function collides(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}
