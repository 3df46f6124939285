import type { Case } from "../case/case";
import { type Engine, type PerEngine, perEngine, perShared } from "../cors/engines";
import { corsRequestOf, type FetchRequest } from "../cors/fetch-request";
import { extractHeaderListValues } from "../cors/list-values";
import { refused } from "../cors/main-fetch";
import { corsPreflightFetch } from "../cors/preflight-fetch";
import { type HopJudgement, judgeHop } from "../cors/redirect-chain";
import { refusalOf } from "../cors/refusal";
import type { CorsRequest, CorsResponse, CredentialsMode, Outcome } from "../cors/types";
import { isUnknown, Unknown } from "../text/unknown";
import { announcedRequests } from "./announced-requests";

/** Each engine's decision about a case, given its request. */
export function judgeCase(one: Case, requests: PerEngine<FetchRequest>): PerEngine<HopJudgement> {
  return one.announcement === null ? judgeActual(one, requests) : judgePreflight(one, one.announcement, requests);
}

function judgeActual(
  { response, preflight, isFollowed }: Case,
  requests: PerEngine<FetchRequest>,
): PerEngine<HopJudgement> {
  const hops = perShared(requests, (request) => ({ request, response, preflight, isFollowed }));
  return perEngine((engine) => judgeHop(hops[engine], engine));
}

/** A preflight has the verdict of the request that it announces, as far as the preflight goes. */
function judgePreflight(
  { origin, response }: Case,
  announcement: NonNullable<Case["announcement"]>,
  requests: PerEngine<FetchRequest>,
): PerEngine<HopJudgement> {
  const { method, names, credentialsMode } = announcement;
  const announced = announcedRequests(announcement, origin ?? new Unknown(null), credentialsMode);
  // The text shows only the preflight's own headers, not those of the request after it.
  const made = perShared(requests, (request) => ({ ...request, method }));
  return perEngine((engine) =>
    judgeAnnounced(announced[engine], made[engine], response, isUnknown(names) ? credentialsMode : null, engine),
  );
}

/** @param openNames the credentials mode if the text leaves the announced names open, else null. */
function judgeAnnounced(
  announced: CorsRequest,
  made: FetchRequest,
  response: CorsResponse | null,
  openNames: CredentialsMode | null,
  engine: Engine,
): HopJudgement {
  const refusal = refusalOf(made, engine);
  if (refusal !== null) {
    return { verdict: "blocked", judgement: refused(refusal) };
  }
  const { preflight } = corsRequestOf(made, engine);
  const request =
    preflight === undefined
      ? announced
      : { ...announced, preflight: { ...preflight, decidedBy: announced.headers, asksFor: announced.headers } };
  const answered = response === null ? null : corsPreflightFetch(request, response, engine);
  const outcome =
    answered === null || response === null || openNames === null
      ? answered
      : withOpenNames(answered, response, openNames);
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
function withOpenNames(outcome: Outcome, response: CorsResponse, mode: CredentialsMode): Outcome {
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
