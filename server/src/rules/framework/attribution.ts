import { RULES } from "../registry";
import type { FailingStep } from "./blocking";
import type { FaultRule, Rule } from "./rule";

/** By step: the rules about special cases by precedence, and then the rule for everything else. */
const EXPLAINING = new Map<string, FaultRule[]>();
for (const rule of RULES.filter(isFaultRule).sort((a, b) => rankOf(b) - rankOf(a))) {
  for (const step of rule.explains.steps) {
    EXPLAINING.set(step, [...(EXPLAINING.get(step) ?? []), rule]);
  }
}

function isFaultRule(rule: Rule): rule is FaultRule {
  return rule.fault !== undefined;
}

export function rankOf(rule: FaultRule): number {
  return isForEverythingElse(rule) ? -1 : (rule.explains.precedence ?? 0);
}

/** Whether a rule explains its steps wherever no special case does. */
export function isForEverythingElse({ explains: { when } }: FaultRule): boolean {
  return when === undefined;
}

/**
 * Returns the rules that could explain a failing step, the most specific first. A test checks that only one has the highest rank.
 * @param onError gets the error of a rule that throws, which then explains nothing.
 */
export function rulesFor(failing: FailingStep, onError: (rule: Rule, error: unknown) => void): readonly FaultRule[] {
  const { algorithm, number } = failing.failure;
  const rules = EXPLAINING.get(`${algorithm} ${number}`) ?? [];
  return rules.filter((rule) => {
    try {
      return rule.explains.when?.(failing) ?? true;
    } catch (error) {
      onError(rule, error);
      return false;
    }
  });
}
