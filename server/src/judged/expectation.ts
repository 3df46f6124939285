import type { Browser } from "../cors/engines";
import { endsWithPreflight, fetchEnd, verdictsOn } from "./fetch-end";
import type { JudgedExchanges } from "./judged-document";
import type { JudgedExchange } from "./judged-exchange";
import { firstUndetermined, openCauseOf } from "./open-cause";

/**
 * Whether browsers do what the directive of an exchange expects; null if the text doesn't say, or if it expects nothing. A verdict is that of the
 * whole fetch. Where browsers differ, neither `blocked` nor `allowed` is met.
 */
export function expectationMet(judged: JudgedExchanges, exchange: JudgedExchange): boolean | null {
  switch (exchange.expectation?.value) {
    case undefined:
      return null;
    case "preflight":
      return needsPreflight(judged, exchange);
    case "blocked":
      return isOutcome(judged, exchange, "blocked");
    case "allowed":
      return isOutcome(judged, exchange, "allowed");
  }
}

/** Whether an exchange has an expectation and only lacks an answer, as a probe does until someone sends it. */
export function isAwaited(judged: JudgedExchanges, exchange: JudgedExchange): boolean {
  if (exchange.expectation === null || exchange.response !== null || exchange.verdict.fetch !== "undetermined") {
    return false;
  }
  const { kind } = openCauseOf(judged, firstUndetermined(judged, exchange));
  return kind === "response" || kind === "preflight-response";
}

/** The outcome of a fetch that its author expects. */
export interface FetchExpectation {
  readonly value: "blocked" | "allowed";
  /** Null if the text doesn't say. */
  readonly met: boolean | null;
}

/** The expectation for the fetch of an exchange, whichever of its requests has the directive; null if there is none. */
export function fetchExpectation(judged: JudgedExchanges, exchange: JudgedExchange): FetchExpectation | null {
  const served = exchange.expectation === null ? judged.servedBy(exchange) : [];
  if (served.length > 0) {
    const [first = null, ...others] = served.map((one) => fetchExpectation(judged, one));
    return others.every((one) => one?.value === first?.value && one?.met === first?.met) ? first : null;
  }
  const values = new Set(expectedOutcomes(judged, exchange));
  const outcomes = Array.from(values, (value) => ({ value, met: isOutcome(judged, exchange, value) }));
  return outcomes.find(({ met }) => met === false) ?? outcomes.find(({ met }) => met === null) ?? outcomes[0] ?? null;
}

/** Whether the fetch of an exchange is blocked, and its author expects that. Then there is nothing to report about the block, or to cure. */
export function isBlockedAsExpected(judged: JudgedExchanges, exchange: JudgedExchange): boolean {
  const expectation = fetchExpectation(judged, exchange);
  return expectation?.value === "blocked" && expectation.met === true;
}

/** The outcomes that the directives of a fetch name: those of its requests, before and after redirects, and of their preflights. */
function expectedOutcomes(judged: JudgedExchanges, exchange: JudgedExchange): FetchExpectation["value"][] {
  const before: JudgedExchange[] = [];
  for (let one: JudgedExchange | null = exchange; one !== null; one = one.redirectFrom) {
    before.push(one);
  }
  return [...before, ...judged.after(exchange)].flatMap(({ expectation, servedBy }) =>
    [expectation, servedBy?.expectation].flatMap((one) =>
      one === null || one === undefined || one.value === "preflight" ? [] : [one.value],
    ),
  );
}

function isOutcome(judged: JudgedExchanges, exchange: JudgedExchange, outcome: "blocked" | "allowed"): boolean | null {
  const end = fetchEnd(judged, exchange);
  if (endsWithPreflight(judged, exchange, end)) {
    return null;
  }
  const { applicability } = end;
  const isSameOrigin = applicability.applies === false && applicability.reason === "same-origin";
  const met = verdictsOn(judged, end).map((verdict) => {
    switch (verdict) {
      case "undetermined":
        return null;
      case "not-cors":
        // A page can read what its own origin answers. CORS doesn't say what happens to the others.
        return isSameOrigin ? outcome === "allowed" : null;
      default:
        return verdict === outcome;
    }
  });
  return met.includes(false) ? false : met.includes(null) ? null : true;
}

/** Whether all browsers send a preflight before a request, or before those that rely on a preflight. */
function needsPreflight(judged: JudgedExchanges, exchange: JudgedExchange): boolean | null {
  const requests = exchange.kind === "preflight" ? judged.servedBy(exchange) : [exchange];
  const needs = requests.flatMap((request) => judged.browsers.map((browser) => needIn(browser, request)));
  return needs.includes(false) ? false : needs.includes(null) || needs.length === 0 ? null : true;
}

function needIn(browser: Browser, { applicability, judgement }: JudgedExchange): boolean | null {
  if (applicability.applies === true) {
    return judgement[browser].needsPreflight;
  }
  return applicability.applies === "undetermined" || applicability.reason === "no-origin" ? null : false;
}
