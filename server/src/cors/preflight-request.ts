import { isUnknown, Unknown, type Value } from "../text/unknown";
import type { Engine } from "./engines";
import { isCorsSafelistedMethod, isForbiddenMethod } from "./method";
import { corsUnsafeRequestHeaderNames } from "./request-header";
import type { CorsRequest } from "./types";

/** The content of a CORS-preflight request. */
export interface CorsPreflightRequest {
  /** The value of Origin. */
  readonly origin: Value;
  /** The value of Access-Control-Request-Method. */
  readonly method: string;
  /** The value of Access-Control-Request-Headers; `null` if that header isn't sent. */
  readonly headers: string | null;
}

/**
 * Steps 1 to 5 of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 *
 * @returns `null` if the method is unknown, or no script can use it, or an unknown value decides which names are asked for.
 */
export function corsPreflightRequest(request: CorsRequest, engine: Engine): CorsPreflightRequest | null {
  // 1. An OPTIONS request for the same URL and origin, without credentials.
  // 2. Accept is `*/*`.

  // 3. Access-Control-Request-Method is the request's method.
  const { method } = request;
  if (isUnknown(method) || isForbiddenMethod(method)) {
    return null;
  }

  // 4. The unsafe names.
  const { listed, certain } = corsUnsafeRequestHeaderNames(request.preflight?.asksFor ?? request.headers, engine);
  if (!certain || listed === null) {
    return null;
  }

  // 5. Access-Control-Request-Headers lists them, separated by commas without spaces, if there are any.
  return {
    origin: request.preflight?.origin ?? request.origin,
    method,
    headers: listed.length > 0 ? listed.join(",") : null,
  };
}

/**
 * The condition of the CORS-with-preflight case in step 12 of https://fetch.spec.whatwg.org/#concept-main-fetch for a request of a page's
 * script, whose unsafe-request flag is set. A text doesn't show the use-CORS-preflight flag, which an upload listener or a streamed body sets,
 * nor the cache.
 *
 * @returns `Unknown` if nothing shown forces a preflight and something unknown or elided may.
 */
export function needsPreflight(request: CorsRequest, engine: Engine): boolean | Unknown {
  const { method } = request;
  if (request.preflight?.isForced) {
    return true;
  }
  const headers = request.preflight?.decidedBy ?? request.headers;
  const { names, certain } = corsUnsafeRequestHeaderNames(headers, engine);
  if ((!isUnknown(method) && !isCorsSafelistedMethod(method)) || names.length > 0) {
    return true;
  }
  if (isUnknown(method)) {
    return method;
  }
  return certain && headers.complete ? false : new Unknown(null);
}

/** Whether `needsPreflight` is unknown only because lines are elided. These are assumed not to force a preflight. */
export function isOpenByElisionOnly(request: CorsRequest, engine: Engine): boolean {
  const headers = request.preflight?.decidedBy ?? request.headers;
  return (
    isUnknown(needsPreflight(request, engine)) &&
    !isUnknown(request.method) &&
    headers.mayForcePreflight !== true &&
    corsUnsafeRequestHeaderNames(headers, engine).certain
  );
}
