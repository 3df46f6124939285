import { memoByName } from "../../text/memo";
import type { Finding, Severity } from "./rule";
import type { RuleId } from "./rule-ids";

/** The gravest first. */
export const SEVERITIES = ["error", "warning", "information", "hint"] as const satisfies readonly Severity[];

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
