import { isUnknown } from "../text/unknown";
import { expectationMet } from "./expectation";
import type { JudgedExchanges } from "./judged-document";
import type { JudgedExchange } from "./judged-exchange";

/**
 * Whether a server should not allow the origin of an exchange: it is untrusted, or the request should be blocked and isn't. An expectation that is met
 * may be about something else, such as a method.
 */
export function isOriginUntrusted(judged: JudgedExchanges, exchange: JudgedExchange): boolean {
  const origin = exchange.origin?.value ?? null;
  if (origin === null || isUnknown(origin)) {
    return false;
  }
  const trust = judged.trust.of(origin);
  return trust === "unknown"
    ? exchange.expectation?.value === "blocked" && expectationMet(judged, exchange) === false
    : trust === "untrusted";
}
