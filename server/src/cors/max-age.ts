import { isUnknown } from "../text/unknown";
import type { Engine, PerEngine } from "./engines";
import { get, type HeaderList } from "./header-list";
import { asReceived } from "./received-headers";

/**
 * The longest time that a permission is kept, in seconds. Chromium: kMaxTimeout in services/network/cors/preflight_result.cc. Firefox:
 * AddResultToCache in netwerk/protocol/http/nsCORSListenerProxy.cpp. WebKit: maxPreflightCacheTimeout in
 * loader/CrossOriginPreflightResultCache.cpp. The standard leaves the limit to the browser.
 */
export const MAX_AGE_LIMIT: PerEngine<number | null> = { fetch: null, chromium: 7200, firefox: 86400, webkit: 600 };

/** The time if there is no usable Access-Control-Max-Age, in seconds. */
export const DEFAULT_MAX_AGE = 5;

/** The greatest number for the engines that parse an integer of 64 bits. */
const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/** More digits than in any number that fits, so that a very long value isn't converted. */
const MAX_DIGITS = 4096;

/**
 * How a value that isn't empty is read; `null` for failure, which gives the default. Chromium: ParseAccessControlMaxAge in
 * services/network/cors/preflight_result.cc. Firefox: AddResultToCache; it doesn't cache anything if there are characters other than digits.
 * WebKit: parseAccessControlMaxAge in platform/network/HTTPParsers.cpp.
 */
const READ_MAX_AGE: PerEngine<(value: string) => number | null> = {
  fetch: deltaSeconds,
  chromium: nonNegativeInt64,
  firefox: (value) => deltaSeconds(value) ?? 0,
  webkit: (value) => nonNegativeInt64(value.replace(/^[\v\f]*|[\v\f]*$/g, "")),
};

/**
 * Steps 7.8 to 7.10 of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 *
 * @returns seconds; 0 if nothing is kept; `null` if the value is unknown.
 */
export function preflightMaxAge(headers: HeaderList, engine: Engine): number | null {
  // 7.8. Get the value. Several lines combine to a value with a comma, which no engine reads as a number; in the standard more than one header
  // is itself a failure.
  const value = get(asReceived(headers, engine), "Access-Control-Max-Age");
  if (isUnknown(value)) {
    return null;
  }

  // 7.9. Failure and absence give the default. An empty value isn't a number, or was dropped before.
  const maxAge = value === null ? DEFAULT_MAX_AGE : (READ_MAX_AGE[engine](value) ?? DEFAULT_MAX_AGE);

  // 7.10. The limit.
  return Math.min(maxAge, MAX_AGE_LIMIT[engine] ?? Number.MAX_SAFE_INTEGER);
}

/** https://httpwg.org/specs/rfc9111.html#delta-seconds: digits only, as much as can be represented. */
function deltaSeconds(value: string): number | null {
  return /^[0-9]+$/.test(value) ? Number(value) : null;
}

/** A number with an optional sign that fits in 64 bits. A negative one expires at once. */
function nonNegativeInt64(value: string): number | null {
  if (value.length > MAX_DIGITS || !/^[+-]?[0-9]+$/.test(value)) {
    return null;
  }
  const number = value.startsWith("+") ? BigInt(value.slice(1)) : BigInt(value);
  return number > INT64_MAX || number < INT64_MIN ? null : Math.max(Number(number), 0);
}
