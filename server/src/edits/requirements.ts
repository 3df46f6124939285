import { ENGINES } from "../cors/engines";
import { isCorsSafelistedMethod } from "../cors/method";
import type { CredentialsMode } from "../cors/types";
import { responseHeaderNamed } from "../exchange/response-header-name";
import { announcedRequestOf } from "../judged/announced-request";
import type { JudgedExchange } from "../judged/judged-exchange";
import { memoLatest } from "../text/memo";
import { isUnknown, type Unknown, type Value } from "../text/unknown";

/** The grants that a response needs for every engine to allow the exchange. */
export interface Requirements {
  /** The page's origin, which may be unknown. */
  readonly origin: Value;
  /** The references that the document uses for the origin; null if it is typed literally. */
  readonly originReference: string | null;
  /** If it is unknown, only what both modes need is required. */
  readonly credentialsMode: CredentialsMode | Unknown;
  /** Methods and lower-case header names that a preflight response must list; empty for an actual response. */
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  /** The names of response headers that the page sends by mistake. The request has to change: no response should allow them. */
  readonly responseHeaders: readonly string[];
}

/** The grants that an actual response needs; null if the page's origin isn't given. */
export function actualRequirements(
  { origin, resolvedCredentials }: JudgedExchange,
  credentialsMode: CredentialsMode | Unknown = resolvedCredentials.mode,
): Requirements | null {
  return origin === null
    ? null
    : {
        origin: origin.value,
        originReference: origin.reference,
        credentialsMode,
        methods: [],
        headers: [],
        responseHeaders: [],
      };
}

/** The grants that a preflight's response needs, for the request that it announces and for the actual requests that it serves. */
export function preflightRequirements(
  preflight: JudgedExchange,
  served: readonly JudgedExchange[],
  credentialsMode: CredentialsMode | Unknown = preflight.resolvedCredentials.mode,
): Requirements | null {
  const required = actualRequirements(preflight, credentialsMode);
  return required === null ? null : { ...required, ...preflightGrants(preflight, served) };
}

type Grants = Pick<Requirements, "methods" | "headers" | "responseHeaders">;

/** The methods and headers that a preflight's response must list. They are the same for every page. */
export const preflightGrants = memoLatest((preflight: JudgedExchange, served: readonly JudgedExchange[]): Grants => {
  const methods = new Set<string>();
  const headers = new Set<string>();
  const announced = announcedRequestOf(preflight, preflight.resolvedCredentials.mode);
  for (const engine of ENGINES) {
    addMethod(methods, announced[engine].method);
    for (const { name } of announced[engine].headers.headers) {
      headers.add(name.toLowerCase());
    }
    for (const exchange of served) {
      const needed = exchange.judgement[engine].preflightRequest;
      if (needed !== null) {
        addMethod(methods, needed.method);
        for (const name of needed.headers?.split(",") ?? []) {
          headers.add(name);
        }
      }
    }
  }
  const names = [...headers].sort();
  return {
    methods: [...methods],
    headers: names.filter((name) => responseHeaderNamed(name) === null),
    responseHeaders: names.filter((name) => responseHeaderNamed(name) !== null),
  };
});

function addMethod(methods: Set<string>, method: Value): void {
  if (!isUnknown(method) && !isCorsSafelistedMethod(method)) {
    methods.add(method);
  }
}
