import { ENGINES } from "../cors/engines";
import { normalizeMethod } from "../cors/method";
import type { Exchange } from "../exchange/exchange";
import { fieldsNamed } from "../http/tree";
import { isUnknown } from "../text/unknown";
import type { JudgedCase } from "../verdict/judged-case";

/**
 * The preflight that each actual request relies on, if any engine needs one: the nearest for the same method; else the nearest whose response
 * allows the request; else the nearest that isn't the preflight of another request.
 * @param alone the case of an exchange without a preflight.
 * @param served the case of an exchange that a preflight serves.
 */
export function servingPreflights(
  exchanges: readonly Exchange[],
  alone: (exchange: Exchange) => JudgedCase,
  served: (exchange: Exchange, preflight: Exchange) => JudgedCase,
): Map<Exchange, Exchange> {
  const serving = new Map<Exchange, Exchange>();
  const asking = exchanges.filter((exchange) => exchange.preflights.length > 0 && alone(exchange).mayNeedPreflight);
  for (const exchange of asking) {
    const preflight = preflightForMethod(exchange, alone(exchange));
    if (preflight !== null) {
      serving.set(exchange, preflight);
    }
  }
  const taken = new Set(serving.values());
  for (const exchange of asking) {
    const preflight =
      serving.get(exchange) ??
      exchange.preflights.find((one) => one.response !== null && allows(served(exchange, one))) ??
      exchange.preflights.find((one) => !taken.has(one));
    if (preflight !== undefined) {
      serving.set(exchange, preflight);
    }
  }
  return serving;
}

/** The nearest preflight for the method of a request. One that asks for the same names comes first. */
function preflightForMethod({ preflights }: Exchange, judged: JudgedCase): Exchange | null {
  const { method } = judged.requests.fetch;
  const matching = isUnknown(method) ? [] : preflights.filter((preflight) => announcedMethod(preflight) === method);
  return matching.find((one) => asksFor(one, judged)) ?? matching[0] ?? null;
}

function announcedMethod({ request }: Exchange): string | null {
  const value = fieldsNamed(request, "Access-Control-Request-Method")[0]?.resolved;
  return value === undefined || isUnknown(value) ? null : normalizeMethod(value);
}

/** Whether a preflight is byte for byte the one that some engine sends for a request. */
function asksFor({ request }: Exchange, judged: JudgedCase): boolean {
  const asked = fieldsNamed(request, "Access-Control-Request-Headers")[0]?.resolved ?? null;
  return ENGINES.some((engine) => judged.judgement[engine].preflightRequest?.headers === asked);
}

function allows(judged: JudgedCase): boolean {
  return ENGINES.every((engine) => judged.judgement[engine].preflight?.result !== "failure");
}
