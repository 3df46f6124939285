import type { Engine } from "../../../server/src/cors/engines";
import { crossOriginMode, type FetchRequest, fetchRequest } from "../../../server/src/cors/fetch-request";
import type { HeaderList } from "../../../server/src/cors/header-list";
import type { Judgement } from "../../../server/src/cors/main-fetch";
import { normalizeMethod } from "../../../server/src/cors/method";
import { type HopVerdict, judgeHop } from "../../../server/src/cors/redirect-chain";
import { isForbiddenRequestHeader } from "../../../server/src/cors/request-header";
import { exposedHeaderNames } from "../../../server/src/cors/response-header";
import type { CorsResponse } from "../../../server/src/cors/types";
import { type HeaderLine, type Origins, type RawResponse, type Story, sentLines } from "../harness/story";
import { Comparison } from "./difference";
import type { Observed } from "./observed";

/** What the core says about a plain exchange, called directly. */
export interface CoreAnswer {
  readonly verdict: HopVerdict | "refused";
  readonly judgement: Judgement;
  readonly isCrossOrigin: boolean;
  readonly exposed: readonly string[] | null;
}

/** The algorithms whose failures throw before the page has a request. */
const THROWS: ReadonlySet<string> = new Set(["headers-validate", "request-constructor"]);

export function coreAnswer(story: Story, origins: Origins, engine: Engine): CoreAnswer {
  const [{ preflight, actual }] = story.hops;
  const request = storyRequest(story, origins, engine);
  const { verdict, judgement } = judgeHop(
    { request, response: corsResponse(actual), preflight: { response: corsResponse(preflight) }, isFollowed: false },
    engine,
  );
  return {
    verdict: judgement.refusal !== null && THROWS.has(judgement.refusal.algorithm) ? "refused" : verdict,
    judgement,
    isCrossOrigin: request.responseTainting === "cors",
    exposed:
      verdict === "allowed"
        ? exposedHeaderNames(headerList(sentLines(actual)), crossOriginMode(request), engine)
        : null,
  };
}

/** A story's request as input of the algorithms. */
export function storyRequest({ page, call }: Story, origins: Origins, engine: Engine): FetchRequest {
  return fetchRequest(call.url, {
    method: normalizeMethod(call.method),
    origin: page === "opaque" ? "null" : origins.own,
    credentialsMode: call.credentials,
    headers: headerList(scriptLines(call).filter(({ name, value }) => !isForbiddenRequestHeader(name, value, engine))),
  });
}

/**
 * The headers that a call sets, after `Headers` and `Request` have processed them:
 * https://fetch.spec.whatwg.org/#concept-header-value-normalize, and the Content-Type that comes with a text body.
 */
export function scriptLines({ headers, headersAs, body }: Story["call"]): HeaderLine[] {
  const given = headers.map(({ name, value }) => ({
    name,
    value: value.replace(/^[\t\n\r ]+/, "").replace(/[\t\n\r ]+$/, ""),
  }));
  const set = headersAs === "pairs" ? given : combined(given);
  return body === null || set.some(({ name }) => name.toLowerCase() === "content-type")
    ? set
    : [...set, { name: "Content-Type", value: "text/plain;charset=UTF-8" }];
}

/** The headers that a request takes from a `Headers` object: https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine */
function combined(lines: readonly HeaderLine[]): HeaderLine[] {
  const values = new Map<string, string[]>();
  for (const { name, value } of lines) {
    const lower = name.toLowerCase();
    values.set(lower, [...(values.get(lower) ?? []), value]);
  }
  return Array.from(values, ([name, all]) => ({
    name,
    value: all
      .join(", ")
      .replace(/^[\t ]+/, "")
      .replace(/[\t ]+$/, ""),
  }));
}

export function corsResponse(response: RawResponse): CorsResponse {
  return { status: response.status, headers: headerList(sentLines(response)) };
}

/** @param lines with whitespace around the values, which isn't part of them. A line without a colon isn't a header to any browser. */
export function headerList(lines: readonly HeaderLine[]): HeaderList {
  return {
    headers: lines
      .filter(({ isBare }) => !isBare)
      .map(({ name, value }) => ({ name, value: value.replace(/^[\t ]+/, "").replace(/[\t ]+$/, "") })),
    complete: true,
  };
}

export function compareCore(seen: Observed, { verdict, judgement, exposed, isCrossOrigin }: CoreAnswer): Comparison {
  const comparison = new Comparison("core");
  comparison.compare("verdict", seen.verdict, verdict);
  if (verdict === "refused" || seen.verdict === "refused") {
    return comparison;
  }
  comparison.compare("preflight sent", seen.preflight !== null, isCrossOrigin && judgement.needsPreflight);
  if (seen.preflight !== null && judgement.needsPreflight) {
    comparison.compare("preflight's fields", seen.preflight, judgement.preflightRequest);
  }
  if (seen.exposed !== null && exposed !== null) {
    comparison.compare("readable headers", seen.exposed, exposed);
  }
  return comparison;
}
