import { isUnknown, type Unknown, type Value } from "../text/unknown";
import type { Engine, PerEngine } from "./engines";
import type { HeaderList } from "./header-list";
import { isSameOrigin, OPAQUE_ORIGIN } from "./origin";
import type { CorsRequest, CredentialsMode, PreflightAfterRedirect, RequestCredentialsMode } from "./types";

/**
 * A script's request as it goes through redirects: the parts of https://fetch.spec.whatwg.org/#concept-request that redirects change, and those
 * that decide how.
 */
export interface FetchRequest {
  /** https://fetch.spec.whatwg.org/#concept-request-mode, limited to the modes in which the response is read. */
  readonly mode: "cors" | "same-origin";
  readonly method: Value;
  readonly headers: HeaderList;
  readonly credentialsMode: RequestCredentialsMode | Unknown;
  /** The page's origin, serialised. */
  readonly origin: Value;
  /** Absolute URLs, the current one last. An unknown one counts as a host of its own. */
  readonly urlList: readonly [Value, ...Value[]];
  /** The response tainting after step 12 of https://fetch.spec.whatwg.org/#concept-main-fetch. */
  readonly responseTainting: "basic" | "cors";
  /** The headers as the page set them. The standard doesn't keep them; some engines do. */
  readonly pageHeaders: HeaderList;
  /** Whether there was a preflight for an earlier request of the chain. The standard doesn't remember it; some engines do. */
  readonly wasPreflighted: boolean;
}

/** A page's request before any redirect. */
export function fetchRequest(
  url: Value,
  {
    mode = "cors",
    method,
    origin,
    credentialsMode,
    headers,
  }: Pick<FetchRequest, "method" | "origin" | "credentialsMode" | "headers"> & Partial<Pick<FetchRequest, "mode">>,
): FetchRequest {
  return {
    mode,
    method,
    headers,
    credentialsMode,
    origin,
    urlList: [url],
    responseTainting: taintingOf(url, origin, "basic"),
    pageHeaders: headers,
    wasPreflighted: false,
  };
}

/** https://fetch.spec.whatwg.org/#concept-request-current-url */
export function currentUrl({ urlList }: FetchRequest): Value {
  return urlList.at(-1) ?? urlList[0];
}

/**
 * Step 12 of https://fetch.spec.whatwg.org/#concept-main-fetch for mode `cors`: a same-origin URL stays basic, unless the request was
 * cross-origin before.
 */
export function taintingOf(url: Value, origin: Value, before: "basic" | "cors"): "basic" | "cors" {
  return before === "basic" && haveSameOrigin(url, origin) ? "basic" : "cors";
}

/** Whether two URLs or serialised origins are known to have the same origin. */
export function haveSameOrigin(a: Value, b: Value): boolean {
  return !isUnknown(a) && !isUnknown(b) && isSameOrigin(a, b);
}

/** Whether https://fetch.spec.whatwg.org/#concept-request-tainted-origin isn't `same-origin`. */
export function isRedirectTainted({ urlList, origin }: Pick<FetchRequest, "urlList" | "origin">): boolean {
  // 2. and 3. There is no URL before the first one, and no taint yet.
  let lastUrl: Value | null = null;
  for (const url of urlList) {
    // 4.2. and 4.3. A server that isn't the page's own sends the request on to a third origin, which the page didn't choose. The two kinds of
    // taint don't differ in the Origin header.
    if (lastUrl !== null && !haveSameOrigin(url, lastUrl) && !haveSameOrigin(origin, lastUrl)) {
      return true;
    }
    lastUrl = url;
  }
  // 5.
  return false;
}

/** https://fetch.spec.whatwg.org/#serializing-a-request-origin: the value of the request's `Origin` header. */
export function serializedRequestOrigin(request: FetchRequest): Value {
  // 2. A tainted request doesn't reveal its origin; 3. every other one does.
  return isRedirectTainted(request) ? OPAQUE_ORIGIN : request.origin;
}

/** Whether preflights of a redirected request send the page's origin even if the request itself sends `null`. Measured. */
const PREFLIGHT_KEEPS_ORIGIN: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: false };

/** Whether a preflight to the page's own server skips the origin check. Measured. */
const PREFLIGHT_TRUSTS_OWN_ORIGIN: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: false };

/**
 * Which headers decide whether there is a preflight after a redirect: the remaining ones, or those that the page set. Measured. Firefox keeps
 * them as the load's CorsUnsafeHeaders (netwerk/base/LoadInfo.cpp), WebKit as the original request headers
 * (NetworkProcess/NetworkLoadChecker.cpp).
 */
const PREFLIGHT_DEPENDS_ON: PerEngine<"headers" | "pageHeaders"> = {
  fetch: "headers",
  chromium: "headers",
  firefox: "pageHeaders",
  webkit: "pageHeaders",
};

/**
 * Whether every later request of a chain has a preflight after one of them had one. Measured. Firefox: RequireCORSPreflight is copied to the
 * next channel (netwerk/protocol/http/HttpBaseChannel.cpp). WebKit: m_isSimpleRequest (NetworkProcess/NetworkLoadChecker.cpp).
 */
const PREFLIGHTS_FROM_THEN_ON: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: true };

/** Which headers a preflight asks for after a redirect. Measured. */
const PREFLIGHT_ASKS_FOR: PerEngine<"headers" | "pageHeaders"> = {
  fetch: "headers",
  chromium: "headers",
  firefox: "headers",
  webkit: "pageHeaders",
};

/** The request as the CORS check and the CORS-preflight fetch of its current URL see it. */
export function corsRequestOf(request: FetchRequest, engine: Engine): CorsRequest {
  const { method, headers, urlList } = request;
  const origin = serializedRequestOrigin(request);
  const made = { method, origin, credentialsMode: crossOriginMode(request), headers };
  return urlList.length === 1 ? made : { ...made, preflight: preflightAfterRedirect(request, origin, engine) };
}

/** The credentials mode for a cross-origin URL. */
export function crossOriginMode({ credentialsMode }: Pick<FetchRequest, "credentialsMode">): CredentialsMode | Unknown {
  return credentialsMode === "same-origin" ? "omit" : credentialsMode;
}

function preflightAfterRedirect(request: FetchRequest, origin: Value, engine: Engine): PreflightAfterRedirect {
  return {
    isForced: request.wasPreflighted && PREFLIGHTS_FROM_THEN_ON[engine],
    decidedBy: request[PREFLIGHT_DEPENDS_ON[engine]],
    asksFor: request[PREFLIGHT_ASKS_FOR[engine]],
    origin: PREFLIGHT_KEEPS_ORIGIN[engine] ? request.origin : origin,
    isOriginChecked: !(PREFLIGHT_TRUSTS_OWN_ORIGIN[engine] && haveSameOrigin(currentUrl(request), request.origin)),
  };
}
