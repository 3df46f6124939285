import type { Engine } from "./engines";
import { corsRequestOf, type FetchRequest } from "./fetch-request";
import { httpRedirectFetch } from "./http-redirect-fetch";
import { type Judgement, judge, type Verdict } from "./main-fetch";
import type { CorsResponse } from "./types";

/** One request of a chain of redirects, with what the text shows of its answer and of its preflight. */
export interface Hop {
  readonly request: FetchRequest;
  /** `null` where the text shows none. */
  readonly response: CorsResponse | null;
  /** As in `CorsExchange`. */
  readonly preflight: { readonly response: CorsResponse | null } | null;
  /** Whether the text shows the request that the response leads to. */
  readonly isFollowed: boolean;
}

/** `not-cors`: every URL so far is of the page's own origin, and nothing fails. */
export type HopVerdict = Verdict | "not-cors";

export interface HopJudgement {
  /** What the hop's own answers decide. */
  readonly verdict: HopVerdict;
  /** The steps that decide it; for `not-cors` those that would decide if the URL were of another origin. */
  readonly judgement: Judgement;
}

/** Step 12 of https://fetch.spec.whatwg.org/#concept-main-fetch for mode `cors`, with the redirect that follows. */
export function judgeHop({ request, response, preflight, isFollowed }: Hop, engine: Engine): HopJudgement {
  const redirect = response === null ? null : httpRedirectFetch(request, response, engine);
  const exchange = { request: corsRequestOf(request, engine), response, preflight };
  const judgement = judge(
    redirect === null ? exchange : { ...exchange, redirect: { outcome: redirect.outcome, isShown: isFollowed } },
    engine,
  );
  if (request.responseTainting === "cors") {
    return { verdict: judgement.verdict, judgement };
  }
  // 12, same origin: there is no CORS check, but a redirect may fail all the same.
  return redirect?.outcome.result === "failure"
    ? { verdict: "blocked", judgement: { ...judgement, verdict: "blocked", preflight: null, actual: redirect.outcome } }
    : { verdict: "not-cors", judgement };
}

/** The verdict of a chain up to a hop: a hop is reached only if those before it were let through. */
export function chainVerdict(before: HopVerdict, own: HopVerdict): HopVerdict {
  for (const verdict of ["blocked", "undetermined"] as const) {
    if (before === verdict || own === verdict) {
      return verdict;
    }
  }
  return own;
}
