import { isUnknown, type Unknown, type Value } from "../text/unknown";
import { byteLowercase } from "./byte-case";
import type { Engine, PerEngine } from "./engines";
import { corsRequestOf, currentUrl, type FetchRequest, haveSameOrigin, taintingOf } from "./fetch-request";
import { get, type HeaderList, headerLines } from "./header-list";
import { OutcomeBuilder } from "./outcome";
import { needsPreflight } from "./preflight-request";
import { responseAsReceived } from "./received-headers";
import { isRedirectStatus } from "./status";
import type { CorsResponse, Outcome } from "./types";

/** The result of a response that redirects. */
export interface Redirect {
  /** Whether the redirect may be followed. */
  readonly outcome: Outcome;
  /** The request to the next URL, even if the outcome doesn't allow it; `null` if the text doesn't show the URL. */
  readonly next: FetchRequest | null;
}

/** How many redirects browsers follow. */
const REDIRECT_LIMIT = 20;

/** https://fetch.spec.whatwg.org/#request-body-header-name */
const REQUEST_BODY_HEADER_NAMES: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-language",
  "content-location",
  "content-type",
]);

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
const CORS_NON_WILDCARD_REQUEST_HEADER_NAMES: ReadonlySet<string> = new Set(["authorization"]);

/** Whether credentials in a `Location` at the page's own origin are also blocked, as long as the request hasn't left that origin. Measured. */
const BLOCKS_OWN_CREDENTIALS: PerEngine<boolean> = { fetch: false, chromium: true, firefox: false, webkit: false };

/**
 * The headers that a redirect starts from: those left by the redirect before, or those that the page set, so that removed headers come back.
 * Measured. Firefox sets the page's headers on each new channel: dom/fetch/FetchDriver.cpp, AsyncOnChannelRedirect.
 */
const REDIRECT_STARTS_FROM: PerEngine<"headers" | "pageHeaders"> = {
  fetch: "headers",
  chromium: "headers",
  firefox: "pageHeaders",
  webkit: "pageHeaders",
};

/**
 * Whether a redirect to another origin changes DELETE to GET, whatever its status. Measured in WebKitGTK, whose network layer does it:
 * NetworkProcess/soup/NetworkDataTaskSoup.cpp, shouldRedirectAsGET.
 */
const TURNS_DELETE_TO_GET: PerEngine<boolean> = { fetch: false, chromium: false, firefox: false, webkit: true };

/**
 * Whether a redirect to an origin other than the page's removes client hints, including those that the page set: the page's permissions policy
 * grants them to the page alone. Measured. Chromium: third_party/blink/renderer/core/loader/base_fetch_context.cc, AddClientHintsIfNecessary.
 */
const TAKES_CLIENT_HINTS_BACK: PerEngine<boolean> = { fetch: false, chromium: true, firefox: false, webkit: false };

/** `Save-Data` isn't among them. */
const RENEWED_CLIENT_HINTS: ReadonlySet<string> = new Set([
  "device-memory",
  "downlink",
  "dpr",
  "ect",
  "rtt",
  "viewport-width",
  "width",
]);

/** Whether `Authorization` comes back with a later redirect within the same origin. Measured. */
const AUTHORIZATION_COMES_BACK: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: false };

/**
 * Steps 1 to 18 of https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, and the response tainting that the main fetch of the last step
 * gives to the new URL.
 *
 * @returns `null` if the response doesn't redirect.
 */
export function httpRedirectFetch(request: FetchRequest, received: CorsResponse, engine: Engine): Redirect | null {
  const outcome = new OutcomeBuilder("http-redirect-fetch");
  const built = (next: FetchRequest | null): Redirect => ({
    outcome: outcome.build({ algorithm: "http-redirect-fetch", number: "22" }),
    next,
  });

  // 1. and 2. The request and the response are given.
  const response = responseAsReceived(received, engine);

  // 3. The URL that the response redirects to.
  const location = locationUrl(request, response, engine);

  // 4. Without a Location, a redirect status is like any other.
  if (location === null) {
    return null;
  }
  if (isUnknown(location)) {
    outcome.leaveOpen("3", "Location");
    return built(null);
  }

  // 5. A URL that doesn't parse is a failure.
  if (location === "failure") {
    outcome.fail("5", "Location");
    return built(null);
  }

  // 6. Only HTTP(S) URLs are followed.
  if (location.protocol !== "http:" && location.protocol !== "https:") {
    outcome.fail("6", "Location", location.protocol.slice(0, -1));
    return built(null);
  }

  // 7. and 8. No more than 20 redirects.
  if (request.urlList.length > REDIRECT_LIMIT) {
    outcome.fail("7", "Location");
  }

  const includesCredentials = location.username !== "" || location.password !== "";
  const url = location.href;

  // 9. A URL of an origin other than the page's must not contain credentials.
  const isOwn = haveSameOrigin(url, request.origin);
  if (includesCredentials && (!isOwn || (request.responseTainting === "basic" && BLOCKS_OWN_CREDENTIALS[engine]))) {
    outcome.fail("9", "Location");
  }

  // 10. Nor may another origin redirect the request to the page's own origin with credentials.
  if (includesCredentials && isOwn && request.responseTainting === "cors") {
    outcome.fail("10", "Location");
  }

  // 11. Not implemented: a text doesn't show whether a body is streamed.

  // 12. Some redirects turn the request into a GET without a body.
  const leavesOrigin = !haveSameOrigin(currentUrl(request), url);
  const turnsToGet =
    isTurnedToGet(request.method, response.status) ||
    (leavesOrigin && request.method === "DELETE" && TURNS_DELETE_TO_GET[engine]);
  const method = turnsToGet ? "GET" : request.method;
  let headers = request[REDIRECT_STARTS_FROM[engine]];
  if (TAKES_CLIENT_HINTS_BACK[engine] && !isOwn) {
    headers = without(headers, RENEWED_CLIENT_HINTS);
  }
  if (turnsToGet) {
    headers = without(headers, REQUEST_BODY_HEADER_NAMES);
  }

  // 13. Authorization isn't sent to another origin.
  if (leavesOrigin || (!AUTHORIZATION_COMES_BACK[engine] && hasLeftOrigin(request))) {
    headers = without(headers, CORS_NON_WILDCARD_REQUEST_HEADER_NAMES);
  }

  // 14. to 17. A text doesn't show body and timing.
  // 18. The new URL becomes the current one. 19. Its referrer policy doesn't matter to CORS.
  // 20. to 22. Main fetch continues with it.
  return built({
    ...request,
    method,
    headers,
    urlList: [...request.urlList, url],
    responseTainting: taintingOf(url, request.origin, request.responseTainting),
    wasPreflighted: request.wasPreflighted || isPreflighted(request, engine),
  });
}

function isPreflighted(request: FetchRequest, engine: Engine): boolean {
  return request.responseTainting === "cors" && needsPreflight(corsRequestOf(request, engine), engine) === true;
}

/** The condition of step 12. */
export function isTurnedToGet(method: Value, status: CorsResponse["status"]): boolean {
  switch (status) {
    case 301:
    case 302:
      return method === "POST";
    case 303:
      return method !== "GET" && method !== "HEAD";
    default:
      return false;
  }
}

/** Whether an earlier redirect went to another origin. */
function hasLeftOrigin({ urlList: [first, ...others] }: FetchRequest): boolean {
  return others.some((url) => !haveSameOrigin(url, first));
}

function without(list: HeaderList, names: ReadonlySet<string>): HeaderList {
  return { ...list, headers: list.headers.filter(({ name }) => !names.has(byteLowercase(name))) };
}

/**
 * How an empty Location is read: as a URL relative to the current one, which gives the current one again; as no Location; or as an invalid URL.
 * Measured. Chromium: net/http/http_response_headers.cc, IsRedirect.
 */
const EMPTY_LOCATION: PerEngine<"relative" | null | "failure"> = {
  fetch: "relative",
  chromium: null,
  firefox: "relative",
  webkit: "failure",
};

/** The engines that follow later statuses need a value for that. Measured in WebKitGTK. */
const LAST_STATUS_WITH_EMPTY_LOCATION = 308;

function emptyLocation(status: CorsResponse["status"], engine: Engine): "relative" | null | "failure" {
  return isUnknown(status) || status <= LAST_STATUS_WITH_EMPTY_LOCATION ? EMPTY_LOCATION[engine] : null;
}

/** Whether several Location lines are a failure: https://fetch.spec.whatwg.org/#extract-header-list-values */
const SEVERAL_LOCATIONS_FAIL: PerEngine<boolean> = { fetch: true, chromium: false, firefox: false, webkit: false };

/**
 * Whether the first of several Location lines counts, and not all of them as one value with commas. Measured. In these engines all are the same:
 * others make a network error, see http-network-fetch.ts.
 */
const FIRST_LOCATION_COUNTS: PerEngine<boolean> = { fetch: false, chromium: true, firefox: true, webkit: false };

function locationValue(headers: HeaderList, engine: Engine): Value | null {
  const [first] = headerLines(headers, "Location");
  return first !== undefined && FIRST_LOCATION_COUNTS[engine] ? first.value : get(headers, "Location");
}

/** Whether a response has a Location, for one engine; unknown if it may be in an elided line. */
export function hasLocation({ status, headers }: CorsResponse, engine: Engine): boolean | Unknown {
  const location = locationValue(headers, engine);
  return isUnknown(location) && headerLines(headers, "Location").length === 0
    ? location
    : location !== null && !(location === "" && emptyLocation(status, engine) === null);
}

/** https://fetch.spec.whatwg.org/#concept-response-location-url */
function locationUrl(
  request: FetchRequest,
  { status, headers }: CorsResponse,
  engine: Engine,
): URL | null | "failure" | Unknown {
  // 1. Only a response with a redirect status has one.
  if (!isUnknown(status) && !isRedirectStatus(status, engine)) {
    return null;
  }
  // 2. The value of the header.
  if (SEVERAL_LOCATIONS_FAIL[engine] && headerLines(headers, "Location").length > 1) {
    return isUnknown(status) ? status : "failure";
  }
  const location = locationValue(headers, engine);
  // 5. Without a Location the result is null.
  if (location === null || isUnknown(location)) {
    return location;
  }
  const empty = emptyLocation(status, engine);
  if (location === "" && empty !== "relative") {
    return empty;
  }
  if (isUnknown(status)) {
    return status;
  }
  // 3. The value is relative to the current URL.
  const base = currentUrl(request);
  let url: URL;
  try {
    url = isUnknown(base) ? new URL(location) : new URL(location, base);
  } catch {
    return isUnknown(base) ? base : "failure";
  }
  // 4. The fragment is kept unless the new URL has one.
  if (url.hash === "" && !isUnknown(base)) {
    url.hash = new URL(base).hash;
  }
  return url;
}
