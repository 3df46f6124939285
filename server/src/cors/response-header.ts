import { isUnknown } from "../text/unknown";
import { byteLowercase } from "./byte-case";
import type { Engine, PerEngine } from "./engines";
import { type HeaderList, sortedLowercaseSet } from "./header-list";
import { ACCESS_CONTROL_EXPOSE_HEADERS } from "./header-names";
import { extractHeaderListValues, ListFailure } from "./list-values";
import type { CredentialsMode } from "./types";

/**
 * Names that an engine exposes beside the standard's.
 * WebKit's sources have `accept` (isCrossOriginSafeHeader in platform/network/HTTPParsers.cpp), but WebKitGTK 2.50 was measured to hide it.
 */
const FURTHER_SAFELISTED: PerEngine<readonly string[]> = { fetch: [], chromium: [], firefox: [], webkit: [] };

/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export function isForbiddenResponseHeaderName(name: string): boolean {
  switch (byteLowercase(name)) {
    case "set-cookie":
    case "set-cookie2":
      return true;
    default:
      return false;
  }
}

/**
 * https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 *
 * @param list a CORS-exposed header-name list, byte-lowercased.
 */
export function isCorsSafelistedResponseHeaderName(name: string, list: ReadonlySet<string>): boolean {
  const lowercased = byteLowercase(name);
  switch (lowercased) {
    case "cache-control":
    case "content-language":
    case "content-length":
    case "content-type":
    case "expires":
    case "last-modified":
    case "pragma":
      return true;
    default:
      return list.has(lowercased) && !isForbiddenResponseHeaderName(lowercased);
  }
}

/**
 * The names of a response that passed, as its script can read them: steps 14.1 and 14.2 of
 * https://fetch.spec.whatwg.org/#concept-main-fetch with the filter of
 * https://fetch.spec.whatwg.org/#concept-filtered-response-cors
 *
 * @returns sorted, lower-case, unique names out of those in `headers`; `null` where Access-Control-Expose-Headers is
 * unknown.
 */
export function exposedHeaderNames(
  headers: HeaderList,
  credentialsMode: CredentialsMode,
  engine: Engine,
): readonly string[] | null {
  const names = sortedLowercaseSet(headers.headers.map(({ name }) => name));

  // 14.1.1. The names that the response exposes.
  const headerNames = extractHeaderListValues(ACCESS_CONTROL_EXPOSE_HEADERS, headers);
  if (isUnknown(headerNames)) {
    return null;
  }

  let exposed: ReadonlySet<string>;
  if (headerNames === null || headerNames instanceof ListFailure) {
    // No list, or one with an item that is no token: nothing beyond the safelist.
    exposed = new Set();
  } else if (credentialsMode !== "include" && headerNames.includes("*")) {
    // 14.1.2. Without credentials the wildcard exposes every name.
    exposed = new Set(names);
  } else {
    // 14.1.3. Otherwise only what is listed.
    exposed = new Set(headerNames.map(byteLowercase));
  }

  // 14.2. Filter.
  return names.filter(
    (name) => isCorsSafelistedResponseHeaderName(name, exposed) || FURTHER_SAFELISTED[engine].includes(name),
  );
}
