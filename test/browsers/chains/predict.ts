import { corsCheck } from "../../../server/src/cors/cors-check";
import type { Engine, PerEngine } from "../../../server/src/cors/engines";
import {
  corsRequestOf,
  crossOriginMode,
  currentUrl,
  type FetchRequest,
  fetchRequest,
  serializedRequestOrigin,
} from "../../../server/src/cors/fetch-request";
import type { HeaderList } from "../../../server/src/cors/header-list";
import { httpRedirectFetch, type Redirect } from "../../../server/src/cors/http-redirect-fetch";
import { stripTabOrSpace } from "../../../server/src/cors/list-values";
import { normalizeMethod } from "../../../server/src/cors/method";
import { corsPreflightFetch } from "../../../server/src/cors/preflight-fetch";
import { corsPreflightRequest, needsPreflight } from "../../../server/src/cors/preflight-request";
import { judgeHop } from "../../../server/src/cors/redirect-chain";
import { isForbiddenRequestHeader } from "../../../server/src/cors/request-header";
import { exposedHeaderNames } from "../../../server/src/cors/response-header";
import type { CorsResponse, Outcome } from "../../../server/src/cors/types";
import { type HeaderLine, type Origins, type RawResponse, type Story, sentLines } from "../harness/story";

/** The parts of a request that the core predicts. */
export interface ChainRequest {
  readonly kind: "preflight" | "actual";
  readonly hop: number;
  readonly method: string;
  /** The value of `Origin`; null if there is none. */
  readonly origin: string | null;
  readonly accessControlRequestMethod: string | null;
  readonly accessControlRequestHeaders: string | null;
}

export interface Prediction {
  readonly verdict: "allowed" | "blocked";
  readonly requests: readonly ChainRequest[];
  /** Lower-case, sorted; null if it is blocked. */
  readonly readable: readonly string[] | null;
  /** The decision points that took part, as in `hop: cors-check 4 failure`. */
  readonly decisions: readonly string[];
}

/** Whether a GET within the page's own origin keeps the `Origin` of the request before. Measured; no verdict depends on it. */
const KEEPS_ORIGIN: PerEngine<boolean> = { fetch: false, chromium: false, firefox: false, webkit: true };

/**
 * Whether the preflight for the next URL is sent before the redirect is found to fail. Measured; no verdict depends on it. WebKit's network
 * process follows a redirect that passes its own check, and its web process then refuses it.
 */
const ASKS_BEFORE_REFUSING: PerEngine<boolean> = { fetch: false, chromium: false, firefox: false, webkit: true };

/** What the core says about a story without any text: every request that the engine sends, and the result of the fetch. */
export function predict(story: Story, origins: Origins, engine: Engine): Prediction {
  const { call, page, hops } = story;
  const requests: ChainRequest[] = [];
  const decisions: string[] = [];
  let request: FetchRequest = fetchRequest(call.url, {
    method: normalizeMethod(call.method),
    origin: page === "opaque" ? "null" : origins.own,
    credentialsMode: call.credentials,
    headers: pageHeaders(story, engine),
  });

  for (;;) {
    const hop = hops[hopIndex(request)] ?? hops[0];
    const response = corsResponse(hop.actual);
    const preflight = corsResponse(hop.preflight);
    if (isPreflighted(request, engine)) {
      requests.push(preflightRequest(request, engine));
      const outcome = corsPreflightFetch(corsRequestOf(request, engine), preflight, engine);
      decisions.push(`preflight: ${decided(outcome)}`);
      if (outcome.result !== "success") {
        return { verdict: "blocked", requests, readable: null, decisions };
      }
    }
    requests.push(actualRequest(request, requests, engine));

    const shown = { request, response, preflight: { response: preflight }, isFollowed: true };
    const { verdict, judgement } = judgeHop(shown, engine);
    const redirect = httpRedirectFetch(request, response, engine);
    decisions.push(
      judgement.actual === null || (verdict === "not-cors" && redirect === null)
        ? "hop: same origin"
        : `hop: ${decided(judgement.actual)}`,
    );
    const next = redirect?.next ?? null;
    if (verdict === "blocked" || verdict === "undetermined") {
      if (ASKS_BEFORE_REFUSING[engine] && isRefusedLate(request, response, redirect, engine)) {
        requests.push(...(next !== null && isPreflighted(next, engine) ? [preflightRequest(next, engine)] : []));
      }
      return { verdict: "blocked", requests, readable: null, decisions };
    }
    if (next === null) {
      return { verdict: "allowed", requests, readable: readableNames(request, response, engine), decisions };
    }
    decisions.push(`redirect: ${String(response.status)} ${redirectKind(request, next)}`);
    request = next;
  }
}

/** Whether only WebKit's web process refuses a redirect: its network process allows it, or checks only other origins. */
function isRefusedLate(
  request: FetchRequest,
  response: CorsResponse,
  redirect: Redirect | null,
  engine: Engine,
): boolean {
  return (
    request.responseTainting === "basic" ||
    (redirect?.outcome.result === "success" && corsCheck(corsRequestOf(request, engine), response).result === "success")
  );
}

function decided({ result, step, failures: [failure] }: Outcome): string {
  return `${step.algorithm} ${step.number} ${result}${failure === undefined ? "" : ` (${failure.header ?? "status"})`}`;
}

/** The target of a redirect, relative to the page. */
function redirectKind(from: FetchRequest, to: FetchRequest): string {
  const tainted = serializedRequestOrigin(to) !== to.origin;
  return `from ${from.responseTainting} to ${to.responseTainting}${tainted ? ", tainted" : ""}`;
}

function isPreflighted(request: FetchRequest, engine: Engine): boolean {
  return request.responseTainting === "cors" && needsPreflight(corsRequestOf(request, engine), engine) === true;
}

function preflightRequest(request: FetchRequest, engine: Engine): ChainRequest {
  const asked = corsPreflightRequest(corsRequestOf(request, engine), engine);
  return {
    kind: "preflight",
    hop: hopIndex(request),
    method: "OPTIONS",
    origin: String(asked?.origin),
    accessControlRequestMethod: asked?.method ?? null,
    accessControlRequestHeaders: asked?.headers ?? null,
  };
}

/** With https://fetch.spec.whatwg.org/#append-a-request-origin-header */
function actualRequest(request: FetchRequest, before: readonly ChainRequest[], engine: Engine): ChainRequest {
  const { responseTainting, method } = request;
  const isSent =
    responseTainting === "cors" ||
    (method !== "GET" && method !== "HEAD") ||
    (KEEPS_ORIGIN[engine] && before.some(({ origin }) => origin !== null));
  return {
    kind: "actual",
    hop: hopIndex(request),
    method: String(method),
    origin: isSent ? String(serializedRequestOrigin(request)) : null,
    accessControlRequestMethod: null,
    accessControlRequestHeaders: null,
  };
}

function readableNames(request: FetchRequest, { headers }: CorsResponse, engine: Engine): readonly string[] | null {
  return request.responseTainting === "cors"
    ? exposedHeaderNames(headers, crossOriginMode(request), engine)
    : [...new Set(headers.headers.map(({ name }) => name.toLowerCase()))].sort();
}

/** The headers as the page can set them: without whitespace around values, without forbidden names. */
function pageHeaders({ call }: Story, engine: Engine): HeaderList {
  const headers = call.headers
    .map(({ name, value }) => ({ name, value: stripTabOrSpace(value) }))
    .filter(({ name, value }) => !isForbiddenRequestHeader(name, value, engine));
  return { headers, complete: true };
}

function hopIndex(request: FetchRequest): number {
  return Number(/\/s\/\d+\/(\d+)/.exec(String(currentUrl(request)))?.[1] ?? 0);
}

function corsResponse(response: RawResponse): CorsResponse {
  return { status: response.status, headers: headerList(sentLines(response)) };
}

function headerList(lines: readonly HeaderLine[]): HeaderList {
  return { headers: lines.map(({ name, value }) => ({ name, value: stripTabOrSpace(value) })), complete: true };
}
