import type { Case } from "../case/case";
import type { Engine } from "../cors/engines";
import { corsRequestOf, type FetchRequest } from "../cors/fetch-request";
import { extractHeaderListValues } from "../cors/list-values";
import { refused, type ShownPreflight } from "../cors/main-fetch";
import { allowListsOf, corsPreflightFetch } from "../cors/preflight-fetch";
import { type HopJudgement, judgeHop } from "../cors/redirect-chain";
import { refusalOf } from "../cors/refusal";
import type { CorsResponse, CredentialsMode, Outcome } from "../cors/types";
import { memoByName } from "../text/memo";
import { isUnknown, Unknown } from "../text/unknown";
import { announcedRequest } from "./announced-request";

/** An engine's decision about a case, given its request. */
export function judgeIn(one: Case, request: FetchRequest, engine: Engine): HopJudgement {
  const { announcement, response, preflight, isFollowed } = one;
  return announcement === null
    ? judgeHop({ request, response, preflight: withLists(preflight, engine), isFollowed }, engine)
    : judgePreflight(one, announcement, request, engine);
}

/** One response to a preflight may serve many requests. */
function withLists(preflight: Case["preflight"], engine: Engine): ShownPreflight | null {
  const response = preflight?.response ?? null;
  return response === null ? preflight : { response, lists: knownLists(response, engine) };
}

const knownLists = memoByName(allowListsOf);

/** A preflight has the verdict of the request that it announces, as far as the preflight goes. */
function judgePreflight(
  { origin, response }: Case,
  announcement: NonNullable<Case["announcement"]>,
  own: FetchRequest,
  engine: Engine,
): HopJudgement {
  const { method, names, credentialsMode } = announcement;
  // The text shows only the preflight's own headers, not those of the request after it.
  const made = { ...own, method };
  const refusal = refusalOf(made, engine);
  if (refusal !== null) {
    return { verdict: "blocked", judgement: refused(refusal) };
  }
  const announced = announcedRequest(announcement, origin ?? new Unknown(null), credentialsMode, engine);
  const { preflight } = corsRequestOf(made, engine);
  const request =
    preflight === undefined
      ? announced
      : { ...announced, preflight: { ...preflight, decidedBy: announced.headers, asksFor: announced.headers } };
  const answered = response === null ? null : corsPreflightFetch(request, response, engine);
  const outcome =
    answered === null || response === null || !isUnknown(names)
      ? answered
      : withOpenNames(answered, response, credentialsMode);
  const verdict = outcome === null ? "undetermined" : PREFLIGHT_VERDICTS[outcome.result];
  return {
    verdict,
    judgement: {
      verdict,
      refusal: null,
      needsPreflight: false,
      preflightRequest: null,
      usesPreflight: false,
      preflight: outcome,
      actual: null,
    },
  };
}

/** Announced names that the text leaves open may be any name: whether the response allows them is open too, unless it allows all. */
function withOpenNames(outcome: Outcome, response: CorsResponse, mode: CredentialsMode | Unknown): Outcome {
  if (outcome.result !== "success") {
    return outcome;
  }
  const allowed = extractHeaderListValues("Access-Control-Allow-Headers", response.headers);
  if (mode === "omit" && Array.isArray(allowed) && allowed.includes("*")) {
    return outcome;
  }
  const step = { algorithm: "cors-preflight-fetch", number: "7.7" } as const;
  return {
    ...outcome,
    result: "undetermined",
    step,
    undetermined: [{ ...step, header: "Access-Control-Allow-Headers", subject: null }],
  };
}

const PREFLIGHT_VERDICTS = { success: "allowed", failure: "blocked", undetermined: "undetermined" } as const;
