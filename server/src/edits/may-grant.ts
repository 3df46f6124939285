import { fetchExpectation } from "../judged/expectation";
import type { JudgedExchanges } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";

/**
 * Whether a text may be proposed that allows the origin of an exchange, or allows it more: not for an untrusted origin, not for `null`, which every
 * site can get, and not where the author expects that browsers block the fetch.
 */
export function mayGrant(judged: JudgedExchanges, exchange: JudgedExchange): boolean {
  const origin = exchange.origin?.value ?? null;
  const isRefused =
    origin !== null && !isUnknown(origin) && (origin === "null" || judged.trust.of(origin) === "untrusted");
  return (
    !isRefused && exchange.expectation?.value !== "blocked" && fetchExpectation(judged, exchange)?.value !== "blocked"
  );
}
