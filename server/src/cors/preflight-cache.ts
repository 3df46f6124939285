import { isUnknown, type Value } from "../text/unknown";
import { byteLowercase } from "./byte-case";
import type { Engine, PerEngine } from "./engines";
import { extractHeaderListValues, ListFailure } from "./list-values";
import { preflightMaxAge } from "./max-age";
import { isCorsSafelistedMethod } from "./method";
import { OPAQUE_ORIGIN } from "./origin";
import { NON_WILDCARD_NAME } from "./preflight-fetch";
import { asReceived } from "./received-headers";
import { corsUnsafeRequestHeaderNames } from "./request-header";
import type { CorsRequest, CorsResponse, CredentialsMode, Outcome } from "./types";

/**
 * The parts of a request that the cache uses. A network partition key isn't one of them, since everything in a text belongs to the same page.
 */
export interface CacheRequest {
  /** The `Origin` of its preflight. */
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  readonly credentialsMode: CredentialsMode;
  /** In lower case. */
  readonly unsafeNames: readonly string[];
}

/** The parts of a successful preflight response that are cached. */
interface CacheableAnswer {
  /** In seconds. */
  readonly maxAge: number;
  readonly methods: readonly string[];
  readonly headerNames: readonly string[];
}

/** https://fetch.spec.whatwg.org/#cache-entry, without its method or header name, by which it is found. */
interface CacheEntry {
  readonly origin: string;
  readonly url: string;
  /** In seconds, on the clock of the caller. */
  expires: number;
  readonly credentials: boolean;
}

/** Cache entries by the method or header name that they permit, so that a long list isn't searched for each of its items. */
type CacheEntries = Map<string, readonly CacheEntry[]>;

/**
 * Whether an answer that doesn't cover a request is dropped, so that the next one replaces it. Chromium:
 * services/network/cors/preflight_cache.cc. WebKit: loader/CrossOriginPreflightResultCache.cpp. Measured.
 */
const KEEPS_ONE_ANSWER: PerEngine<boolean> = { fetch: false, chromium: true, firefox: false, webkit: true };

/** Whether a permission with credentials also covers requests without. Firefox keeps the two apart: nsPreflightCache::GetCacheKey. Measured. */
const CREDENTIALED_SERVES_ALL: PerEngine<boolean> = { fetch: true, chromium: true, firefox: false, webkit: true };

/**
 * When a cached `*` counts. Firefox compares names only: CheckRequest in netwerk/protocol/http/nsCORSListenerProxy.cpp. Chromium looks at the
 * credentials of the answer, WebKit at those of the request. Measured.
 */
const WILDCARD_COUNTS: PerEngine<(stored: boolean, asked: boolean) => boolean> = {
  fetch: () => true,
  chromium: (stored) => !stored,
  firefox: () => false,
  webkit: (_, asked) => !asked,
};

/** Whether a cached `*` covers Authorization. Measured; in Chromium a `*` that was just received does. */
const WILDCARD_COVERS_AUTHORIZATION: PerEngine<boolean> = {
  fetch: false,
  chromium: false,
  firefox: false,
  webkit: true,
};

/** Whether anything is cached for an opaque origin, which is `null` to every server. Measured. */
const KEEPS_FOR_OPAQUE_ORIGIN: PerEngine<boolean> = { fetch: true, chromium: false, firefox: true, webkit: true };

/** Whether HEAD, a safelisted method, is covered without being listed. Firefox: the same CheckRequest. Measured. */
const HEAD_IS_EXEMPT: PerEngine<boolean> = { fetch: true, chromium: true, firefox: false, webkit: true };

/** Whether an answer that must not be cached leaves existing entries alone. Firefox: AddResultToCache. */
const IGNORES_WHAT_IS_NOT_KEPT: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: false };

/** Whether an answer is cached if it refuses the method or a header name of the request that asked for it. Measured. */
const KEEPS_REFUSAL: PerEngine<boolean> = { fetch: false, chromium: false, firefox: false, webkit: true };

/** The steps of the CORS-preflight fetch that refuse a method or a header name. */
const REFUSING_STEPS: ReadonlySet<string> = new Set(["7.5", "7.7"]);

/**
 * Which failed requests remove the entries for their URL. Firefox: nsCORSListenerProxy::OnStartRequest, also for requests without a preflight.
 * Measured.
 */
const CLEARS_AFTER: PerEngine<"preflighted" | "any" | "none"> = {
  fetch: "preflighted",
  chromium: "none",
  firefox: "any",
  webkit: "none",
};

/** @returns `null` if the text leaves open something that the cache uses. */
export function cacheRequestOf(request: CorsRequest, url: Value, engine: Engine): CacheRequest | null {
  const origin = request.preflight?.origin ?? request.origin;
  const { method, credentialsMode } = request;
  const { names, certain } = corsUnsafeRequestHeaderNames(request.preflight?.asksFor ?? request.headers, engine);
  return isUnknown(origin) || isUnknown(method) || isUnknown(url) || isUnknown(credentialsMode) || !certain
    ? null
    : { origin, url, method, credentialsMode, unsafeNames: names };
}

/** @returns `null` if the text leaves it open, or a list doesn't parse. */
function cacheableAnswerOf(response: CorsResponse, engine: Engine): CacheableAnswer | null {
  const headers = asReceived(response.headers, engine);
  const maxAge = preflightMaxAge(headers, engine);
  const methods = extractHeaderListValues("Access-Control-Allow-Methods", headers);
  const headerNames = extractHeaderListValues("Access-Control-Allow-Headers", headers);
  return maxAge === null ||
    isUnknown(methods) ||
    isUnknown(headerNames) ||
    methods instanceof ListFailure ||
    headerNames instanceof ListFailure
    ? null
    : { maxAge, methods: methods ?? [], headerNames: (headerNames ?? []).map(byteLowercase) };
}

/** https://fetch.spec.whatwg.org/#concept-cache: the CORS-preflight cache of a browser. Times are seconds on the caller's clock. */
export class PreflightCache {
  readonly #engine: Engine;
  readonly #methods: CacheEntries = new Map();
  /** In lower case. */
  readonly #headerNames: CacheEntries = new Map();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Whether a request that needs a preflight is sent without one: the negation of the condition in step 4.1 of
   * https://fetch.spec.whatwg.org/#concept-http-fetch. The use-CORS-preflight flag is assumed not to be set.
   */
  covers(request: CacheRequest, now: number): boolean {
    const { method, unsafeNames } = request;
    const isCovered =
      (this.#isExempt(method) || this.#methodMatches(method, request, now).length > 0) &&
      unsafeNames.every((name) => this.#headerNameMatches(name, request, now).length > 0);
    if (!isCovered && KEEPS_ONE_ANSWER[this.#engine]) {
      this.clear(request);
    }
    return isCovered;
  }

  /**
   * Updates the cache after the response to a preflight.
   * @param outcome of the CORS-preflight fetch
   */
  afterPreflight(request: CacheRequest, response: CorsResponse, { result, failures }: Outcome, now: number): void {
    const isRefusal = failures.every(({ number }) => REFUSING_STEPS.has(number));
    const answer = cacheableAnswerOf(response, this.#engine);
    if (answer !== null && (result === "success" || (isRefusal && KEEPS_REFUSAL[this.#engine]))) {
      this.#store(request, answer, now);
    }
    if (result === "failure") {
      this.afterFailure(request, true);
    }
  }

  /** Steps 7.12 to 7.15 of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0. A new max-age counts from now. */
  #store(request: CacheRequest, { maxAge, methods, headerNames }: CacheableAnswer, now: number): void {
    if (
      (maxAge === 0 && IGNORES_WHAT_IS_NOT_KEPT[this.#engine]) ||
      (request.origin === OPAQUE_ORIGIN && !KEEPS_FOR_OPAQUE_ORIGIN[this.#engine])
    ) {
      return;
    }
    const expires = now + maxAge;
    // 7.12. and 7.13. Cached methods get the new max-age; the others get an entry.
    for (const method of methods) {
      this.#keep(this.#methodMatches(method, request, now), this.#methods, method, request, expires);
    }
    // 7.14. and 7.15. The same for header names.
    for (const headerName of headerNames) {
      this.#keep(this.#headerNameMatches(headerName, request, now), this.#headerNames, headerName, request, expires);
    }
  }

  /**
   * Updates the cache as step 12 of https://fetch.spec.whatwg.org/#concept-main-fetch does after a network error.
   * @param isPreflighted whether the request needs a preflight
   */
  afterFailure(request: CacheRequest, isPreflighted: boolean): void {
    const clears = CLEARS_AFTER[this.#engine];
    if (clears === "any" || (clears === "preflighted" && isPreflighted)) {
      this.clear(request);
    }
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-clear */
  clear({ origin, url }: CacheRequest): void {
    for (const entries of [this.#methods, this.#headerNames]) {
      for (const [item, permitting] of entries) {
        entries.set(
          item,
          permitting.filter((entry) => entry.origin !== origin || entry.url !== url),
        );
      }
    }
  }

  #isExempt(method: string): boolean {
    return isCorsSafelistedMethod(method) && (method !== "HEAD" || HEAD_IS_EXEMPT[this.#engine]);
  }

  #keep(
    matching: readonly CacheEntry[],
    entries: CacheEntries,
    item: string,
    { origin, url, credentialsMode }: CacheRequest,
    expires: number,
  ): void {
    for (const entry of matching) {
      entry.expires = expires;
    }
    if (matching.length === 0) {
      // https://fetch.spec.whatwg.org/#concept-cache-create-entry
      const entry = { origin, url, expires, credentials: credentialsMode === "include" };
      entries.set(item, [...(entries.get(item) ?? []), entry]);
    }
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match-method */
  #methodMatches(method: string, request: CacheRequest, now: number): CacheEntry[] {
    return [
      ...this.#matches(this.#methods.get(method), request, now),
      ...this.#wildcardMatches(this.#methods, request, now),
    ];
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match-header */
  #headerNameMatches(headerName: string, request: CacheRequest, now: number): CacheEntry[] {
    const mayBeCovered = headerName !== NON_WILDCARD_NAME || WILDCARD_COVERS_AUTHORIZATION[this.#engine];
    return [
      ...this.#matches(this.#headerNames.get(headerName), request, now),
      ...(mayBeCovered ? this.#wildcardMatches(this.#headerNames, request, now) : []),
    ];
  }

  #wildcardMatches(entries: CacheEntries, request: CacheRequest, now: number): CacheEntry[] {
    return this.#matches(entries.get("*"), request, now).filter((entry) => this.#isWildcard(entry, request));
  }

  #isWildcard({ credentials }: CacheEntry, { credentialsMode }: CacheRequest): boolean {
    return WILDCARD_COUNTS[this.#engine](credentials, credentialsMode === "include");
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match, of entries that haven't expired. */
  #matches(
    entries: readonly CacheEntry[] | undefined,
    { origin, url, credentialsMode }: CacheRequest,
    now: number,
  ): CacheEntry[] {
    const isCredentialed = credentialsMode === "include";
    return (entries ?? []).filter(
      (entry) =>
        entry.expires > now &&
        entry.origin === origin &&
        entry.url === url &&
        (entry.credentials === isCredentialed || (entry.credentials && CREDENTIALED_SERVES_ALL[this.#engine])),
    );
  }
}
