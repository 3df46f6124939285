import { rule as allowOriginMismatch } from "./allow-origin-mismatch";
import { rule as allowOriginMissing } from "./allow-origin-missing";
import { rule as allowOriginMultiple } from "./allow-origin-multiple";
import { rule as allowOriginNull } from "./allow-origin-null";
import { rule as allowOriginPartialWildcard } from "./allow-origin-partial-wildcard";
import { rule as allowOriginWildcardWithCredentials } from "./allow-origin-wildcard-with-credentials";
import { rule as corsDirectiveInvalid } from "./cors-directive-invalid";
import { rule as originNotSerialized } from "./origin-not-serialized";
import type { Rule } from "./rule";
import type { RuleId } from "./rule-ids";
import { rule as varyOriginMissing } from "./vary-origin-missing";

/** Every rule, in the order of `RULE_IDS`. A test holds the two together. */
export const RULES: readonly Rule[] = [
  allowOriginMismatch,
  allowOriginMissing,
  allowOriginMultiple,
  allowOriginNull,
  allowOriginPartialWildcard,
  allowOriginWildcardWithCredentials,
  corsDirectiveInvalid,
  originNotSerialized,
  varyOriginMissing,
];

const BY_ID = new Map<RuleId, Rule>(RULES.map((rule) => [rule.id, rule]));

/** The rule of an id. */
export function ruleOf(id: RuleId): Rule {
  return BY_ID.get(id) as Rule;
}
