import type { Analysis } from "../analysis";
import type { Range } from "../text/range";
import { type RelatedPart, type Relation, type RelationsAt, relationsAt } from "./relations";
import { type VariableName, variableAt } from "./variables";

/** The targets of "Go to Definition". Offsets are relative to the document. */
export interface Destinations {
  /** The part at the cursor. */
  readonly from: Range;
  readonly to: readonly Destination[];
}

export interface Destination {
  /** The range to select. */
  readonly range: Range;
  /** The range to show around it. */
  readonly context: Range;
}

/**
 * The definitions of the variable at an offset; else the related parts: the one that a browser compares with it, the preflight of a request, or the
 * request of a preflight or redirect. Null if there is nothing to go to.
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
  return found === null
    ? null
    : { from: partAt(found.at, offset), to: otherSides(found).map(({ range, reach }) => ({ range, context: reach })) };
}

/** The part itself or, where the cursor is only in its line, what may be clicked for it: editors underline it. */
function partAt({ range, reach }: RelatedPart, offset: number): Range {
  return range.start <= offset && offset <= range.end ? range : reach;
}

/**
 * Every occurrence of the variable at an offset; else the part there and its related parts.
 * @param includesDeclaration whether to include a variable's definitions, or the first side of each relation.
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

/** A definition with its `@`, a use without its braces. REST Client does the same, so an editor with both shows each place once. */
function placeOf({ role, reach, start, end }: VariableName): Range {
  return role === "definition" ? reach : { start, end };
}

function otherSides({ at, relations }: RelationsAt): RelatedPart[] {
  const isHere = (part: RelatedPart) => part.range.start === at.range.start && part.range.end === at.range.end;
  const others = ({ sides }: Relation) => sides.filter((side) => !side.some(isHere)).flat();
  return uniqueParts(relations.flatMap(others));
}

/** The parts in document order, each place once. */
export function uniqueParts(parts: readonly RelatedPart[]): RelatedPart[] {
  const byPlace = new Map(parts.map((part) => [`${part.range.start} ${part.range.end}`, part]));
  return [...byPlace.values()].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
