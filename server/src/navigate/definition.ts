import type { Analysis } from "../analysis";
import type { Range } from "../text/range";
import { type RelatedPart, type Relation, type RelationsAt, relationsAt } from "./relations";
import { type VariableName, variableAt } from "./variables";

/** Places to go to. Offsets of the document. */
export interface Destinations {
  /** What the cursor means. */
  readonly from: Range;
  readonly to: readonly Destination[];
}

export interface Destination {
  /** What to select there. */
  readonly range: Range;
  /** What to show around it. */
  readonly context: Range;
}

/**
 * Where the variable at an offset is defined; else what belongs to the part there: what a browser compares it with, the preflight of a request,
 * the request of a preflight or of a redirect. Null where there is nothing to go to.
 */
export function definitionsAt(analysis: Analysis, offset: number): Destinations | null {
  const variable = variableAt(analysis.document, offset);
  const definitions = variable?.all.filter(({ role }) => role === "definition") ?? [];
  if (variable !== null && definitions.length > 0) {
    const to = definitions.map((one) => ({
      range: placeOf(one),
      context: { start: one.reach.start, end: Math.max(one.end, one.value?.end ?? one.end) },
    }));
    return { from: variable.at.reach, to };
  }
  const found = relationsAt(analysis, offset);
  return found === null ? null : destinations(found, otherSides(found));
}

/**
 * Every place of the variable at an offset; else the part there and all that belong to it.
 * @param includesDeclaration whether the definitions of a variable, or what is asked first, are among them.
 */
export function referencesAt(analysis: Analysis, offset: number, includesDeclaration: boolean): Range[] {
  const variable = variableAt(analysis.document, offset);
  if (variable !== null) {
    return variable.all.filter(({ role }) => includesDeclaration || role === "use").map(placeOf);
  }
  const parts = (relationsAt(analysis, offset)?.relations ?? []).flatMap(({ sides: [first = [], ...others] }) =>
    includesDeclaration ? [first, ...others].flat() : others.flat(),
  );
  return uniqueParts(parts).map(({ range }) => range);
}

/** A definition with its `@`, a use without its braces: the same as in REST Client, so that an editor with both shows a place once. */
function placeOf({ role, reach, start, end }: VariableName): Range {
  return role === "definition" ? reach : { start, end };
}

function otherSides({ at, relations }: RelationsAt): RelatedPart[] {
  const isHere = (part: RelatedPart) => part.range.start === at.range.start && part.range.end === at.range.end;
  const others = ({ sides }: Relation) => sides.filter((side) => !side.some(isHere)).flat();
  return uniqueParts(relations.flatMap(others));
}

function destinations({ at }: RelationsAt, parts: readonly RelatedPart[]): Destinations {
  return { from: at.range, to: parts.map(({ range, reach }) => ({ range, context: reach })) };
}

/** In the order of the text, each place once. */
export function uniqueParts(parts: readonly RelatedPart[]): RelatedPart[] {
  const byPlace = new Map(parts.map((part) => [`${part.range.start} ${part.range.end}`, part]));
  return [...byPlace.values()].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
