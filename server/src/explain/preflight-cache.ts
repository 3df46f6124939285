import type { Analysis } from "../analysis";
import { corsResponseOf } from "../case/read-case";
import type { Browser } from "../cors/engines";
import { corsRequestOf } from "../cors/fetch-request";
import { preflightMaxAge } from "../cors/max-age";
import { type CacheRequest, cacheRequestOf, PreflightCache } from "../cors/preflight-cache";
import { corsPreflightFetch } from "../cors/preflight-fetch";
import type { CorsRequest } from "../cors/types";
import { announcedRequestOf } from "../judged/announced-request";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { ENGINE_NAMES, engineNames, enginesWith } from "../words/engine-names";
import { enumerate } from "../words/quote";
import { code } from "./markdown";

/** How long browsers cache the response to a preflight, and which of them send another one anyway. Each paragraph is Markdown. */
export function keptAnswerParagraphs({ judged: { browsers } }: Analysis, preflight: JudgedExchange): string[] {
  const { response, applicability, resolvedCredentials } = preflight;
  if (response === null || applicability.applies !== true) {
    return [];
  }
  const answer = corsResponseOf(response);
  const passing = browsers.filter((browser) => preflight.verdict[browser] !== "blocked");
  const ages = passing.map((browser) => [browser, preflightMaxAge(answer.headers, browser)] as const);
  if (ages.length === 0 || ages.some(([, age]) => age === null)) {
    return [];
  }
  const asking = ages.flatMap(([browser, age]) => {
    const request = announcedRequestOf(preflight, resolvedCredentials.mode)[browser];
    const kept = age === 0 ? null : servedAfter(preflight, request, request, browser);
    return kept !== null && !kept.isServed ? [{ browser, request: kept.request }] : [];
  });
  const [first] = asking;
  return [
    `This response is cached for ${enumerate(agesInWords(ages))}.`,
    ...(first === undefined
      ? []
      : [`${stillSends(asking.map(({ browser }) => browser))}: ${whyNotReused(first.request)}.`]),
  ];
}

/** Says that an earlier request's preflight also covers this request. Markdown. */
export function reusedAnswerParagraphs({ judged, document, lines }: Analysis, exchange: JudgedExchange): string[] {
  const reused = reusedAnswer(judged, exchange);
  if (reused === null) {
    return [];
  }
  const { preflight, reusing, asking } = reused;
  const line = lines.positionAt(document.startOf(preflight.request)).line + 1;
  return [
    asking.length === 0
      ? `While it is cached, the preflight on line ${line} also covers this request, so no other is sent.`
      : `While it is cached, the preflight on line ${line} also covers this request in ${engineNames(reusing)}; ${enginesWith("send", asking)} another.`,
  ];
}

/** The browsers that need no preflight for a request because they have cached an earlier one; null if there are none. */
export function reusedAnswer(
  judged: JudgedDocument,
  exchange: JudgedExchange,
): {
  readonly preflight: JudgedExchange;
  readonly reusing: readonly Browser[];
  readonly asking: readonly Browser[];
} | null {
  const { servedBy } = exchange;
  const [first] = servedBy === null ? [] : judged.servedBy(servedBy);
  if (servedBy === null || first === undefined || first === exchange || exchange.redirectFrom !== null) {
    return null;
  }
  const asking: Browser[] = [];
  const reusing: Browser[] = [];
  for (const browser of judged.browsers) {
    if (exchange.judgement[browser].needsPreflight !== true) {
      continue;
    }
    const kept = servedAfter(servedBy, sentRequest(first, browser), sentRequest(exchange, browser), browser, first);
    if (kept === null) {
      return null;
    }
    (kept.isServed ? reusing : asking).push(browser);
  }
  return reusing.length === 0 ? null : { preflight: servedBy, reusing, asking };
}

/**
 * Whether a browser that has just received the response to a preflight needs none for another request; null if part of it isn't known.
 * @param first the exchange for which the preflight was sent, if the document shows it.
 */
function servedAfter(
  preflight: JudgedExchange,
  asked: CorsRequest,
  later: CorsRequest,
  browser: Browser,
  first: JudgedExchange | null = null,
): { readonly isServed: boolean; readonly request: CacheRequest } | null {
  const url = preflight.target.key;
  const before = cacheRequestOf(asked, url, browser);
  const after = cacheRequestOf(later, url, browser);
  if (before === null || after === null || preflight.response === null) {
    return null;
  }
  const cache = new PreflightCache(browser);
  const answer = corsResponseOf(preflight.response);
  cache.afterPreflight(before, answer, corsPreflightFetch(asked, answer, browser), 0);
  if (first?.judgement[browser].actual?.result === "failure") {
    cache.afterFailure(before, true);
  }
  return { isServed: cache.covers(after, 0), request: after };
}

function sentRequest({ fetchRequest }: JudgedExchange, browser: Browser): CorsRequest {
  return corsRequestOf(fetchRequest[browser], browser);
}

function stillSends(browsers: readonly Browser[]): string {
  return `${engineNames(browsers)} still ${browsers.length === 1 ? "sends" : "send"} a preflight before each such request`;
}

/** Why a cached response doesn't cover its own request: either the origin can't be a cache key, or the response has `*`. */
function whyNotReused({ origin, method, unsafeNames }: CacheRequest): string {
  return origin === "null"
    ? "nothing is cached for pages whose origin is `null`"
    : `only names that the response lists are cached, such as ${enumerate([method, ...unsafeNames].map(code))}`;
}

function agesInWords(ages: readonly (readonly [Browser, number | null])[]): string[] {
  const distinct = new Set(ages.map(([, age]) => age));
  if (distinct.size === 1) {
    return [`${ages[0]?.[1] ?? 0} seconds`];
  }
  return ages.map(([browser, age]) => `${age ?? 0} seconds in ${ENGINE_NAMES[browser]}`);
}
