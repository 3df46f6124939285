import { corsCheck } from "./cors-check";
import type { Engine, PerEngine } from "./engines";
import { corsRequestOf, type FetchRequest, haveSameOrigin } from "./fetch-request";
import { httpNetworkOrCacheFetch } from "./http-network-fetch";
import { httpRedirectFetch } from "./http-redirect-fetch";
import { type Judgement, judge, refused, type ShownPreflight, type Verdict } from "./main-fetch";
import { inSequence, OutcomeBuilder } from "./outcome";
import { responseAsReceived } from "./received-headers";
import { badPortOf, refusalOf } from "./refusal";
import type { CorsResponse, Outcome } from "./types";

/** One request of a redirect chain, with its response and its preflight as far as the text shows them. */
export interface Hop {
  readonly request: FetchRequest;
  /** `null` if the text doesn't show it. */
  readonly response: CorsResponse | null;
  /** As in `CorsExchange`. */
  readonly preflight: ShownPreflight | null;
  /** Whether the text shows the request that the response redirects to. */
  readonly isFollowed: boolean;
}

/** `not-cors`: every URL so far has the page's own origin, and nothing fails. */
export type HopVerdict = Verdict | "not-cors";

export interface HopJudgement {
  /** The verdict from the hop's own responses. */
  readonly verdict: HopVerdict;
  /** The steps that decide it; for `not-cors` the steps that would decide if the URL had another origin. */
  readonly judgement: Judgement;
}

/** Judges a request as https://fetch.spec.whatwg.org/#concept-main-fetch does, including the redirect that follows. */
export function judgeHop({ request, response, preflight, isFollowed }: Hop, engine: Engine): HopJudgement {
  const refusal = refusalOf(request, engine);
  if (refusal !== null) {
    return { verdict: "blocked", judgement: refused(refusal) };
  }
  const redirect = response === null ? null : redirectOf(request, response, isFollowed, engine);
  const exchange = { request: corsRequestOf(request, engine), response, preflight };
  const judgement = judge(
    redirect === null ? exchange : { ...exchange, redirect: { outcome: redirect, isShown: isFollowed } },
    engine,
  );
  if (request.responseTainting === "cors") {
    return { verdict: judgement.verdict, judgement };
  }
  // 12, same origin: CORS isn't checked, but the response may still be a network error, and a redirect may fail.
  const fetched = response === null ? null : httpNetworkOrCacheFetch(response, engine);
  const actual = fetched === null || redirect === null ? fetched : inSequence(fetched, redirect);
  return actual?.result === "failure"
    ? { verdict: "blocked", judgement: { ...judgement, verdict: "blocked", preflight: null, actual } }
    : { verdict: "not-cors", judgement };
}

/** The outcome of following a response; `null` if it doesn't redirect. */
function redirectOf(
  request: FetchRequest,
  response: CorsResponse,
  isFollowed: boolean,
  engine: Engine,
): Outcome | null {
  const redirect = httpRedirectFetch(request, response, engine);
  if (redirect === null) {
    return null;
  }
  const { outcome, next } = redirect;
  const checked = checkedAgain(request, response, outcome, engine);
  // A request that the text doesn't show has no refusal of its own.
  const port = isFollowed || next === null ? null : badPortOf(next, engine);
  return port === null ? checked : withBlockedPort(checked, port);
}

/** The outcome of a redirect whose next URL fails step 7 of the main fetch. */
function withBlockedPort(redirect: Outcome, port: string): Outcome {
  const outcome = new OutcomeBuilder("main-fetch");
  outcome.include(redirect);
  outcome.fail("7", "Location", port);
  return outcome.build(redirect.step);
}

/**
 * Whether a request that started at the page's own origin in mode `same-origin` counts as one with credentials when redirects of other origins
 * are checked. Measured. WebKit checks them a second time, with the policy of the first URL: loader/SubresourceLoader.cpp,
 * checkRedirectionCrossOriginAccessControl.
 */
const CHECKS_REDIRECTS_WITH_FIRST_POLICY: PerEngine<boolean> = {
  fetch: false,
  chromium: false,
  firefox: false,
  webkit: true,
};

/** The outcome of a redirect, combined with that of the second check if an engine makes one. */
function checkedAgain(request: FetchRequest, response: CorsResponse, redirect: Outcome, engine: Engine): Outcome {
  const { credentialsMode, urlList, origin, responseTainting } = request;
  // An unknown mode may be `include`, so the first check already leaves open what the second one would find.
  const hasFirstPolicy = credentialsMode === "same-origin" && haveSameOrigin(urlList[0], origin);
  if (!CHECKS_REDIRECTS_WITH_FIRST_POLICY[engine] || !hasFirstPolicy || responseTainting === "basic") {
    return redirect;
  }
  const outcome = new OutcomeBuilder("cors-check");
  outcome.include(
    corsCheck({ ...corsRequestOf(request, engine), credentialsMode: "include" }, responseAsReceived(response, engine)),
  );
  outcome.include(redirect);
  return outcome.build(redirect.step);
}

/** The verdict of a chain up to a hop. A hop is reached only if those before it pass. */
export function chainVerdict(before: HopVerdict, own: HopVerdict): HopVerdict {
  for (const verdict of ["blocked", "undetermined"] as const) {
    if (before === verdict || own === verdict) {
      return verdict;
    }
  }
  return own;
}
