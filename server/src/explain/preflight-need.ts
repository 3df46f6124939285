import { ENGINES } from "../cors/engines";
import { isCorsSafelistedMethod } from "../cors/method";
import type { CorsPreflightRequest } from "../cors/preflight-request";
import type { JudgedExchange } from "../judged/judged-exchange";
import { otherSetterOf } from "../judged/open-cause";
import { engineNames } from "../words/engine-names";
import { enumerate } from "../words/quote";
import { code } from "./markdown";

/** Why the request needs a preflight, in one sentence of Markdown; null if it needs none. */
export function preflightReason(exchange: JudgedExchange): string | null {
  if (exchange.kind === "preflight" || !isOrMayBeCors(exchange)) {
    return null;
  }
  const asking = askedBy(exchange);
  if (asking === null) {
    return exchange.judgement.fetch.needsPreflight === null && otherSetterOf(exchange) === null
      ? "It may need a preflight: part of the request isn't known."
      : null;
  }
  const { engines, request: asked } = asking;
  const who = `Needs a preflight${engines.length === ENGINES.length ? "" : ` in ${engineNames(engines)}`}`;
  if (asked === null) {
    return `${who}.`;
  }
  const { method, headers } = needsOf(asked);
  const why = [
    ...(method === null ? [] : [`the method ${code(method)}`]),
    ...headers.map((name) => `the header ${code(name)}`),
  ];
  // After a redirect, an engine may send another preflight even if nothing in the request needs one any more.
  const because =
    why.length === 0 ? "because the request before the redirect needed one" : `because of ${enumerate(why)}`;
  return `${who} ${because}.`;
}

/** The parts of a request that need a preflight: a method that is not safelisted, and header names. */
export function needsOf({ method, headers }: CorsPreflightRequest): {
  readonly method: string | null;
  readonly headers: readonly string[];
} {
  return { method: isCorsSafelistedMethod(method) ? null : method, headers: headers?.split(",") ?? [] };
}

/** The engines that send a preflight, and the preflight that the first of them sends. */
export function askedBy({ judgement }: JudgedExchange) {
  const engines = ENGINES.filter((engine) => judgement[engine].needsPreflight === true);
  const [first] = engines;
  return first === undefined ? null : { engines, request: judgement[first].preflightRequest };
}

function isOrMayBeCors({ applicability, isPageUnknown }: JudgedExchange): boolean {
  return applicability.applies !== false || isPageUnknown;
}
