import type { Browser, Engine } from "../../cors/engines";
import type { Algorithm } from "../../cors/types";
import { isApplicable } from "../../edits/edit";
import { withReferencesKept } from "../../edits/kept-references";
import { mayGrant } from "../../edits/may-grant";
import { readsAsMeant } from "../../edits/reading-after";
import type { HttpDocument, Message } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import type { Place, Range } from "../../text/range";
import { whoBlocks } from "../../words/engine-names";
import type { Refusal } from "./blocking";
import type { AttributedFault } from "./faults";
import { withReferencesExplained } from "./references";
import type { Finding, Related, Report, Rule, Severity } from "./rule";
import { stoppedAt } from "./unreached";

/** Turns a report into a finding: names the engines that block, explains variable references and removes secrets. */
export function findingOf(
  group: JudgedDocument,
  rule: Rule,
  report: Report,
  decisive: AttributedFault | Refusal | null,
): Finding {
  const { place, related = NONE, expected, fixes = noFixes } = report;
  const { document, browsers } = group;
  const { privacy } = document;
  // What browsers block for an origin that should get no permission is right, so there is no cure for it.
  const isGuarded = decisive !== null && !mayGrant(group, decisive.exchange);
  const proposed = (judged: JudgedDocument) =>
    fixes(judged)
      .filter((fix) => isApplicable(fix) && (fix.grade === "safe" || !isGuarded))
      .flatMap((fix) => withReferencesKept(judged.document, fix));
  return {
    rule: rule.id,
    severity: decisive === null ? (report.severity ?? rule.severity) : severityOf(decisive.engines),
    message: privacy.shown(
      withReferencesExplained(document, `${report.message}${whoBlocksIt(decisive, browsers)}`, place),
    ),
    place,
    related: related.map((one) => ({ ...one, message: privacy.shown(one.message) })),
    // May be a long list. Most of the equal findings on a preflight's requests are dropped before it is shown.
    get expected() {
      const isProposed =
        !isGuarded && (expected === undefined || !isPermission(expected) || mayBeGranted(group, place));
      return isProposed ? privacy.shown(expected ?? null) : null;
    },
    unnecessary: report.unnecessary ?? false,
    deprecated: report.deprecated ?? false,
    engines: decisive?.engines ?? null,
    isConsequence: decisive !== null && isShownElsewhere(decisive),
    step: decisive === null ? null : "failure" in decisive ? decisive.failure : (decisive.failures[0] ?? null),
    proposed,
    fixes: (judged) => proposed(judged).filter((fix) => readsAsMeant(judged, fix)),
  };
}

function isPermission(line: string): boolean {
  return /^access-control-allow-/i.test(line);
}

/** Whether the exchange that a place is in may get a permission. */
function mayBeGranted(judged: JudgedDocument, { anchor }: Place): boolean {
  const exchange = "block" in anchor ? judged.exchangeOf(anchor as Message) : null;
  return exchange === null || mayGrant(judged, exchange);
}

/** Whether another finding shows this one as related: it follows from that one, or browsers stop there. */
function isShownElsewhere(decisive: AttributedFault | Refusal): boolean {
  return ("cause" in decisive && decisive.cause !== null) || stoppedAt(decisive) !== null;
}

const NONE: readonly Related[] = [];
const noFixes = () => [];

const REDIRECTING: ReadonlySet<Algorithm> = new Set(["http-redirect-fetch", "main-fetch"]);

/** A sentence with a space before it that says who blocks; empty if every checked browser does, which the severity says. */
function whoBlocksIt(decisive: AttributedFault | Refusal | null, browsers: readonly Browser[]): string {
  if (decisive === null || browsers.every((browser) => decisive.engines.includes(browser))) {
    return "";
  }
  const [failure] = "failures" in decisive ? decisive.failures : [decisive.failure];
  const isRead =
    "at" in decisive && decisive.at.kind === "actual" && !REDIRECTING.has(failure?.algorithm ?? "cors-check");
  const who = whoBlocks(decisive.engines);
  return ` ${who.charAt(0).toUpperCase()}${who.slice(1)} ${isRead ? "this response" : "the request"}.`;
}

/** Error if any browser blocks; warning if only the Fetch standard does. */
function severityOf(engines: readonly Engine[]): Severity {
  return engines.some((engine) => engine !== "fetch") ? "error" : "warning";
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** A finding and where it is in a document. */
interface PlacedFinding extends Range {
  readonly finding: Finding;
}

/** Findings of a document in the order of the text. */
export function inOrder(document: HttpDocument, findings: readonly Finding[]): readonly Finding[] {
  return sorted(document, findings).map(({ finding }) => finding);
}

function sorted(document: HttpDocument, findings: readonly Finding[]): PlacedFinding[] {
  return findings
    .map((finding) => {
      const { start, end } = document.rangeOf(finding.place);
      return { start, end, finding };
    })
    .sort(compare);
}

function compare(a: PlacedFinding, b: PlacedFinding): number {
  return (
    a.start - b.start ||
    a.end - b.end ||
    RANK[a.finding.severity] - RANK[b.finding.severity] ||
    compareStrings(a.finding.rule, b.finding.rule) ||
    compareStrings(a.finding.message, b.finding.message)
  );
}

function compareStrings(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * One finding for what several exchanges have in common: the same rule saying the same about the same place. The most severe one stays.
 * @param findings in any order.
 * @returns in the order of the text.
 */
export function withoutRepetition(document: HttpDocument, findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return sorted(document, findings).flatMap(({ start, end, finding }) => {
    const key = JSON.stringify([start, end, finding.rule, finding.message]);
    return seen.size < seen.add(key).size ? [finding] : [];
  });
}
