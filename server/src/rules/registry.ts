import { rule as allowOriginMismatch } from "./allow-origin-mismatch";
import type { Rule } from "./rule";
import type { RuleId } from "./rule-ids";

/** Every rule, in the order of `RULE_IDS`. A test holds the two together. */
export const RULES: readonly Rule[] = [allowOriginMismatch];

const BY_ID = new Map<RuleId, Rule>(RULES.map((rule) => [rule.id, rule]));

/** The rule of an id. */
export function ruleOf(id: RuleId): Rule {
  return BY_ID.get(id) as Rule;
}
