import type { HttpDocument, Suppression } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import { inOrder } from "./finding";
import type { OnRuleError } from "./results";
import type { Finding } from "./rule";
import { RuleRunner } from "./run";
import { type RuleSeverities, withSeverity } from "./severities";
import { SuppressionMatcher } from "./suppression-matcher";

/** A finding that a comment hides. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly by: Suppression;
}

/** Findings to show, and those that comments hide; both in text order. */
export interface ShownFindings {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * Applies severities and suppression comments to findings, and adds the findings on the comments themselves.
 * @param found in the order of the text.
 * @param judge returns the whole document.
 */
export function shownFindings(
  document: HttpDocument,
  found: readonly Finding[],
  judge: () => JudgedDocument,
  severities: RuleSeverities,
  onError: OnRuleError,
): ShownFindings {
  const { suppressions } = document;
  if (suppressions.length === 0) {
    return { findings: withSeverities(document, found, severities), suppressed: [] };
  }
  const judged = judge();
  const runner = new RuleRunner(judged, onError);
  const matcher = new SuppressionMatcher(suppressions, judged, severities);
  const shown: Finding[] = [];
  const hidden = new Map<Finding, Suppression>();
  const add = (findings: readonly Finding[]) => {
    for (const finding of findings) {
      // Match before the severity: a comment counts as used even if the rule is off.
      const by = matcher.match(finding);
      const one = withSeverity(finding, severities);
      if (one !== null && by !== null) {
        hidden.set(one, by);
      } else if (one !== null) {
        shown.push(one);
      }
    }
  };
  const reportUnused = (checked: readonly Suppression[]) => {
    for (const unused of checked.flatMap((suppression) => matcher.unusedOf(suppression))) {
      runner.unused(unused);
    }
  };
  for (const suppression of suppressions) {
    runner.suppression(suppression);
  }
  add([...found, ...runner.findings.splice(0)]);
  // Comments that hide `unused-suppression` come last: they are used if they hide a finding on another comment. Nothing hides findings on them.
  reportUnused(suppressions.filter((one) => !hidesUnused(one)));
  add(runner.findings.splice(0));
  reportUnused(suppressions.filter(hidesUnused));
  return {
    findings: inOrder(document, [...shown, ...runner.findings.flatMap((one) => withSeverity(one, severities) ?? [])]),
    suppressed: inOrder(document, [...hidden.keys()]).map((finding) => ({
      finding,
      by: hidden.get(finding) as Suppression,
    })),
  };
}

function hidesUnused({ scope, rules }: Suppression): boolean {
  return scope === "file" && (rules.length === 0 || rules.some(({ text }) => text === "unused-suppression"));
}

function withSeverities(
  document: HttpDocument,
  findings: readonly Finding[],
  severities: RuleSeverities,
): readonly Finding[] {
  return Object.keys(severities).length === 0
    ? findings
    : inOrder(
        document,
        findings.flatMap((finding) => withSeverity(finding, severities) ?? []),
      );
}
