import { ENGINES, type Engine, perEngine } from "../cors/engines";
import { extractHeaderListValues } from "../cors/list-values";
import { type Judgement, judge } from "../cors/main-fetch";
import { normalizeMethod } from "../cors/method";
import { corsPreflightFetch } from "../cors/preflight-fetch";
import type { CorsRequest, CorsResponse, CredentialsMode, Outcome } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import { fieldsNamed, type Request, type Response } from "../http/tree";
import { isUnknown, Unknown, type Value } from "../text/unknown";
import { announcedRequestOf, announcesUnknownHeaders } from "./announced-request";
import { type Applicability, applicabilityOf } from "./applicability";
import type { Credentials, JudgedExchange, Verdict } from "./judged-exchange";
import { headerListOf, scriptHeadersOf } from "./script-headers";

/** Asks every engine about every exchange; a preflight is judged in the mode of the requests that it serves. */
export function judgeExchanges(exchanges: readonly Exchange[]): JudgedExchange[] {
  const serving = servingPreflights(exchanges);
  const modes = new Map<Exchange, Credentials>();
  for (const [exchange, preflight] of serving) {
    // What passes with credentials passes without, so one request with credentials decides for all that it serves.
    if (modes.get(preflight)?.mode !== "include") {
      modes.set(preflight, actualCredentials(exchange));
    }
  }
  const judged = new Map<Exchange, JudgedExchange>();
  for (const exchange of exchanges) {
    const preflight = serving.get(exchange) ?? null;
    const credentials = modes.get(exchange) ?? actualCredentials(exchange);
    judged.set(exchange, judgeOne(exchange, preflight === null ? null : (judged.get(preflight) ?? null), credentials));
  }
  return [...judged.values()];
}

function judgeOne(exchange: Exchange, servedBy: JudgedExchange | null, credentials: Credentials): JudgedExchange {
  const applicability = applicabilityOf(exchange);
  const judgement = perEngine((engine) =>
    exchange.kind === "preflight"
      ? judgePreflight(exchange, credentials.mode, engine)
      : judgeActual(exchange, servedBy, credentials.mode, engine),
  );
  return {
    ...exchange,
    applicability,
    resolvedCredentials: credentials,
    judgement,
    verdict: perEngine((engine) => verdictOf(applicability, judgement[engine])),
    servedBy,
  };
}

function verdictOf(applicability: Applicability, judgement: Judgement): Verdict {
  if (applicability.applies === false) {
    return "not-cors";
  }
  return applicability.applies === "undetermined" ? "undetermined" : judgement.verdict;
}

function actualCredentials({ credentials }: Exchange): Credentials {
  return credentials ?? { mode: "omit", from: "assumed" };
}

/** The actual request as one engine's CORS algorithms see it. */
function corsRequestOf(exchange: Exchange, mode: CredentialsMode, engine: Engine): CorsRequest {
  return {
    method: methodOf(exchange),
    origin: exchange.origin?.value ?? new Unknown(null),
    credentialsMode: mode,
    headers: scriptHeadersOf(exchange.request, engine),
  };
}

/** The method as a browser sends it: `put` typed is `PUT` sent, `patch` is not changed. */
function methodOf({ request }: Exchange): Value {
  const method = request.methodValue;
  return isUnknown(method) ? method : normalizeMethod(method);
}

/**
 * The response to an actual request. Where a browser revalidates, it checks the stored response, updated by the 304: fields that the 304
 * does not have may be in the stored one.
 */
function actualResponseOf(request: Request, response: Response): CorsResponse {
  const read = corsResponseOf(response);
  const revalidates =
    read.status === 304 && ["If-None-Match", "If-Modified-Since"].some((name) => fieldsNamed(request, name).length > 0);
  return revalidates ? { ...read, headers: { ...read.headers, complete: false } } : read;
}

export function corsResponseOf(response: Response): CorsResponse {
  const status = response.statusValue;
  return { status: isUnknown(status) ? status : Number(status), headers: headerListOf(response) };
}

function judgeActual(exchange: Exchange, preflight: Exchange | null, mode: CredentialsMode, engine: Engine): Judgement {
  return judge(
    {
      request: corsRequestOf(exchange, mode, engine),
      response: exchange.response === null ? null : actualResponseOf(exchange.request, exchange.response),
      preflight:
        preflight === null
          ? null
          : { response: preflight.response === null ? null : corsResponseOf(preflight.response) },
    },
    engine,
  );
}

/** A preflight's own verdict: that of the request which it announces, as far as the preflight goes. */
function judgePreflight(exchange: Exchange, mode: CredentialsMode, engine: Engine): Judgement {
  const response = exchange.response === null ? null : corsResponseOf(exchange.response);
  const request = announcedRequestOf(exchange, mode, engine);
  const outcome =
    response === null
      ? null
      : withUnknownHeaders(corsPreflightFetch(request, response, engine), exchange, mode, response);
  return {
    verdict: outcome === null ? "undetermined" : PREFLIGHT_VERDICTS[outcome.result],
    needsPreflight: false,
    preflightRequest: null,
    usesPreflight: false,
    preflight: outcome,
    actual: null,
  };
}

/** Names that the text leaves open may be any: whether the response allows them is open too, unless it allows all. */
function withUnknownHeaders(
  outcome: Outcome,
  exchange: Exchange,
  mode: CredentialsMode,
  response: CorsResponse,
): Outcome {
  if (outcome.result !== "success" || !announcesUnknownHeaders(exchange)) {
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

/**
 * The preflight that each actual request relies on, where any engine needs one: the nearest for the same method, else the nearest whose
 * response lets the request through, else the nearest that is not the preflight of another request.
 */
function servingPreflights(exchanges: readonly Exchange[]): Map<Exchange, Exchange> {
  const serving = new Map<Exchange, Exchange>();
  const asking = exchanges.filter(
    (exchange) =>
      exchange.preflights.length > 0 && applicabilityOf(exchange).applies !== false && mayNeedPreflight(exchange),
  );
  for (const exchange of asking) {
    const [nearest, ...others] = exchange.preflights.filter((one) => announcedMethod(one) === methodOf(exchange));
    const preflight = [nearest, ...others].find((one) => one !== undefined && asksFor(one, exchange)) ?? nearest;
    if (preflight !== undefined) {
      serving.set(exchange, preflight);
    }
  }
  const taken = new Set(serving.values());
  for (const exchange of asking) {
    const preflight =
      serving.get(exchange) ??
      exchange.preflights.find((one) => letsThrough(one, exchange)) ??
      exchange.preflights.find((one) => !taken.has(one));
    if (preflight !== undefined) {
      serving.set(exchange, preflight);
    }
  }
  return serving;
}

/** Whether a preflight is byte for byte the one that some engine sends for a request. */
function asksFor(preflight: Exchange, exchange: Exchange): boolean {
  const asked = fieldsNamed(preflight.request, "Access-Control-Request-Headers")[0]?.resolved ?? null;
  return ENGINES.some((engine) => {
    const { preflightRequest } = judgeActual(exchange, null, "omit", engine);
    return preflightRequest !== null && preflightRequest.headers === asked;
  });
}

function mayNeedPreflight(exchange: Exchange): boolean {
  const { mode } = actualCredentials(exchange);
  return ENGINES.some((engine) => judgeActual(exchange, null, mode, engine).needsPreflight !== false);
}

function letsThrough(preflight: Exchange, exchange: Exchange): boolean {
  const { mode } = actualCredentials(exchange);
  return (
    preflight.response !== null &&
    ENGINES.every((engine) => judgeActual(exchange, preflight, mode, engine).preflight?.result !== "failure")
  );
}

function announcedMethod({ request }: Exchange): string | null {
  const value = fieldsNamed(request, "Access-Control-Request-Method")[0]?.resolved;
  return value === undefined || isUnknown(value) ? null : normalizeMethod(value);
}
