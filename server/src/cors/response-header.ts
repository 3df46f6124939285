import { isUnknown, type Unknown } from "../text/unknown";
import { byteLowercase } from "./byte-case";
import type { Engine, PerEngine } from "./engines";
import { type HeaderList, sortedLowercaseSet } from "./header-list";
import { extractHeaderListValues, ListFailure } from "./list-values";
import { asParsed } from "./received-headers";
import type { CredentialsMode } from "./types";

/**
 * Names that `*` exposes with credentials, in addition to a header of that name. Measured. WebKit's sources have `accept` among the safelisted
 * names (isCrossOriginSafeHeader in platform/network/HTTPParsers.cpp), but it only has an effect here.
 */
const EXPOSED_BY_LITERAL_WILDCARD: PerEngine<readonly string[]> = {
  fetch: [],
  chromium: [],
  firefox: [],
  webkit: ["accept"],
};

/** Names that no script can read although the response exposes them. Measured in Chromium 156. */
const NEVER_EXPOSED: PerEngine<readonly string[]> = {
  fetch: [],
  chromium: ["clear-site-data"],
  firefox: [],
  webkit: [],
};

/** Whether a wildcard before the item at which the list fails counts. Measured. Firefox: dom/fetch/InternalHeaders.cpp, CORSHeaders. */
const KEEPS_WILDCARD_BEFORE_FAILURE: PerEngine<boolean> = {
  fetch: false,
  chromium: false,
  firefox: true,
  webkit: false,
};

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
 * The names of a successful response's headers that its script can read: steps 14.1 and 14.2 of
 * https://fetch.spec.whatwg.org/#concept-main-fetch with the filter of https://fetch.spec.whatwg.org/#concept-filtered-response-cors
 *
 * @returns sorted, lower-case, unique names out of those in `received`; `null` if Access-Control-Expose-Headers is unknown, or if the names depend
 * on an unknown credentials mode.
 */
export function exposedHeaderNames(
  received: HeaderList,
  credentialsMode: CredentialsMode | Unknown,
  engine: Engine,
): readonly string[] | null {
  const headers = asParsed(received, engine);
  const names = sortedLowercaseSet(headers.headers.map(({ name }) => name));

  // 14.1.1. The names that the response exposes.
  const headerNames = extractHeaderListValues("Access-Control-Expose-Headers", headers);
  if (isUnknown(headerNames)) {
    return null;
  }

  // 14.2. Filter.
  const filtered = (exposed: ReadonlySet<string>): readonly string[] =>
    names.filter((name) => isCorsSafelistedResponseHeaderName(name, exposed) && !NEVER_EXPOSED[engine].includes(name));

  // 14.1.3. With credentials, or without a wildcard, only the listed names. Without a list, or with an item that isn't a token, only the safelist
  // applies.
  const list = headerNames === null || headerNames instanceof ListFailure ? [] : headerNames;
  const further = list.includes("*") ? EXPOSED_BY_LITERAL_WILDCARD[engine] : [];
  const listed = filtered(new Set([...list.map(byteLowercase), ...further]));
  if (credentialsMode === "include" || !hasWildcard(headerNames, engine)) {
    return listed;
  }

  // 14.1.2. Without credentials the wildcard exposes every name, so also the listed ones.
  const all = filtered(new Set(names));
  return !isUnknown(credentialsMode) || all.length === listed.length ? all : null;
}

function hasWildcard(headerNames: readonly string[] | null | ListFailure, engine: Engine): boolean {
  const items =
    headerNames instanceof ListFailure
      ? KEEPS_WILDCARD_BEFORE_FAILURE[engine]
        ? headerNames.before
        : []
      : (headerNames ?? []);
  return items.includes("*");
}
