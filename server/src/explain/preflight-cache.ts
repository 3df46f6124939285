import type { Analysis } from "../analysis";
import type { Browser } from "../cors/engines";
import { corsRequestOf } from "../cors/fetch-request";
import { preflightMaxAge } from "../cors/max-age";
import { type CacheRequest, cacheRequestOf, PreflightCache } from "../cors/preflight-cache";
import { corsPreflightFetch } from "../cors/preflight-fetch";
import type { CorsRequest } from "../cors/types";
import { ENGINE_NAMES, enumerate } from "../rules/shared/words";
import { announcedRequestOf } from "../verdict/announced-request";
import { corsResponseOf } from "../verdict/judge";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { code } from "./markdown";

/** How long browsers keep the answer to a preflight, and which of them ask again all the same. Each paragraph is Markdown. */
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
    `The browser keeps this answer for ${enumerate(agesInWords(ages))}.`,
    ...(first === undefined
      ? []
      : [`${whoAsksAgain(asking.map(({ browser }) => browser))}: ${whyAgain(first.request)}.`]),
  ];
}

/** What the preflight of another request does for a later one, as long as its answer is kept. Markdown. */
export function reusedAnswerParagraphs({ judged, lines }: Analysis, exchange: JudgedExchange): string[] {
  const reused = reusedAnswer(judged, exchange);
  if (reused === null) {
    return [];
  }
  const { preflight, reusing, asking } = reused;
  const line = lines.positionAt(preflight.request.start).line + 1;
  const named = (browsers: readonly Browser[]) => enumerate(browsers.map((browser) => ENGINE_NAMES[browser]));
  return [
    asking.length === 0
      ? `The answer to the preflight on line ${line} serves this request, too: none is sent again as long as it is kept.`
      : `The answer to the preflight on line ${line} serves this request, too, in ${named(reusing)}, as long as it is kept; ${named(asking)} ${asking.length === 1 ? "asks" : "ask"} again.`,
  ];
}

/** Which browsers need no preflight for a request because they keep the answer to that of an earlier one; null where none does. */
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
 * Whether a browser that has just got the answer to a preflight needs none for a request; null where the text leaves something open.
 * @param first the exchange for which the preflight was sent, if the text shows it
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

function whoAsksAgain(browsers: readonly Browser[]): string {
  const names = enumerate(browsers.map((browser) => ENGINE_NAMES[browser]));
  return `${names} ${browsers.length === 1 ? "asks" : "ask"} again before each such request all the same`;
}

/** An answer that is kept and does not cover its own request: either the origin is of no use as a key, or it says `*`. */
function whyAgain({ origin, method, unsafeNames }: CacheRequest): string {
  return origin === "null"
    ? "nothing is kept for a page whose origin is `null`"
    : `only names count there that the answer lists, such as ${enumerate([method, ...unsafeNames].map(code))}`;
}

function agesInWords(ages: readonly (readonly [Browser, number | null])[]): string[] {
  const distinct = new Set(ages.map(([, age]) => age));
  if (distinct.size === 1) {
    return [`${ages[0]?.[1] ?? 0} seconds`];
  }
  return ages.map(([browser, age]) => `${age ?? 0} seconds in ${ENGINE_NAMES[browser]}`);
}
