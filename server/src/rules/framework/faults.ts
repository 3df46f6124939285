import { ENGINES, type Engine } from "../../cors/engines";
import type { Failure } from "../../cors/types";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isForEverythingElse, rulesFor } from "./attribution";
import type { Fault, Refusal } from "./blocking";
import { type FailingInEngines, failingStepsOf } from "./failing-steps";
import type { FaultRule, Rule } from "./rule";

export interface AttributedFault extends Fault {
  readonly rule: FaultRule;
  /** The fault that this one follows from; null if it has a cause of its own. */
  readonly cause: AttributedFault | null;
}

interface Collected extends Pick<AttributedFault, "rule" | "at" | "exchange"> {
  readonly part: FailingInEngines["part"];
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
    const entry = collected.get(key) ?? { rule, exchange, at, part, failures: new Map(), engines: new Set() };
    collected.set(key, entry);
    const subject = failure.subject ?? failure.number;
    entry.failures.set(subject, entry.failures.get(subject) ?? failure);
    for (const engine of failing.engines) {
      entry.engines.add(engine);
    }
  }
  return withCauses([...collected.values()], onError);
}

/** Tells the faults that follow from another one from those that have a cause of their own. */
function withCauses(
  collected: readonly Collected[],
  onError: (rule: Rule, error: unknown) => void,
): readonly AttributedFault[] {
  const faults = collected.map((entry) =>
    faultOf(
      entry,
      collected.filter((other) => entails(entry, other, onError)),
    ),
  );
  return faults.map((fault) => {
    const cause = faults.find(({ consequences }) => consequences.some((failure) => fault.failures.includes(failure)));
    return cause === undefined ? fault : { ...fault, cause };
  });
}

function faultOf(
  { rule, exchange, at, failures, engines }: Collected,
  consequences: readonly Collected[],
): AttributedFault {
  return {
    rule,
    exchange,
    at,
    failures: [...failures.values()],
    consequences: consequences.flatMap((other) => [...other.failures.values()]),
    engines: ENGINES.filter((engine) => engines.has(engine)),
    cause: null,
  };
}

/** Whether a fault follows from another fault of the same response. */
function entails(
  { rule: by, part }: Collected,
  { rule, exchange, at, part: where, failures, engines }: Collected,
  onError: (rule: Rule, error: unknown) => void,
): boolean {
  const { entails: isEntailed } = by.explains;
  if (isEntailed === undefined || part !== where || !isForEverythingElse(rule)) {
    return false;
  }
  try {
    return [...failures.values()].every((failure) => isEntailed({ exchange, at, failure, engines: [...engines] }));
  } catch (error) {
    onError(by, error);
    return false;
  }
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
