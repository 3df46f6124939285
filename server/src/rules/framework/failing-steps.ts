import type { Engine } from "../../cors/engines";
import type { Algorithm, Outcome } from "../../cors/types";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { type FailingStep, isAnswered } from "./blocking";

/** A step of an exchange's verdict that fails in some of the engines. */
export interface FailingInEngines extends FailingStep {
  readonly part: "preflight" | "actual";
}

/**
 * Returns every step at which an exchange fails in any of the engines, in step order: first its preflight's, then its own. A step is repeated if
 * engines judge the exchange differently.
 */
export function failingStepsOf(exchange: JudgedExchange, engines: readonly Engine[]): readonly FailingInEngines[] {
  const { applicability } = exchange;
  const isJudged =
    applicability.applies === true || (applicability.applies === false && applicability.reason === "same-origin");
  return isJudged
    ? [
        ...stepsOf(exchange, exchange.kind === "preflight" ? exchange : exchange.servedBy, "preflight", engines),
        ...stepsOf(exchange, exchange, "actual", engines),
      ]
    : [];
}

function stepsOf(
  exchange: JudgedExchange,
  at: JudgedExchange | null,
  part: "preflight" | "actual",
  engines: readonly Engine[],
): FailingInEngines[] {
  if (at === null || !isAnswered(at)) {
    return [];
  }
  // A same-origin response can still be a network error, or redirect to a URL that browsers don't follow. No other step applies to it.
  const isOnlyRedirect = exchange.applicability.applies === false;
  return [...byOutcome(exchange, part, engines)].flatMap(([{ failures }, failing]) =>
    failures
      .filter(({ algorithm }) => !isOnlyRedirect || OWN_ALGORITHMS.has(algorithm))
      .map((failure) => ({ exchange, at, failure, part, engines: failing })),
  );
}

const OWN_ALGORITHMS: ReadonlySet<Algorithm> = new Set<Algorithm>([
  "http-network-fetch",
  "http-network-or-cache-fetch",
  "http-redirect-fetch",
  "main-fetch",
]);

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
      outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), engine]);
    }
  }
  return outcomes;
}
