import type { Rule } from "./framework/rule";
import { RULE_IDS, type RuleId } from "./framework/rule-ids";
import { RULES_BY_ID } from "./generated/rules";

/** Returns the rule with an id. */
export function ruleOf(id: RuleId): Rule {
  return RULES_BY_ID[id];
}

/** All rules, in the order of `RULE_IDS`. */
export const RULES: readonly Rule[] = RULE_IDS.map(ruleOf);
