import { type Grant, grantOf } from "../../judged/grant";
import type { JudgedExchange } from "../../judged/judged-exchange";
import type { Place } from "../../text/range";
import { type Answered, isAnswered } from "../framework/blocking";
import type { Severity } from "../framework/rule";
import { knownOrigin } from "./page-origin";
import { isInternalTarget } from "./target-host";

/** An answer that names the origin of its request. */
export interface Granted {
  readonly exchange: Answered;
  readonly origin: string;
  readonly grant: Grant;
  readonly place: Place;
}

/** The exchanges to which CORS applies, and whose answers name the origin of the request. */
export function grantedByName(exchanges: readonly JudgedExchange[]): readonly Granted[] {
  return exchanges.filter(isAnswered).flatMap((exchange) => {
    const origin = knownOrigin(exchange);
    const grant = grantOf(exchange);
    const { outcome, by, place } = grant;
    return exchange.applicability.applies === true && origin !== null && outcome === "granted" && by === "name" && place
      ? [{ exchange, origin, grant, place }]
      : [];
  });
}

/** Whether a hole does harm: it gives the user's credentials, or opens an internal network. */
export function isSerious({ exchange, grant }: { exchange: JudgedExchange; grant: Grant }): boolean {
  return grant.credentials || isInternalTarget(exchange);
}

export function severityOfHole(granted: Granted, otherwise: Severity): Severity {
  return isSerious(granted) ? "warning" : otherwise;
}

/** The grant to report of those that show one hole: the first serious one, else the first. The others are related. */
export function firstOf<T extends Granted>(
  all: readonly T[],
): { readonly first: T; readonly others: readonly T[] } | null {
  const first = all.find(isSerious) ?? all[0];
  return first === undefined
    ? null
    : { first, others: oneForEachOrigin(all.filter((one) => one.origin !== first.origin)) };
}

function oneForEachOrigin<T extends Granted>(all: readonly T[]): readonly T[] {
  return [...new Map(all.toReversed().map((one) => [one.origin, one])).values()].reverse();
}
