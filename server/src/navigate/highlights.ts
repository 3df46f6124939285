import type { Analysis } from "../analysis";
import type { Range } from "../text/range";
import { uniqueParts } from "./definition";
import { relationsAt } from "./relations";
import { variableAt } from "./variables";

export interface Highlight {
  /** In the document. */
  readonly range: Range;
  readonly kind: "text" | "read" | "write";
}

/** The places of the variable at an offset, else the part there and all that belong to it. Empty where nothing does. */
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
