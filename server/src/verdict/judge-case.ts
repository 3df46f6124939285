import type { Case } from "../case/case";
import { type Engine, type PerEngine, perEngine } from "../cors/engines";
import type { FetchRequest } from "../cors/fetch-request";
import type { HeaderList } from "../cors/header-list";
import { httpNetworkFetch } from "../cors/http-network-fetch";
import { enforcesNonWildcard } from "../cors/preflight-fetch";
import { asReceived } from "../cors/received-headers";
import type { HopJudgement } from "../cors/redirect-chain";
import { refusalOf } from "../cors/refusal";
import { corsUnsafeRequestHeaderNames } from "../cors/request-header";
import { mayBeRedirectStatus } from "../cors/status";
import { isUnknown } from "../text/unknown";
import { announcedHeaders } from "./announced-request";
import { judgeIn } from "./judge-in-engine";

/** Each engine's decision about a case, given its request. Engines that see the same of the case share one object. */
export function judgeCase(one: Case, requests: PerEngine<FetchRequest>): PerEngine<HopJudgement> {
  const judged = new Map<string, HopJudgement>();
  return perEngine((engine) => {
    const sight = sightOf(one, requests[engine], engine);
    const judgement = judged.get(sight) ?? judgeIn(one, requests[engine], engine);
    judged.set(sight, judgement);
    return judgement;
  });
}

/**
 * The sight of an engine: the same text for engines on which the tables in `cors/` have the same effect in this case, so that it is judged once for
 * all of them. `essence.test.ts` judges cases in each engine alone, and fails if a table that decides is missing here.
 */
function sightOf(one: Case, request: FetchRequest, engine: Engine): string {
  const { announcement, response, preflight } = one;
  const answers = [response ?? [], preflight?.response ?? []].flat();
  if (
    request.urlList.length > 1 ||
    (announcement === null && mayRedirect(response)) ||
    answers.some(({ status, headers }) => status === 407 || isReadDifferently(headers, engine))
  ) {
    // Many tables are about redirects, or about responses that aren't as HTTP wants them.
    return engine;
  }
  const headers = announcement === null ? request.headers : announcedHeaders(announcement.names, engine);
  const { names, uncertain, listed } = corsUnsafeRequestHeaderNames(headers, engine);
  const toPreflight = announcement === null ? (preflight?.response ?? null) : response;
  const isEnforced = toPreflight !== null && enforcesNonWildcard(names, engine);
  return JSON.stringify([refusalOf(request, engine), names, uncertain, listed, isEnforced]);
}

function isReadDifferently(headers: HeaderList, engine: Engine): boolean {
  return asReceived(headers, engine) !== headers || httpNetworkFetch(headers, engine).result !== "success";
}

function mayRedirect(response: Case["response"]): boolean {
  return response !== null && (isUnknown(response.status) || mayBeRedirectStatus(response.status));
}
