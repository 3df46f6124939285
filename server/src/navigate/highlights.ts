import type { Analysis } from "../analysis";
import type { Range } from "../text/range";
import { uniqueParts } from "./definition";
import { relationsAt } from "./relations";
import { variableAt } from "./variables";

export interface Highlight {
  /** Offsets in the document. */
  readonly range: Range;
  readonly kind: "text" | "read" | "write";
}

/** The occurrences of the variable at an offset; else the part there and its related parts. Empty if there are none. */
export function highlightsAt(analysis: Analysis, offset: number): Highlight[] {
  const variable = variableAt(analysis.document, offset);
  if (variable !== null) {
    return variable.all.map(({ start, end, role }) => ({
      range: { start, end },
      kind: role === "definition" ? "write" : "read",
    }));
  }
  const parts = relationsAt(analysis, offset)?.relations.flatMap(({ sides }) => sides.flat()) ?? [];
  return uniqueParts(parts).map(({ range }) => ({ range, kind: "text" }));
}
