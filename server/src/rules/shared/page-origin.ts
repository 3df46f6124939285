import { allowOriginFixes } from "../../edits/allow-origin";
import { originToWrite } from "../../edits/corrections";
import { actualRequirements } from "../../edits/requirements";
import type { JudgedExchange } from "../../judged/judged-exchange";
import type { Place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import type { Fault } from "../framework/blocking";
import type { Related, Report } from "../framework/rule";

/** The page's origin as browsers serialise it; null if it isn't known. */
export function knownOrigin({ origin }: JudgedExchange): string | null {
  return origin === null || isUnknown(origin.value) ? null : origin.value;
}

/** Where the page's origin is written, if it is. */
export function relatedOrigin({ origin }: JudgedExchange): Related[] {
  return origin?.place ? [{ message: "The page's origin.", place: origin.place }] : [];
}

/**
 * The report that a response doesn't allow the page's origin, with the line and the fixes that allow it.
 * @param related places in addition to that of the page's origin, which comes last.
 */
export function originReport(fault: Fault, message: string, place: Place, related: readonly Related[] = []): Report {
  const { exchange, at } = fault;
  return {
    message,
    place,
    related: [...related, ...relatedOrigin(exchange)],
    ...expectedAllowOrigin(exchange),
    fixes: (judged) => allowOriginFixes(judged, exchange, at),
  };
}

/** The Access-Control-Allow-Origin line with which the exchange passes; empty if there is none. */
export function expectedAllowOrigin(exchange: JudgedExchange): { readonly expected?: string } {
  const required = actualRequirements(exchange);
  const value = required === null ? null : originToWrite(required);
  return value === null ? {} : { expected: `Access-Control-Allow-Origin: ${value}` };
}
