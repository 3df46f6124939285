import { ENGINES, type Engine } from "../../cors/engines";
import type { Failure, Outcome } from "../../cors/types";
import type { Response } from "../../http/tree";
import { memoLatest } from "../../text/memo";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import { ruleFor } from "./attribution";
import type { Fault, Refusal } from "./rule";
import type { RuleId } from "./rule-ids";

export interface AttributedFault extends Fault {
  readonly rule: RuleId;
}

interface Collected {
  readonly rule: RuleId;
  readonly at: JudgedExchange & { readonly response: Response };
  readonly failures: Map<string, Failure>;
  readonly engines: Set<Engine>;
}

/** Returns every reason why an exchange fails in any of the engines, in step order: first its preflight's, then its own. */
export function faultsOf(exchange: JudgedExchange, engines: readonly Engine[]): readonly AttributedFault[] {
  const { applicability } = exchange;
  const isJudged =
    applicability.applies === true || (applicability.applies === false && applicability.reason === "same-origin");
  return isJudged && hasFailure(exchange) ? collectedFaults(exchange, engines) : NO_FAULTS;
}

const NO_FAULTS: readonly AttributedFault[] = [];

function hasFailure({ judgement }: JudgedExchange): boolean {
  return ENGINES.some((engine) => {
    const { preflight, actual } = judgement[engine];
    return (preflight !== null && preflight.failures.length > 0) || (actual !== null && actual.failures.length > 0);
  });
}

const collectedFaults = memoLatest(
  (exchange: JudgedExchange, engines: readonly Engine[]): readonly AttributedFault[] => {
    const { applicability } = exchange;
    const collected = new Map<string, Collected>();
    const collect = (at: JudgedExchange | null, part: "preflight" | "actual") => {
      if (at === null || !hasResponse(at)) {
        return;
      }
      for (const [outcome, failing] of byOutcome(exchange, part, engines)) {
        for (const failure of outcome.failures) {
          // A same-origin response can still redirect to a URL that browsers don't follow. No other step applies to it.
          if (applicability.applies === false && failure.algorithm !== "http-redirect-fetch") {
            continue;
          }
          const rule = ruleFor(failure, at, exchange);
          const key = `${part} ${rule} ${failure.header}`;
          const entry = collected.get(key) ?? { rule, at, failures: new Map(), engines: new Set() };
          collected.set(key, entry);
          const subject = failure.subject ?? failure.number;
          entry.failures.set(subject, entry.failures.get(subject) ?? failure);
          for (const engine of failing) {
            entry.engines.add(engine);
          }
        }
      }
    };
    collect(exchange.kind === "preflight" ? exchange : exchange.servedBy, "preflight");
    collect(exchange, "actual");
    return [...collected.values()].map(({ rule, at, failures, engines: failing }) => ({
      rule,
      exchange,
      at,
      failures: [...failures.values()],
      engines: ENGINES.filter((engine) => failing.has(engine)),
    }));
  },
);

/** Groups the engines by failing outcome. */
function byOutcome(
  { judgement }: JudgedExchange,
  part: "preflight" | "actual",
  engines: readonly Engine[],
): Map<Outcome, Engine[]> {
  const outcomes = new Map<Outcome, Engine[]>();
  for (const engine of engines) {
    const outcome = judgement[engine][part];
    if (outcome !== null && outcome.failures.length > 0) {
      const failing = outcomes.get(outcome);
      if (failing === undefined) {
        outcomes.set(outcome, [engine]);
      } else {
        failing.push(engine);
      }
    }
  }
  return outcomes;
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

function hasResponse(exchange: JudgedExchange): exchange is JudgedExchange & { readonly response: Response } {
  return exchange.response !== null;
}
