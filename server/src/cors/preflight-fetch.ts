import type { HeaderName } from "../headers/table";
import { isUnknown, type Unknown } from "../text/unknown";
import { byteLowercase } from "./byte-case";
import { corsCheck } from "./cors-check";
import type { Engine, PerEngine } from "./engines";
import type { HeaderList } from "./header-list";
import { httpNetworkFetch } from "./http-network-fetch";
import { extractHeaderListValues, ListFailure } from "./list-values";
import { isCorsSafelistedMethod } from "./method";
import { OutcomeBuilder } from "./outcome";
import { responseAsReceived } from "./received-headers";
import { corsUnsafeRequestHeaderNames } from "./request-header";
import { isOkStatus } from "./status";
import type { CorsRequest, CorsResponse, Outcome } from "./types";

/**
 * Whether the wildcard excludes the CORS non-wildcard request-header names, which is step 7.6. Chromium: feature
 * CorsNonWildcardRequestHeadersSupport, off by default. Firefox: pref network.cors_preflight.authorization_covered_by_wildcard, true by
 * default. WebKit: validateCrossOriginHeaders in loader/CrossOriginPreflightResultCache.cpp has no such step. All three were measured to allow
 * Authorization.
 */
const ENFORCES_NON_WILDCARD: PerEngine<boolean> = {
  fetch: true,
  chromium: false,
  firefox: false,
  webkit: false,
};

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const NON_WILDCARD_NAME = "authorization";

/** Whether step 7.6 applies to a request with these unsafe names. */
export function enforcesNonWildcard(unsafeNames: readonly string[], engine: Engine): boolean {
  return ENFORCES_NON_WILDCARD[engine] && unsafeNames.includes(NON_WILDCARD_NAME);
}

/** A list as the steps below use it: a missing header has no items; a failure has already been reported. */
type AllowList = ReadonlySet<string> | ListFailure | Unknown;

/** The allow lists of a response to a preflight. */
export interface AllowLists {
  readonly methods: AllowList;
  readonly headerNames: AllowList;
}

/** Steps 7.1 and 7.2 of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0. */
export function allowListsOf(received: CorsResponse, engine: Engine): AllowLists {
  const { headers } = responseAsReceived(received, engine);
  return {
    // 7.1. The allowed methods.
    methods: allowList("Access-Control-Allow-Methods", headers, (method) => method),
    // 7.2. The allowed header names.
    headerNames: allowList("Access-Control-Allow-Headers", headers, byteLowercase),
  };
}

/**
 * Steps 6 to 8 of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, given the response.
 *
 * Later steps are judged even if earlier ones fail, except that a list which doesn't parse decides nothing.
 * @param lists those of the response, which may serve many requests.
 */
export function corsPreflightFetch(
  request: CorsRequest,
  received: CorsResponse,
  engine: Engine,
  lists: AllowLists = allowListsOf(received, engine),
): Outcome {
  const { names, uncertain } = corsUnsafeRequestHeaderNames(request.preflight?.asksFor ?? request.headers, engine);
  const outcome = new OutcomeBuilder("cors-preflight-fetch");

  // 6. The response is given, unless it isn't HTTP. Redirects aren't followed: a redirect status isn't an ok status.
  outcome.include(httpNetworkFetch(received.headers, engine));
  const response = responseAsReceived(received, engine);

  // 7. The CORS check uses the request, not the preflight: its credentials mode counts. After a redirect some engines use another origin, or
  // skip the check.
  if (request.preflight?.isOriginChecked ?? true) {
    outcome.include(corsCheck({ ...request, origin: request.preflight?.origin ?? request.origin }, response));
  }
  if (isUnknown(response.status)) {
    outcome.leaveOpen("7", null);
  } else if (!isOkStatus(response.status)) {
    outcome.fail("7", null);
  }

  // 7.1. and 7.2. The allowed methods and header names.
  const { methods, headerNames } = lists;

  // 7.3. A list that doesn't parse is a failure, even if the request needs nothing from it.
  if (methods instanceof ListFailure) {
    outcome.fail("7.3", "Access-Control-Allow-Methods", methods.item);
  }
  if (headerNames instanceof ListFailure) {
    outcome.fail("7.3", "Access-Control-Allow-Headers", headerNames.item);
  }

  // 7.4. Not implemented: it needs the use-CORS-preflight flag, which a text doesn't show.

  // 7.5. The method must be listed, safelisted, or covered by the wildcard.
  if (!(methods instanceof ListFailure)) {
    judgeMethod(outcome, request, methods);
  }

  if (!(headerNames instanceof ListFailure)) {
    // 7.6. A non-wildcard name must be listed explicitly.
    const enforced = enforcesNonWildcard(names, engine);
    if (enforced && isUnknown(headerNames)) {
      outcome.leaveOpen("7.6", "Access-Control-Allow-Headers", NON_WILDCARD_NAME);
    } else if (enforced && !isUnknown(headerNames) && !headerNames.has(NON_WILDCARD_NAME)) {
      outcome.fail("7.6", "Access-Control-Allow-Headers", NON_WILDCARD_NAME);
    }

    // 7.7. Every unsafe name must be listed or covered by the wildcard.
    for (const unsafeName of names) {
      if (enforced && unsafeName === NON_WILDCARD_NAME) {
        continue;
      }
      if (isUnknown(headerNames)) {
        outcome.leaveOpen("7.7", "Access-Control-Allow-Headers", unsafeName);
      } else {
        judgeItem(outcome, "7.7", "Access-Control-Allow-Headers", unsafeName, headerNames, request);
      }
    }
    for (const uncertainName of uncertain) {
      if (isUnknown(headerNames) || isCovered(uncertainName, headerNames, request) !== true) {
        outcome.leaveOpen("7.7", "Access-Control-Allow-Headers", uncertainName);
      }
    }
  }

  // 7.8. to 7.10. How long the permission may be kept: see preflightMaxAge. 7.11. to 7.15. The cache: see PreflightCache.

  // 7.16. The response is returned; 8. every other case is a network error.
  return outcome.build({ algorithm: "cors-preflight-fetch", number: "7.16" });
}

/** Step 7.5. */
function judgeMethod(outcome: OutcomeBuilder, request: CorsRequest, methods: ReadonlySet<string> | Unknown): void {
  const { method } = request;
  if (isUnknown(method)) {
    if (isUnknown(methods) || coversEverything(methods, request) !== true) {
      outcome.leaveOpen("7.5", "Access-Control-Allow-Methods");
    }
  } else if (!isCorsSafelistedMethod(method)) {
    if (isUnknown(methods)) {
      outcome.leaveOpen("7.5", "Access-Control-Allow-Methods", method);
    } else {
      judgeItem(outcome, "7.5", "Access-Control-Allow-Methods", method, methods, request);
    }
  }
}

/** Steps 7.5 and 7.7 for a known item and a known list. */
function judgeItem(
  outcome: OutcomeBuilder,
  step: string,
  header: HeaderName,
  item: string,
  list: ReadonlySet<string>,
  request: CorsRequest,
): void {
  const covered = isCovered(item, list, request);
  if (isUnknown(covered)) {
    outcome.leaveOpenToCredentials(step, header, item);
  } else if (!covered) {
    outcome.fail(step, header, item);
  }
}

function isCovered(item: string, list: ReadonlySet<string>, request: CorsRequest): boolean | Unknown {
  return list.has(item) || coversEverything(list, request);
}

/** With credentials `*` is an item like any other. */
function coversEverything(list: ReadonlySet<string>, { credentialsMode }: CorsRequest): boolean | Unknown {
  return list.has("*") && (isUnknown(credentialsMode) ? credentialsMode : credentialsMode !== "include");
}

function allowList(name: HeaderName, headers: HeaderList, normalize: (item: string) => string): AllowList {
  const values = extractHeaderListValues(name, headers);
  if (values instanceof ListFailure || isUnknown(values)) {
    return values;
  }
  return new Set(values?.map(normalize));
}
