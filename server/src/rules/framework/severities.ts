import { memoByName } from "../../text/memo";
import { suggestion } from "../../text/nearest";
import type { Finding, Severity } from "./rule";
import { isRuleId, RULE_IDS, type RuleId } from "./rule-ids";

export const RULE_SEVERITIES = ["off", "hint", "information", "warning", "error"] as const;
/** What a user may set for a rule: the severity of all its findings, or that there are none. */
export type RuleSeverity = (typeof RULE_SEVERITIES)[number];

/** Rules without an entry keep the severities that they give themselves. */
export type RuleSeverities = Readonly<Partial<Record<RuleId, RuleSeverity>>>;

/** A finding as severe as the user wants it; null where the user wants none of its rule. */
export function withSeverity(finding: Finding, severities: RuleSeverities): Finding | null {
  const severity = severities[finding.rule];
  return severity === undefined || severity === finding.severity
    ? finding
    : severity === "off"
      ? null
      : asSevereAs(finding, severity);
}

/** The same one for the same finding, so that what is made of it stays known. */
const asSevereAs = memoByName((finding: Finding, severity: Severity): Finding => ({ ...finding, severity }));

/** What is wrong with one entry of such a setting. */
export interface SeverityProblem {
  readonly rule: string;
  /** Whether the rule exists, and the severity is what is wrong. */
  readonly isRule: boolean;
  readonly message: string;
}

/** Reads what a user has written. An entry that is wrong is left out. */
export function readSeverities(entries: Iterable<readonly [string, unknown]>): {
  readonly severities: RuleSeverities;
  readonly problems: readonly SeverityProblem[];
} {
  const severities: Partial<Record<RuleId, RuleSeverity>> = {};
  const problems: SeverityProblem[] = [];
  for (const [rule, value] of entries) {
    const severity = RULE_SEVERITIES.find((one) => one === value);
    if (!isRuleId(rule)) {
      problems.push({ rule, isRule: false, message: `There is no rule ${rule}.${suggestion(rule, RULE_IDS)}` });
    } else if (severity === undefined) {
      const message = `The severity of ${rule} is one of ${RULE_SEVERITIES.join(", ")}.`;
      problems.push({ rule, isRule: true, message });
    } else {
      severities[rule] = severity;
    }
  }
  return { severities, problems };
}
