import type { Engine } from "../../cors/engines";
import { isApplicable } from "../../edits/edit";
import { withReferencesKept } from "../../edits/kept-references";
import type { HttpDocument } from "../../http/tree";
import type { Place } from "../../text/range";
import type { JudgedDocument } from "../../verdict/judged-document";
import type { AttributedFault } from "./faults";
import { withReferencesExplained } from "./references";
import type { Finding, Refusal, Related, Report, Rule, Severity } from "./rule";

/** Runs the rule's check again, on the current document. */
export type Recheck = (judged: JudgedDocument) => Iterable<Report>;

/** Turns a report into a finding: explains variable references and removes secrets. */
export function findingOf(
  document: HttpDocument,
  rule: Rule,
  report: Report,
  decisive: AttributedFault | Refusal | null,
  recheck: Recheck,
): Finding {
  const { message, place, related = NONE, expected } = report;
  const hide = (text: string) => document.variables.withoutSecrets(text);
  return {
    rule: rule.id,
    severity: decisive === null ? (report.severity ?? rule.severity) : severityOf(decisive.engines),
    message: withReferencesExplained(document, message, place),
    place,
    related: related.length === 0 ? NONE : related.map((one) => ({ message: hide(one.message), place: one.place })),
    expected: expected === undefined ? null : hide(expected),
    unnecessary: report.unnecessary ?? false,
    engines: decisive?.engines ?? null,
    step: decisive === null ? null : "failure" in decisive ? decisive.failure : (decisive.failures[0] ?? null),
    fixes: (judged) =>
      (sameReport(message, place, recheck(judged))?.fixes?.() ?? [])
        .filter(isApplicable)
        .map((fix) => withReferencesKept(judged.document, fix)),
  };
}

const NONE: readonly Related[] = [];

/** Finds the same report among new ones. The fixes of the first report would edit an outdated document. */
function sameReport(message: string, { anchor, range }: Place, reports: Iterable<Report>): Report | null {
  for (const report of reports) {
    const { place } = report;
    if (
      report.message === message &&
      place.anchor === anchor &&
      place.range.start === range.start &&
      place.range.end === range.end
    ) {
      return report;
    }
  }
  return null;
}

/** Error if any browser blocks; warning if only the Fetch standard does. */
function severityOf(engines: readonly Engine[]): Severity {
  return engines.some((engine) => engine !== "fetch") ? "error" : "warning";
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** Below the limit on the arguments of a function call. */
const MAX_ARGUMENTS = 10_000;

/** Merges findings in text order with others in any order. Sorts `others` in place. */
export function merged(ordered: readonly Finding[], others: Finding[]): readonly Finding[] {
  others.sort(compare);
  if (ordered.length === 0 || others.length === 0) {
    return others.length === 0 ? ordered : others;
  }
  const parts: (readonly Finding[])[] = [];
  let from = 0;
  for (const other of others) {
    const at = insertionIndex(other, ordered, from);
    parts.push(ordered.slice(from, at), [other]);
    from = at;
  }
  parts.push(ordered.slice(from));
  let joined: Finding[] = [];
  for (let i = 0; i < parts.length; i += MAX_ARGUMENTS) {
    joined = joined.concat(...parts.slice(i, i + MAX_ARGUMENTS));
  }
  return joined;
}

/** Up to this many lists, searching for the stretch that holds them is faster than filtering all findings. Most edits affect fewer. */
const FEW = 16;

/**
 * Removes some of the findings.
 * @param ordered in text order.
 * @param gone lists of findings in `ordered`, each in text order.
 */
export function without(ordered: readonly Finding[], gone: readonly (readonly Finding[])[]): readonly Finding[] {
  const lists = gone.filter(({ length }) => length > 0);
  if (lists.length === 0) {
    return ordered;
  }
  // Filter only the stretch that holds them: `indexOf` for one object is far faster than a lookup for each.
  const isFew = lists.length <= FEW;
  const first = isFew ? Math.min(...lists.map(([finding]) => ordered.indexOf(finding as Finding))) : 0;
  const last = isFew ? Math.max(...lists.map((list) => ordered.lastIndexOf(list.at(-1) as Finding))) : ordered.length;
  const all = new Set(lists.flat());
  return ordered.slice(0, first).concat(
    ordered.slice(first, last + 1).filter((finding) => !all.has(finding)),
    ordered.slice(last + 1),
  );
}

/** Returns the index, at or after `from`, at which to insert a finding. */
function insertionIndex(finding: Finding, ordered: readonly Finding[], from: number): number {
  let low = from;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(ordered[middle] as Finding, finding) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function compare(a: Finding, b: Finding): number {
  const anchors = a.place.anchor.start - b.place.anchor.start;
  return (
    anchors + a.place.range.start - b.place.range.start ||
    anchors + a.place.range.end - b.place.range.end ||
    RANK[a.severity] - RANK[b.severity] ||
    compareStrings(a.rule, b.rule) ||
    compareStrings(a.message, b.message)
  );
}

function compareStrings(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * Keeps one of several findings with the same rule, message and place, as exchanges with a common message have: the most severe one.
 * @param findings in any order; sorted in place.
 */
export function withoutRepetition(findings: Finding[]): readonly Finding[] {
  const unique: Finding[] = [];
  /** The index of the first finding at the current place. */
  let first = 0;
  for (const finding of findings.sort(compare)) {
    const other = unique[first];
    if (other === undefined || !isSamePlace(other, finding)) {
      first = unique.length;
    }
    if (!hasSame(unique, first, finding)) {
      unique.push(finding);
    }
  }
  return unique;
}

function isSamePlace(a: Finding, b: Finding): boolean {
  return (
    a.place.anchor.start + a.place.range.start === b.place.anchor.start + b.place.range.start &&
    a.place.anchor.start + a.place.range.end === b.place.anchor.start + b.place.range.end
  );
}

function hasSame(findings: readonly Finding[], from: number, finding: Finding): boolean {
  for (let i = from; i < findings.length; i++) {
    if (findings[i]?.rule === finding.rule && findings[i]?.message === finding.message) {
      return true;
    }
  }
  return false;
}
