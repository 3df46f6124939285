import { corsCheck } from "../../../server/src/cors/cors-check";
import type { Engine, PerEngine } from "../../../server/src/cors/engines";
import {
  corsRequestOf,
  crossOriginMode,
  currentUrl,
  type FetchRequest,
  haveSameOrigin,
  serializedRequestOrigin,
} from "../../../server/src/cors/fetch-request";
import { httpNetworkOrCacheFetch } from "../../../server/src/cors/http-network-fetch";
import { httpRedirectFetch, type Redirect } from "../../../server/src/cors/http-redirect-fetch";
import { corsPreflightFetch } from "../../../server/src/cors/preflight-fetch";
import { corsPreflightRequest, needsPreflight } from "../../../server/src/cors/preflight-request";
import { asParsed } from "../../../server/src/cors/received-headers";
import { judgeHop } from "../../../server/src/cors/redirect-chain";
import { refusalOf } from "../../../server/src/cors/refusal";
import { exposedHeaderNames } from "../../../server/src/cors/response-header";
import type { CorsResponse, Outcome } from "../../../server/src/cors/types";
import { corsResponse, storyRequest } from "../compare/core";
import type { Origins, Story } from "../harness/story";

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
  const { hops } = story;
  const requests: ChainRequest[] = [];
  const decisions: string[] = [];
  let request = storyRequest(story, origins, engine);

  for (;;) {
    if (refusalOf(request, engine) !== null || !isServed(request, origins)) {
      return { verdict: "blocked", requests, readable: null, decisions: [...decisions, "hop: refused"] };
    }
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
      const arrives = httpNetworkOrCacheFetch(response, engine).result === "success";
      if (ASKS_BEFORE_REFUSING[engine] && arrives && isRefusedLate(request, response, redirect, engine)) {
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
    : [...new Set(asParsed(headers, engine).headers.map(({ name }) => name.toLowerCase()))].sort();
}

/** Whether the URL is one of a server's: a Location may be the name of no machine. */
function isServed(request: FetchRequest, origins: Origins): boolean {
  return Object.values(origins).some((origin) => haveSameOrigin(origin, currentUrl(request)));
}

function hopIndex(request: FetchRequest): number {
  return Number(/^[^/]*\/\/[^/]*\/s\/\d+\/(\d+)/.exec(String(currentUrl(request)))?.[1] ?? 0);
}
