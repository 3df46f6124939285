import { corsResponseOf } from "../../case/read-case";
import type { Browser } from "../../cors/engines";
import { corsRequestOf } from "../../cors/fetch-request";
import { isOpenByElisionOnly } from "../../cors/preflight-request";
import { responseAsParsed } from "../../cors/received-headers";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { type Attempt, attemptOf, type ConsoleLine, hasUserinfo, printedUrl } from "./attempt";
import { chromiumLines } from "./chromium";
import { authorizationWarning, firefoxLines } from "./firefox";
import { refusalLines } from "./refusal";
import { webkitLines } from "./webkit";

const LINES: Readonly<Record<Browser, (attempt: Attempt) => readonly ConsoleLine[] | null>> = {
  chromium: chromiumLines,
  firefox: firefoxLines,
  webkit: webkitLines,
};

/**
 * The lines that a browser prints to its console about CORS for a `fetch()`, up to an exchange that is part of it, in order. Those that every failed
 * request causes are left out: the network error and the rejection of the promise. Unknown parts and passwords are shown as typed or as `…`.
 * @param served for a preflight, the request that it is for, which may be part of a redirect chain.
 * @returns null if it isn't known which lines the browser prints.
 */
export function consoleLines(
  exchange: JudgedExchange,
  browser: Browser,
  served: JudgedExchange | null = null,
): readonly ConsoleLine[] | null {
  const { redirectFrom: before, fetchRequest } = served ?? exchange;
  const [firstUrl] = fetchRequest[browser].urlList;
  if (!isUnknown(firstUrl) && hasUserinfo(firstUrl)) {
    // `fetch()` throws for such a URL.
    return null;
  }
  const verdictBefore = before?.verdict[browser] ?? "allowed";
  if (before !== null && (verdictBefore === "blocked" || verdictBefore === "undetermined")) {
    // A browser that blocks an earlier request of the chain doesn't reach this one.
    return verdictBefore === "blocked" && served === null ? consoleLines(before, browser) : null;
  }
  const { refusal } = exchange.judgement[browser];
  if (refusal !== null) {
    return refusalLines(refusal, (served ?? exchange).fetchRequest[browser], exchange.target, browser);
  }
  switch (exchange.verdict[browser]) {
    case "not-cors":
      return [];
    case "undetermined":
      return null;
    case "allowed":
      return warnings(exchange, browser, served);
    case "blocked": {
      const attempt = attemptOfExchange(exchange, browser, served);
      const lines = attempt === null ? null : LINES[browser](attempt);
      return lines === null ? null : [...warnings(exchange, browser, served), ...lines];
    }
  }
}

/** Firefox's warnings about preflights that it accepts although the standard doesn't, for this request and the ones that redirected to it. */
function warnings(exchange: JudgedExchange, browser: Browser, served: JudgedExchange | null): ConsoleLine[] {
  const { judgement, target } = exchange;
  const { fetchRequest, redirectFrom } = served ?? exchange;
  const isUncovered = judgement.fetch.preflight?.failures.some(
    ({ algorithm, number }) => algorithm === "cors-preflight-fetch" && number === "7.6",
  );
  return browser !== "firefox"
    ? []
    : [
        ...(redirectFrom === null ? [] : warnings(redirectFrom, browser, null)),
        ...(isUncovered && judgement.firefox.preflight?.result === "success"
          ? [authorizationWarning(printedUrl(fetchRequest.firefox, target))]
          : []),
      ];
}

/** The last request that the browser attempts: the preflight if it fails, else the actual request; null if it isn't known which. */
function attemptOfExchange(exchange: JudgedExchange, browser: Browser, served: JudgedExchange | null): Attempt | null {
  const { kind, servedBy, target } = exchange;
  const request = (served ?? exchange).fetchRequest[browser];
  const { needsPreflight, preflight, actual } = exchange.judgement[browser];
  const isPreflight = kind === "preflight" || preflight?.result === "failure";
  const response = kind === "actual" && isPreflight ? (servedBy?.response ?? null) : exchange.response;
  const outcome = isPreflight ? preflight : actual;
  return response === null || outcome === null || !(isPreflight || reachesActual(exchange, browser))
    ? null
    : attemptOf(
        request,
        target,
        {
          isPreflight,
          outcome,
          response: responseAsParsed(corsResponseOf(response), browser),
          isPreflighted: needsPreflight === true,
        },
        browser,
      );
}

/** Whether the browser sends the actual request, as far as the document shows. */
function reachesActual({ fetchRequest, judgement, servedBy }: JudgedExchange, browser: Browser): boolean {
  const request = fetchRequest[browser];
  const { needsPreflight, preflight } = judgement[browser];
  if (request.responseTainting === "basic" || needsPreflight === false) {
    return true;
  }
  return needsPreflight === true
    ? preflight?.result === "success"
    : servedBy === null && isOpenByElisionOnly(corsRequestOf(request, browser), browser);
}
