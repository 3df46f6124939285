import type { Edit } from "../edits/edit";
import { absolute } from "../text/range";
import type { Finding } from "./rule";

/** The edits of the first safe fix of each finding. A fix that would touch what another one has touched is left for the next run. */
export function safeFixes(findings: readonly Finding[]): Edit[] {
  const taken: Edit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes().find(({ grade }) => grade === "safe");
    if (fix !== undefined && !fix.edits.some((edit) => taken.some((other) => collides(edit, other)))) {
      taken.push(...fix.edits);
    }
  }
  return taken;
}

function collides(a: Edit, b: Edit): boolean {
  const first = absolute(a);
  const second = absolute(b);
  return first.start <= second.end && second.start <= first.end;
}
