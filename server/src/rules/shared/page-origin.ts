import { originToWrite } from "../../edits/corrections";
import { actualRequirements } from "../../edits/requirements";
import { isUnknown } from "../../text/unknown";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import type { Fault, Related } from "../framework/rule";
import { whoBlocks } from "./words";

/** The page's origin as browsers serialise it; null where the text does not give it. */
export function knownOrigin({ origin }: JudgedExchange): string | null {
  return origin === null || isUnknown(origin.value) ? null : origin.value;
}

/** Where the page's origin is written, if it is. */
export function relatedOrigin({ origin }: JudgedExchange): Related[] {
  return origin?.place ? [{ message: "The page's origin.", place: origin.place }] : [];
}

/** The Access-Control-Allow-Origin line that lets an exchange pass; nothing where none can be written. */
export function expectedAllowOrigin(exchange: JudgedExchange): { readonly expected?: string } {
  const required = actualRequirements(exchange);
  const value = required === null ? null : originToWrite(required);
  return value === null ? {} : { expected: `Access-Control-Allow-Origin: ${value}` };
}

/** What a fault leads to, as the end of a sentence: a failing preflight stops the request, a failing response is kept from the page. */
export function consequenceOf({ at, engines }: Fault): string {
  return `${whoBlocks(engines)} ${at.kind === "preflight" ? "the request" : "this response"}`;
}
