import type { Engine } from "../../cors/engines";
import { isApplicable } from "../../edits/edit";
import { withReferencesKept } from "../../edits/kept-references";
import type { HttpDocument } from "../../http/tree";
import type { Place } from "../../text/range";
import type { JudgedDocument } from "../../verdict/judged-document";
import type { AttributedFault } from "./faults";
import { withReferencesExplained } from "./references";
import type { Finding, Refusal, Related, Report, Rule, Severity } from "./rule";

/** Asks a rule again about what it has reported, in a document as it is now. */
export type Ask = (judged: JudgedDocument) => Iterable<Report>;

/** A report as everybody sees it: its references are explained, and it has no secret in it. */
export function findingOf(
  document: HttpDocument,
  rule: Rule,
  report: Report,
  decisive: AttributedFault | Refusal | null,
  ask: Ask,
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
      (sameReport(message, place, ask(judged))?.fixes?.() ?? [])
        .filter(isApplicable)
        .map((fix) => withReferencesKept(judged.document, fix)),
  };
}

const NONE: readonly Related[] = [];

/** The report that says the same again. The first one is not kept: it would edit the document as it was then. */
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

/** What one browser blocks is an error; what the standard alone blocks is a warning. */
function severityOf(engines: readonly Engine[]): Severity {
  return engines.some((engine) => engine !== "fetch") ? "error" : "warning";
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** Fewer than a function takes. */
const MAX_ARGUMENTS = 10_000;

/** Findings in the order of the text, with others in any order put in their places among them. */
export function merged(ordered: readonly Finding[], others: Finding[]): readonly Finding[] {
  others.sort(compare);
  if (ordered.length === 0 || others.length === 0) {
    return others.length === 0 ? ordered : others;
  }
  const parts: (readonly Finding[])[] = [];
  let from = 0;
  for (const other of others) {
    const at = placeOf(other, ordered, from);
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

/** So many lists are looked for, each in the whole document: an edit touches few, and one that touches many may take longer. */
const FEW = 16;

/**
 * Findings in the order of the text without others of them.
 * @param gone lists of them, each in the order of the text.
 */
export function without(ordered: readonly Finding[], gone: readonly (readonly Finding[])[]): readonly Finding[] {
  const lists = gone.filter(({ length }) => length > 0);
  if (lists.length === 0) {
    return ordered;
  }
  // Only the stretch that they are in is gone through: a search for one object is far faster than a look at each.
  const isFew = lists.length <= FEW;
  const first = isFew ? Math.min(...lists.map(([finding]) => ordered.indexOf(finding as Finding))) : 0;
  const last = isFew ? Math.max(...lists.map((list) => ordered.lastIndexOf(list.at(-1) as Finding))) : ordered.length;
  const all = new Set(lists.flat());
  return ordered.slice(0, first).concat(
    ordered.slice(first, last + 1).filter((finding) => !all.has(finding)),
    ordered.slice(last + 1),
  );
}

/** The index at or after `from` before which a finding goes. */
function placeOf(finding: Finding, ordered: readonly Finding[], from: number): number {
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
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.message, b.message)
  );
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * One finding for what several exchanges have in common, the same rule saying the same of the same place: the gravest stays.
 * @param findings in any order.
 */
export function withoutRepetition(findings: Finding[]): readonly Finding[] {
  const once: Finding[] = [];
  /** Where the findings of the current place begin. */
  let first = 0;
  for (const finding of findings.sort(compare)) {
    const other = once[first];
    if (other === undefined || !isSamePlace(other, finding)) {
      first = once.length;
    }
    if (!saysAlready(once, first, finding)) {
      once.push(finding);
    }
  }
  return once;
}

function isSamePlace(a: Finding, b: Finding): boolean {
  return (
    a.place.anchor.start + a.place.range.start === b.place.anchor.start + b.place.range.start &&
    a.place.anchor.start + a.place.range.end === b.place.anchor.start + b.place.range.end
  );
}

function saysAlready(findings: readonly Finding[], from: number, finding: Finding): boolean {
  for (let i = from; i < findings.length; i++) {
    if (findings[i]?.rule === finding.rule && findings[i]?.message === finding.message) {
      return true;
    }
  }
  return false;
}
