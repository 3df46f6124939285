import { ENGINES, type Engine, type PerEngine, perEngine, perShared } from "../cors/engines";
import { corsRequestOf, type FetchRequest, fetchRequest } from "../cors/fetch-request";
import { httpRedirectFetch } from "../cors/http-redirect-fetch";
import { extractHeaderListValues } from "../cors/list-values";
import { type Judgement, refused } from "../cors/main-fetch";
import { normalizeMethod } from "../cors/method";
import { corsPreflightFetch } from "../cors/preflight-fetch";
import { type CorsPreflightRequest, corsPreflightRequest, needsPreflight } from "../cors/preflight-request";
import { chainVerdict, type HopJudgement, type HopVerdict, judgeHop } from "../cors/redirect-chain";
import { refusalOf } from "../cors/refusal";
import type { CorsRequest, CorsResponse, CredentialsMode, Outcome } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import { fieldsNamed, type Request, type Response } from "../http/tree";
import { memo, memoLatest } from "../text/memo";
import { isUnknown, Unknown, type Value } from "../text/unknown";
import { announcedNames, announcedRequestOf, announcesUnknownHeaders } from "./announced-request";
import { type Applicability, applicabilityOf, fetchModeOf } from "./applicability";
import type { Credentials, JudgedExchange } from "./judged-exchange";
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
  const judgedOf = (exchange: Exchange | null | undefined) =>
    exchange == null ? null : (judged.get(exchange) ?? null);
  for (const exchange of exchanges) {
    judged.set(
      exchange,
      judgedExchange(
        exchange,
        judgedOf(serving.get(exchange)),
        judgedOf(exchange.redirectFrom),
        modes.get(exchange) ?? actualCredentials(exchange),
      ),
    );
  }
  return [...judged.values()];
}

const judgedExchange = memoLatest(
  (
    exchange: Exchange,
    servedBy: JudgedExchange | null,
    redirectFrom: JudgedExchange | null,
    resolvedCredentials: Credentials,
  ): JudgedExchange => new Judging(exchange, servedBy, redirectFrom, resolvedCredentials),
);

/** An exchange that the engines are asked about when somebody wants to know: where CORS does not apply, that is seldom so. */
class Judging implements JudgedExchange {
  readonly kind: Exchange["kind"];
  readonly request: Request;
  readonly response: Response | null;
  readonly target: Exchange["target"];
  readonly origin: Exchange["origin"];
  readonly page: Exchange["page"];
  readonly urlList: Exchange["urlList"];
  readonly isFollowed: boolean;
  readonly credentials: Exchange["credentials"];
  readonly preflights: readonly Exchange[];
  readonly servedBy: JudgedExchange | null;
  readonly redirectFrom: JudgedExchange | null;
  readonly resolvedCredentials: Credentials;
  readonly applicability: Applicability;
  readonly #exchange: Exchange;
  #hops: PerEngine<HopJudgement> | null = null;
  #judgement: PerEngine<Judgement> | null = null;
  #verdict: PerEngine<HopVerdict> | null = null;

  constructor(
    exchange: Exchange,
    servedBy: JudgedExchange | null,
    redirectFrom: JudgedExchange | null,
    resolvedCredentials: Credentials,
  ) {
    this.#exchange = exchange;
    this.kind = exchange.kind;
    this.request = exchange.request;
    this.response = exchange.response;
    this.target = exchange.target;
    this.origin = exchange.origin;
    this.page = exchange.page;
    this.urlList = exchange.urlList;
    this.isFollowed = exchange.isFollowed;
    this.credentials = exchange.credentials;
    this.preflights = exchange.preflights;
    this.servedBy = servedBy;
    this.redirectFrom = redirectFrom;
    this.resolvedCredentials = resolvedCredentials;
    this.applicability = applicabilityOf(exchange);
  }

  get fetchRequest(): PerEngine<FetchRequest> {
    return fetchRequestOf(this.#exchange);
  }

  get judgement(): PerEngine<Judgement> {
    const hops = this.#judge();
    this.#judgement ??= perEngine((engine) => hops[engine].judgement);
    return this.#judgement;
  }

  get verdict(): PerEngine<HopVerdict> {
    this.#verdict ??= this.#decide();
    return this.#verdict;
  }

  #decide(): PerEngine<HopVerdict> {
    const { applicability, redirectFrom } = this;
    if (redirectFrom === null && applicability.applies === false && applicability.reason !== "same-origin") {
      return NOT_CORS;
    }
    return perEngine((engine) => {
      const own = verdictOf(applicability, this.fetchRequest[engine], this.#judge()[engine]);
      return redirectFrom === null ? own : chainVerdict(redirectFrom.verdict[engine], own);
    });
  }

  #judge(): PerEngine<HopJudgement> {
    this.#hops ??= this.#ask();
    return this.#hops;
  }

  #ask(): PerEngine<HopJudgement> {
    const { servedBy, resolvedCredentials } = this;
    const exchange = this.#exchange;
    return exchange.kind === "preflight"
      ? judgePreflight(exchange, resolvedCredentials.mode)
      : judgeActual(exchange, servedBy);
  }
}

const NOT_CORS: PerEngine<HopVerdict> = perEngine(() => "not-cors");

function verdictOf(
  applicability: Applicability,
  { responseTainting }: FetchRequest,
  { verdict }: HopJudgement,
): HopVerdict {
  switch (applicability.applies) {
    case false:
      // The page's own server may send a request where no browser goes.
      return applicability.reason === "same-origin" && responseTainting === "basic" ? verdict : "not-cors";
    case "undetermined":
      return "undetermined";
    case true:
      return verdict;
  }
}

function actualCredentials({ credentials }: Exchange): Credentials {
  return credentials === null
    ? ASSUMED_CREDENTIALS
    : SHOWN_CREDENTIALS[credentials.mode === "include" ? "include" : "omit"][credentials.from];
}

const ASSUMED_CREDENTIALS: Credentials = { mode: "omit", from: "assumed" };

/** One object for each, so that what is judged in the same mode is judged once. */
const SHOWN_CREDENTIALS = {
  include: { directive: { mode: "include", from: "directive" }, cookie: { mode: "include", from: "cookie" } },
  omit: { directive: { mode: "omit", from: "directive" }, cookie: { mode: "omit", from: "cookie" } },
} as const;

/** The request of an exchange, as each engine's algorithms see it after the redirects before it. */
const fetchRequestOf = memo((exchange: Exchange): PerEngine<FetchRequest> => {
  const { redirectFrom } = exchange;
  const response = redirectFrom?.response ?? null;
  const first = firstRequestOf(exchange);
  return redirectFrom === null || response === null
    ? first
    : perEngine((engine) => {
        const redirect = httpRedirectFetch(fetchRequestOf(redirectFrom)[engine], corsResponseOf(response), engine);
        return redirect?.next ?? first[engine];
      });
});

/** The request as a page makes it, before any redirect. */
function firstRequestOf(exchange: Exchange): PerEngine<FetchRequest> {
  const asked = namesAskedFor(exchange);
  const method = methodOf(exchange);
  const origin = exchange.page?.value ?? new Unknown(null);
  const credentialsMode = exchange.credentials?.mode ?? "omit";
  const mode = fetchModeOf(exchange.request) === "same-origin" ? "same-origin" : "cors";
  return perShared(scriptHeadersOf(exchange.request, asked), (headers) =>
    fetchRequest(exchange.urlList[0], { mode, method, origin, credentialsMode, headers }),
  );
}

/** The header names that the preflights for the same URL ask for. */
function namesAskedFor({ preflights }: Exchange): ReadonlySet<string> {
  return new Set(
    preflights.flatMap(({ request }) => {
      const names = announcedNames(headerListOf(request));
      return Array.isArray(names) ? names.map((name: string) => name.toLowerCase()) : [];
    }),
  );
}

/** The method as a browser sends it: `put` typed is `PUT` sent, `patch` is not changed. */
function methodOf({ request }: Exchange): Value {
  const method = request.methodValue;
  return isUnknown(method) ? method : normalizeMethod(method);
}

/**
 * The response to an actual request. Where a browser revalidates, it checks the stored response, updated by the 304: fields that the 304
 * does not have may be in the stored one. Conditions that the preflight asks for are the script's own, and are not that.
 */
function actualResponseOf(request: Request, response: Response, preflight: Exchange | null): CorsResponse {
  const read = corsResponseOf(response);
  const asked = preflight === null ? null : announcedNames(headerListOf(preflight.request));
  const revalidates =
    read.status === 304 &&
    CONDITIONS.some(
      (name) => fieldsNamed(request, name).length > 0 && !(Array.isArray(asked) && asked.includes(name.toLowerCase())),
    );
  return revalidates ? { ...read, headers: { ...read.headers, complete: false } } : read;
}

const CONDITIONS = ["If-None-Match", "If-Modified-Since"];

export const corsResponseOf = memo((response: Response): CorsResponse => {
  const status = response.statusValue;
  return { status: isUnknown(status) ? status : Number(status), headers: headerListOf(response) };
});

/** What each engine decides about an actual request, with a preflight or without one. */
function judgeActual(exchange: Exchange, preflight: Exchange | null): PerEngine<HopJudgement> {
  const { request, isFollowed } = exchange;
  const shown = {
    response: exchange.response === null ? null : actualResponseOf(request, exchange.response, preflight),
    preflight:
      preflight === null ? null : { response: preflight.response === null ? null : corsResponseOf(preflight.response) },
    isFollowed,
  };
  const hops = perShared(fetchRequestOf(exchange), (made) => ({ request: made, ...shown }));
  return perEngine((engine) => judgeHop(hops[engine], engine));
}

/** A preflight's own verdict: that of the request which it announces, as far as the preflight goes. */
function judgePreflight(exchange: Exchange, mode: CredentialsMode): PerEngine<HopJudgement> {
  const announced = announcedRequestOf(exchange, mode);
  const { method } = announced.fetch;
  const made = perShared(fetchRequestOf(exchange), (request) => ({ ...request, method }));
  return perEngine((engine) => judgeAnnounced(exchange, mode, announced[engine], made[engine], engine));
}

/** @param made what is known of the request that the preflight goes before; its headers are those of the preflight. */
function judgeAnnounced(
  exchange: Exchange,
  mode: CredentialsMode,
  announced: CorsRequest,
  made: FetchRequest,
  engine: Engine,
): HopJudgement {
  const response = exchange.response === null ? null : corsResponseOf(exchange.response);
  const refusal = refusalOf(made, engine);
  if (refusal !== null) {
    return { verdict: "blocked", judgement: refused(refusal) };
  }
  const { preflight } = corsRequestOf(made, engine);
  const request =
    preflight === undefined
      ? announced
      : { ...announced, preflight: { ...preflight, decidedBy: announced.headers, asksFor: announced.headers } };
  const outcome =
    response === null
      ? null
      : withUnknownHeaders(corsPreflightFetch(request, response, engine), exchange, mode, response);
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
  const asking = exchanges.filter((exchange) => exchange.preflights.length > 0 && mayNeedPreflight(exchange));
  for (const exchange of asking) {
    const preflight = preflightForMethod(exchange);
    if (preflight !== null) {
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

const mayNeedPreflight = memo(
  (exchange: Exchange): boolean =>
    applicabilityOf(exchange).applies !== false && ENGINES.some((engine) => preflightOf(exchange, engine) !== false),
);

/** The preflight that an engine sends for a request; false where it sends none, null where it is open whether it does or what it asks. */
function preflightOf(exchange: Exchange, engine: Engine): CorsPreflightRequest | null | false {
  const made = fetchRequestOf(exchange)[engine];
  if (refusalOf(made, engine) !== null) {
    return false;
  }
  const request = corsRequestOf(made, engine);
  const needed = needsPreflight(request, engine);
  return isUnknown(needed) ? null : needed && corsPreflightRequest(request, engine);
}

/** The nearest preflight for the method of a request; one that asks for just its names comes first. */
const preflightForMethod = memo((exchange: Exchange): Exchange | null => {
  const { method } = fetchRequestOf(exchange).fetch;
  const [nearest, ...others] = exchange.preflights.filter((one) => announcedMethod(one) === method);
  return [nearest, ...others].find((one) => one !== undefined && asksFor(one, exchange)) ?? nearest ?? null;
});

/** Whether a preflight is byte for byte the one that some engine sends for a request. */
function asksFor(preflight: Exchange, exchange: Exchange): boolean {
  const asked = fieldsNamed(preflight.request, "Access-Control-Request-Headers")[0]?.resolved ?? null;
  return ENGINES.some((engine) => {
    const request = preflightOf(exchange, engine);
    return request !== null && request !== false && request.headers === asked;
  });
}

function letsThrough(preflight: Exchange, exchange: Exchange): boolean {
  if (preflight.response === null) {
    return false;
  }
  const judged = judgeActual(exchange, preflight);
  return ENGINES.every((engine) => judged[engine].judgement.preflight?.result !== "failure");
}

function announcedMethod({ request }: Exchange): string | null {
  const value = fieldsNamed(request, "Access-Control-Request-Method")[0]?.resolved;
  return value === undefined || isUnknown(value) ? null : normalizeMethod(value);
}
