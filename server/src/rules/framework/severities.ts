import { memoByName } from "../../text/memo";
import { suggestion } from "../../text/nearest";
import type { Finding, Severity } from "./rule";
import { isRuleId, RULE_IDS, type RuleId } from "./rule-ids";

export const RULE_SEVERITIES = ["off", "hint", "information", "warning", "error"] as const;
/** The setting of a rule: the severity of all its findings, or `off`. */
export type RuleSeverity = (typeof RULE_SEVERITIES)[number];

/** Rules without an entry keep their default severity. */
export type RuleSeverities = Readonly<Partial<Record<RuleId, RuleSeverity>>>;

/** Applies the user's severity to a finding; null if its rule is off. */
export function withSeverity(finding: Finding, severities: RuleSeverities): Finding | null {
  const severity = severities[finding.rule];
  return severity === undefined || severity === finding.severity
    ? finding
    : severity === "off"
      ? null
      : changed(finding, severity);
}

/** Returns the same object for the same finding, so that caches keyed by it still work. */
const changed = memoByName((finding: Finding, severity: Severity): Finding => ({ ...finding, severity }));

/** A mistake in one entry of the setting. */
export interface SeverityProblem {
  readonly rule: string;
  /** Whether the rule exists; then its severity is the mistake. */
  readonly isRule: boolean;
  readonly message: string;
}

/** Reads the user's entries. Invalid entries are left out and reported. */
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
      const message = `The severity of ${rule} must be one of ${RULE_SEVERITIES.join(", ")}.`;
      problems.push({ rule, isRule: true, message });
    } else {
      severities[rule] = severity;
    }
  }
  return { severities, problems };
}
