import type { Browser } from "../cors/engines";
import type { JudgedExchanges } from "./judged-document";
import type { JudgedExchange, Verdict } from "./judged-exchange";

/**
 * A browser's verdict as people read it. Where the page isn't known, CORS may apply: it is `undetermined`, although JSON says `not-cors`, as for
 * a request to which CORS doesn't apply.
 */
export function verdictIn(browser: Browser, { verdict, isPageUnknown }: JudgedExchange): Verdict {
  return isPageUnknown ? "undetermined" : verdict[browser];
}

/** The different verdicts of the browsers to check against. */
export function verdictsOn({ browsers }: JudgedExchanges, exchange: JudgedExchange): Verdict[] {
  return [...new Set(browsers.map((browser) => verdictIn(browser, exchange)))];
}

export function gravest(verdicts: readonly Verdict[]): Verdict {
  return (["blocked", "undetermined", "allowed"] as const).find((one) => verdicts.includes(one)) ?? "not-cors";
}

/** The exchange whose verdict is that of the whole fetch: the one that a preflight stands for, or that a redirect leads to in the end. */
export function fetchEnd(judged: JudgedExchanges, exchange: JudgedExchange): JudgedExchange {
  if (exchange.kind === "actual") {
    let last = exchange;
    for (let next = judged.followerOf(last); next !== null; next = judged.followerOf(next)) {
      last = next;
    }
    return last;
  }
  if (gravest(verdictsOn(judged, exchange)) === "blocked") {
    return exchange;
  }
  // Where the requests that rely on it end differently, a preflight has its own verdict only.
  const [end, ...others] = new Set(judged.servedBy(exchange).map((served) => fetchEnd(judged, served)));
  return end === undefined || others.length > 0 ? exchange : end;
}

/** Whether the text ends with the preflight for the request that a redirect leads to, and that passes. */
export function endsWithPreflight(judged: JudgedExchanges, exchange: JudgedExchange, end: JudgedExchange): boolean {
  return exchange.kind === "actual" && end.kind === "preflight" && gravest(verdictsOn(judged, end)) === "allowed";
}
