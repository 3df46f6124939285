import { BROWSERS, type Engine } from "../../cors/engines";
import type { JudgedExchange } from "../../judged/judged-exchange";
import type { Fault, Refusal } from "./blocking";

/**
 * The earlier exchange of a fetch at which browsers stop, so that none of those that would block a request or its response makes it; null if one
 * does. If only the standard would block it, the standard counts as a browser.
 */
export function stoppedAt({ exchange, engines }: Fault | Refusal): JudgedExchange | null {
  const browsers = BROWSERS.filter((browser) => engines.includes(browser));
  const counting: readonly Engine[] = browsers.length === 0 ? engines : browsers;
  const arriving = new Set(counting);
  let first: JudgedExchange | null = null;
  for (const before of exchangesBefore(exchange)) {
    for (const engine of counting) {
      if (arriving.has(engine) && stops(before, engine)) {
        arriving.delete(engine);
        first ??= before;
      }
    }
  }
  return arriving.size === 0 ? first : null;
}

/** The exchanges whose redirects led to this one, the first one of the fetch first. */
function exchangesBefore({ redirectFrom }: JudgedExchange): JudgedExchange[] {
  return redirectFrom === null ? [] : [...exchangesBefore(redirectFrom), redirectFrom];
}

/** Whether an engine goes no further than an exchange: it refuses the request, or what its response says. */
function stops({ judgement, verdict }: JudgedExchange, engine: Engine): boolean {
  const { refusal, actual } = judgement[engine];
  return verdict[engine] === "blocked" && (refusal !== null || actual?.result === "failure");
}

/** Whether any of the engines stops at an exchange. */
export function mayStop(exchange: JudgedExchange, engines: readonly Engine[]): boolean {
  return engines.some((engine) => stops(exchange, engine));
}
