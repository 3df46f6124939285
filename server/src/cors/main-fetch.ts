import { isUnknown } from "../text/unknown";
import { corsCheck } from "./cors-check";
import type { Engine } from "./engines";
import { httpNetworkOrCacheFetch } from "./http-network-fetch";
import { hasLocation } from "./http-redirect-fetch";
import { inSequence, OutcomeBuilder } from "./outcome";
import { type AllowLists, corsPreflightFetch } from "./preflight-fetch";
import {
  type CorsPreflightRequest,
  corsPreflightRequest,
  isOpenByElisionOnly,
  needsPreflight,
} from "./preflight-request";
import { responseAsReceived } from "./received-headers";
import { isRedirectStatus } from "./status";
import type { CorsRequest, CorsResponse, Failure, Outcome } from "./types";

export type Verdict = "allowed" | "blocked" | "undetermined";

/** A preflight in the text. */
export interface ShownPreflight {
  /** `null` if the text doesn't show it. */
  readonly response: CorsResponse | null;
  /** The allow lists of the response, if they are known already. */
  readonly lists?: AllowLists;
}

/** A cross-origin request in mode `cors`, with its response and its preflight as far as the text shows them. */
export interface CorsExchange {
  readonly request: CorsRequest;
  /** `null` if the text doesn't show it. */
  readonly response: CorsResponse | null;
  /** The preflight that the text shows for this request, whether or not it is needed; `null` if it doesn't show one. */
  readonly preflight: ShownPreflight | null;
  /** The result of following the response, if it redirects and the URLs are known. */
  readonly redirect?: {
    /** The outcome of the HTTP-redirect fetch. */
    readonly outcome: Outcome;
    /** Whether the text shows the request to the next URL, which then has its own verdict. */
    readonly isShown: boolean;
  };
}

export interface Judgement {
  readonly verdict: Verdict;
  /** The reason why the request isn't sent at all; then there is nothing else to judge. */
  readonly refusal: Failure | null;
  /** `null` if it depends on something unknown or elided. */
  readonly needsPreflight: boolean | null;
  /** The preflight that the engine sends; `null` if it needs none, or the preflight's content is unknown. */
  readonly preflightRequest: CorsPreflightRequest | null;
  /** Whether the preflight in the text contributes to the verdict. */
  readonly usesPreflight: boolean;
  /** The outcome of the shown preflight; `null` unless a preflight is needed and its response is shown. */
  readonly preflight: Outcome | null;
  /** The outcome of the response alone; `null` if the text doesn't show one. */
  readonly actual: Outcome | null;
}

/**
 * The last two cases of step 12 of https://fetch.spec.whatwg.org/#concept-main-fetch. The caller has to rule out the earlier ones (same origin,
 * mode, scheme).
 */
export function judge(exchange: CorsExchange, engine: Engine): Judgement {
  const { request, preflight } = exchange;
  const actual = exchange.response === null ? null : httpFetch(exchange, exchange.response, engine);
  const withoutPreflight = verdictOf(actual, "not needed");
  const needed = needsPreflight(request, engine);

  // 12, otherwise: an HTTP fetch without a preflight.
  if (needed === false) {
    return judgement(withoutPreflight, { needsPreflight: false, actual });
  }

  const shown = preflight === null || preflight.response === null ? null : preflight.response;
  const preflightOutcome = shown === null ? null : corsPreflightFetch(request, shown, engine, preflight?.lists);
  const withPreflight = verdictOf(actual, preflightOutcome);
  const usesPreflight = preflight !== null;

  // 12, CORS with preflight: an HTTP fetch with makeCORSPreflight true.
  if (needed === true) {
    const preflightRequest = corsPreflightRequest(request, engine);
    return judgement(withPreflight, {
      needsPreflight: true,
      preflightRequest,
      usesPreflight,
      preflight: preflightOutcome,
      actual,
    });
  }

  // Elided lines are assumed not to force a preflight that isn't shown.
  if (shown === null && isOpenByElisionOnly(request, engine)) {
    return judgement(withoutPreflight, { needsPreflight: null, usesPreflight, actual });
  }

  // It isn't known which of the two cases applies: the verdict is certain only if both agree.
  const verdict = withPreflight === withoutPreflight ? withPreflight : "undetermined";
  return judgement(verdict, { needsPreflight: null, usesPreflight, actual });
}

/** The judgement of a request that isn't sent. */
export function refused(refusal: Failure): Judgement {
  return { ...judgement("blocked", { needsPreflight: false }), refusal };
}

function judgement(
  verdict: Verdict,
  {
    needsPreflight,
    preflightRequest = null,
    usesPreflight = false,
    preflight = null,
    actual = null,
  }: Partial<Judgement> & Pick<Judgement, "needsPreflight">,
): Judgement {
  return { verdict, refusal: null, needsPreflight, preflightRequest, usesPreflight, preflight, actual };
}

/** One failure blocks, whatever the other outcome is; one that isn't shown (`null`) leaves the rest open. */
function verdictOf(actual: Outcome | null, preflight: Outcome | null | "not needed"): Verdict {
  const result = preflight === "not needed" ? "success" : preflight?.result;
  if (actual?.result === "failure" || result === "failure") {
    return "blocked";
  }
  return actual?.result === "success" && result === "success" ? "allowed" : "undetermined";
}

/** Steps 4.3 to 6 of https://fetch.spec.whatwg.org/#concept-http-fetch, given the response. */
function httpFetch({ request, redirect }: CorsExchange, received: CorsResponse, engine: Engine): Outcome {
  const response = responseAsReceived(received, engine);

  // 4.3. The response arrives, unless it is a network error.
  const fetched = httpNetworkOrCacheFetch(received, engine);

  // 4.4. The CORS check. A redirect has to pass it too.
  const checked = corsCheck(request, response);

  // 6. A redirect is followed. Without a Location it is an ordinary response.
  return inSequence(fetched, isRedirect(response, engine) ? redirected(redirect, checked) : checked);
}

/** Step 6: the outcome of the HTTP-redirect fetch. If the text shows the request to the next URL, that has its own verdict. */
function redirected(redirect: CorsExchange["redirect"], checked: Outcome): Outcome {
  const outcome = new OutcomeBuilder("http-fetch");
  outcome.include(checked);
  if (redirect !== undefined) {
    outcome.include(redirect.outcome);
  }
  if (!redirect?.isShown) {
    outcome.leaveOpen("6", "Location");
  }
  return outcome.build({ algorithm: "http-fetch", number: "6" });
}

/** Whether the response redirects or may redirect. An unknown status with a Location may be a redirect status. */
function isRedirect(response: CorsResponse, engine: Engine): boolean {
  const { status } = response;
  return isUnknown(status)
    ? hasLocation(response, engine) === true
    : isRedirectStatus(status, engine) && hasLocation(response, engine) !== false;
}
