import { isUnknown } from "../text/unknown";
import { corsCheck } from "./cors-check";
import type { Engine } from "./engines";
import { hasLocation } from "./http-redirect-fetch";
import { OutcomeBuilder } from "./outcome";
import { corsPreflightFetch, responseAsReceived } from "./preflight-fetch";
import {
  type CorsPreflightRequest,
  corsPreflightRequest,
  isOpenByElisionOnly,
  needsPreflight,
} from "./preflight-request";
import { isRedirectStatus } from "./status";
import type { CorsRequest, CorsResponse, Failure, Outcome } from "./types";

export type Verdict = "allowed" | "blocked" | "undetermined";

/** A cross-origin request in mode `cors`, with what the text shows of its answer and of its preflight. */
export interface CorsExchange {
  readonly request: CorsRequest;
  /** `null` where the text shows none. */
  readonly response: CorsResponse | null;
  /** The preflight that the text shows for this request, whether or not it is needed; `null` where it shows none. */
  readonly preflight: { readonly response: CorsResponse | null } | null;
  /** What the response leads to, where it redirects and the URLs are known. */
  readonly redirect?: {
    /** Of the HTTP-redirect fetch. */
    readonly outcome: Outcome;
    /** Whether the text shows the request to the next URL, which is then judged by itself. */
    readonly isShown: boolean;
  };
}

export interface Judgement {
  readonly verdict: Verdict;
  /** What keeps the request from being sent at all; then there is nothing else to judge. */
  readonly refusal: Failure | null;
  /** `null` where it depends on something unknown or elided. */
  readonly needsPreflight: boolean | null;
  /** What the engine asks; `null` where it needs no preflight or what it asks is unknown. */
  readonly preflightRequest: CorsPreflightRequest | null;
  /** Whether the preflight that the text shows has a part in the verdict. */
  readonly usesPreflight: boolean;
  /** What the shown preflight's response gives; `null` unless a preflight is needed and its response is shown. */
  readonly preflight: Outcome | null;
  /** What the response gives by itself; `null` where the text shows none. */
  readonly actual: Outcome | null;
}

/**
 * The last two cases of step 12 of https://fetch.spec.whatwg.org/#concept-main-fetch. What precedes them (same origin,
 * mode, scheme) is the caller's to rule out.
 */
export function judge(exchange: CorsExchange, engine: Engine): Judgement {
  const { request, preflight } = exchange;
  const response = exchange.response === null ? null : responseAsReceived(exchange.response, engine);
  const actual = response === null ? null : httpFetch(exchange, response, engine);
  const withoutPreflight = verdictOf(actual, "not needed");
  const needed = needsPreflight(request, engine);

  // 12, otherwise: an HTTP fetch without a preflight.
  if (needed === false) {
    return judgement(withoutPreflight, { needsPreflight: false, actual });
  }

  const shown = preflight === null || preflight.response === null ? null : preflight.response;
  const preflightOutcome = shown === null ? null : corsPreflightFetch(request, shown, engine);
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

  // Elided lines are taken not to force a preflight that is not shown.
  if (shown === null && isOpenByElisionOnly(request, engine)) {
    return judgement(withoutPreflight, { needsPreflight: null, usesPreflight, actual });
  }

  // It is open which of the two cases applies: only a verdict that both give is certain.
  const verdict = withPreflight === withoutPreflight ? withPreflight : "undetermined";
  return judgement(verdict, { needsPreflight: null, usesPreflight, actual });
}

/** What is said of a request that is not sent. */
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

/** One failure blocks, whatever the others are; what is not shown (`null`) leaves the rest open. */
function verdictOf(actual: Outcome | null, preflight: Outcome | null | "not needed"): Verdict {
  const result = preflight === "not needed" ? "success" : preflight?.result;
  if (actual?.result === "failure" || result === "failure") {
    return "blocked";
  }
  return actual?.result === "success" && result === "success" ? "allowed" : "undetermined";
}

/** Steps 4.4 and 6 of https://fetch.spec.whatwg.org/#concept-http-fetch, given the response. */
function httpFetch({ request, redirect }: CorsExchange, response: CorsResponse, engine: Engine): Outcome {
  // 4.4. The CORS check. It has to pass on a redirect, too.
  const checked = corsCheck(request, response);

  // 6. A redirect goes on. Without Location it is an ordinary response.
  return isRedirect(response, engine) ? redirected(redirect, checked) : checked;
}

/** Step 6: what the HTTP-redirect fetch says of the response; where it leads is judged by itself, if the text shows that. */
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

/** Whether the response redirects or may do so. An unknown status beside a shown Location may be a redirect status. */
function isRedirect({ status, headers }: CorsResponse, engine: Engine): boolean {
  return isUnknown(status)
    ? hasLocation(headers, engine) === true
    : isRedirectStatus(status) && hasLocation(headers, engine) !== false;
}
