import { ENGINES, type Engine } from "../../cors/engines";
import { isApplicable } from "../../edits/edit";
import { type HttpDocument, messagesOf } from "../../http/tree";
import { type Anchor, absolute } from "../../text/range";
import type { JudgedDocument } from "../../verdict/judged-document";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import { RULES, ruleOf } from "../registry";
import { type AttributedFault, faultsOf, refusalOf } from "./faults";
import { withReferencesExplained } from "./references";
import type { Finding, Refusal, Report, Rule, Severity } from "./rule";

export interface RuleResults {
  /** Every finding that concerns the user's browsers, once, in the order of the text. */
  readonly findings: readonly Finding[];
  /** The findings that a blocked verdict rests on in any browser, for each exchange, in step order: those of the redirects before it first. */
  readonly failures: ReadonlyMap<JudgedExchange, readonly Finding[]>;
}

/** Runs every rule over a document. A rule is not trusted: one that throws is left out, and told to `onError`. */
export function runRules(judged: JudgedDocument, onError: (rule: Rule, error: unknown) => void): RuleResults {
  const all: Finding[] = [];
  const failures = new Map<JudgedExchange, readonly Finding[]>();
  const guarded = (
    rule: Rule,
    run: () => Iterable<Report> | undefined,
    finish: (report: Report) => Finding,
  ): Finding[] => {
    try {
      return [...(run() ?? [])].map(finish);
    } catch (error) {
      onError(rule, error);
      return [];
    }
  };
  const finish = (rule: Rule, report: Report, severity: Severity, decisive: AttributedFault | Refusal | null) =>
    withReferencesExplained(judged.document, findingOf(rule, report, severity, decisive));
  const plain = (rule: Rule) => (report: Report) => finish(rule, report, rule.severity, null);

  const faultFindings = (faults: readonly AttributedFault[]) =>
    faults.flatMap((fault) => {
      const rule = ruleOf(fault.rule);
      return guarded(
        rule,
        () => rule.fault?.(fault, judged),
        (report) => finish(rule, report, faultSeverity(fault.engines), fault),
      );
    });
  const refusalFindings = (refusal: Refusal | null) =>
    refusal === null
      ? []
      : RULES.flatMap((rule) =>
          guarded(
            rule,
            () => rule.refusal?.(refusal),
            (report) => finish(rule, report, faultSeverity(refusal.engines), refusal),
          ),
        );
  const shown: readonly Engine[] = ["fetch", ...judged.browsers];
  const isAll = shown.length === ENGINES.length;

  for (const exchange of judged.exchanges) {
    const blocking = (engines: readonly Engine[]) => [
      ...refusalFindings(refusalOf(exchange, engines)),
      ...faultFindings(faultsOf(exchange, engines)),
    ];
    const found = blocking(ENGINES);
    const before = exchange.redirectFrom === null ? [] : (failures.get(exchange.redirectFrom) ?? []);
    failures.set(exchange, [...before, ...found]);
    all.push(...(isAll ? found : blocking(shown)));
    if (exchange.applicability.applies !== false) {
      for (const rule of RULES) {
        all.push(...guarded(rule, () => rule.exchange?.(exchange, judged), plain(rule)));
      }
    }
  }
  for (const message of messagesOf(judged.document)) {
    for (const rule of RULES) {
      all.push(...guarded(rule, () => rule.message?.(message, judged), plain(rule)));
    }
  }
  for (const rule of RULES) {
    all.push(...guarded(rule, () => rule.document?.(judged), plain(rule)));
  }
  return { findings: withoutDuplicates(outsideBadExamples(all, judged.document)), failures };
}

/** What one browser blocks is an error; what the standard alone blocks is a warning. */
function faultSeverity(engines: readonly Engine[]): Severity {
  return engines.some((engine) => engine !== "fetch") ? "error" : "warning";
}

function findingOf(
  rule: Rule,
  report: Report,
  severity: Severity,
  decisive: AttributedFault | Refusal | null,
): Finding {
  return {
    rule: rule.id,
    severity: decisive === null ? (report.severity ?? severity) : severity,
    message: report.message,
    place: report.place,
    related: report.related ?? [],
    expected: report.expected ?? null,
    unnecessary: report.unnecessary ?? false,
    engines: decisive?.engines ?? null,
    step: decisive === null ? null : "failure" in decisive ? decisive.failure : (decisive.failures[0] ?? null),
    fixes: () => (report.fixes?.() ?? []).filter(isApplicable),
  };
}

/** What is marked as wrong on purpose is not to be told so. */
function outsideBadExamples(findings: readonly Finding[], { blocks }: HttpDocument): readonly Finding[] {
  const silent = new Set<Anchor>();
  for (const { badExample, messages } of blocks) {
    for (const message of badExample ? messages : []) {
      silent.add(message);
      for (const directive of message.kind === "request" ? message.directives : []) {
        silent.add(directive);
      }
    }
  }
  return silent.size === 0 ? findings : findings.filter(({ place }) => !silent.has(place.anchor));
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** One finding for what several exchanges have in common: the same rule saying the same of the same place. The gravest stays. */
function withoutDuplicates(findings: readonly Finding[]): Finding[] {
  const unique = new Map<string, Finding>();
  for (const finding of findings) {
    const { start, end } = absolute(finding.place);
    const key = `${start} ${end} ${finding.rule} ${finding.message}`;
    const other = unique.get(key);
    if (other === undefined || RANK[finding.severity] < RANK[other.severity]) {
      unique.set(key, finding);
    }
  }
  return [...unique.values()].sort((a, b) => {
    const first = absolute(a.place);
    const second = absolute(b.place);
    return first.start - second.start || first.end - second.end || RANK[a.severity] - RANK[b.severity];
  });
}
