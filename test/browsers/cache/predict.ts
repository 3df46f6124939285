import { corsCheck } from "../../../server/src/cors/cors-check";
import type { Engine } from "../../../server/src/cors/engines";
import { corsRequestOf, crossOriginMode, fetchRequest } from "../../../server/src/cors/fetch-request";
import { normalizeMethod } from "../../../server/src/cors/method";
import { cacheRequestOf, PreflightCache } from "../../../server/src/cors/preflight-cache";
import { corsPreflightFetch } from "../../../server/src/cors/preflight-fetch";
import { needsPreflight } from "../../../server/src/cors/preflight-request";
import { corsResponse, headerList } from "../compare/core";
import type { Origins } from "../harness/story";
import type { CacheStory } from "./generate";

/** What the core says about one call. */
export interface CachePrediction {
  readonly preflight: "none needed" | "sent" | "kept";
  readonly verdict: "allowed" | "blocked";
}

/** What the core says about a story's calls. Time passes only in the pauses. */
export function predictCache({ play, answers }: CacheStory, origins: Origins, engine: Engine): CachePrediction[] {
  const cache = new PreflightCache(engine);
  let now = 0;
  return play.calls.map((call, index) => {
    now += (call.pauseMs ?? 0) / 1000;
    const made = fetchRequest(call.url, {
      method: normalizeMethod(call.method),
      origin: play.page === "opaque" ? "null" : origins.own,
      credentialsMode: call.credentials,
      headers: headerList(call.headers),
    });
    const request = { ...corsRequestOf(made, engine), credentialsMode: crossOriginMode(made) };
    const known = cacheRequestOf(request, call.url, engine);
    const answer = answers[index];
    if (known === null || answer === undefined) {
      throw new Error("A story leaves nothing open.");
    }
    const needed = needsPreflight(request, engine) === true;
    const isKept = needed && cache.covers(known, now);
    const preflight = needed ? (isKept ? "kept" : "sent") : "none needed";
    const response = corsResponse(answer.preflight);
    if (preflight === "sent") {
      const outcome = corsPreflightFetch(request, response, engine);
      cache.afterPreflight(known, response, outcome, now);
      if (outcome.result !== "success") {
        return { preflight, verdict: "blocked" };
      }
    }
    if (corsCheck(request, corsResponse(answer.actual)).result === "success") {
      return { preflight, verdict: "allowed" };
    }
    cache.afterFailure(known, needed);
    return { preflight, verdict: "blocked" };
  });
}
