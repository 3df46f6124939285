import { ENGINES, type Engine } from "../../cors/engines";
import type { Failure } from "../../cors/types";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { rulesFor } from "./attribution";
import type { Fault, Refusal } from "./blocking";
import { failingStepsOf } from "./failing-steps";
import type { FaultRule, Rule } from "./rule";

export interface AttributedFault extends Fault {
  readonly rule: FaultRule;
}

interface Collected extends Pick<AttributedFault, "rule" | "at"> {
  readonly failures: Map<string, Failure>;
  readonly engines: Set<Engine>;
}

/** Returns every reason why an exchange fails in any of the engines: its failing steps by the rule that explains them, in step order. */
export function faultsOf(
  exchange: JudgedExchange,
  engines: readonly Engine[],
  onError: (rule: Rule, error: unknown) => void,
): readonly AttributedFault[] {
  const collected = new Map<string, Collected>();
  for (const failing of failingStepsOf(exchange, engines)) {
    const [rule] = rulesFor(failing, onError);
    if (rule === undefined) {
      // Only if a rule throws, as a test checks.
      continue;
    }
    const { at, failure, part } = failing;
    const key = `${part} ${rule.id} ${failure.header}`;
    const entry = collected.get(key) ?? { rule, at, failures: new Map(), engines: new Set() };
    collected.set(key, entry);
    const subject = failure.subject ?? failure.number;
    entry.failures.set(subject, entry.failures.get(subject) ?? failure);
    for (const engine of failing.engines) {
      entry.engines.add(engine);
    }
  }
  return [...collected.values()].map(({ rule, at, failures, engines: failing }) => ({
    rule,
    exchange,
    at,
    failures: [...failures.values()],
    engines: ENGINES.filter((engine) => failing.has(engine)),
  }));
}

/**
 * Returns why some of the engines don't send an exchange's request; null if all of them send it. All of them name the same step. Among the modes
 * to which CORS doesn't apply, only `same-origin` has a refusal.
 */
export function refusalOf(exchange: JudgedExchange, engines: readonly Engine[]): Refusal | null {
  const { applicability, redirectFrom } = exchange;
  if (redirectFrom === null && applicability.applies === false && applicability.reason === "no-origin") {
    // Most requests in files have no known page. Skip their judgement, which is expensive.
    return null;
  }
  const refusing = engines.filter((engine) => {
    const { refusal } = exchange.judgement[engine];
    return refusal !== null && (exchange.verdict[engine] === "blocked" || refusal.subject === "same-origin");
  });
  const [first] = refusing;
  const failure = first === undefined ? null : exchange.judgement[first].refusal;
  return failure === null ? null : { exchange, failure, engines: refusing };
}
