import { isRedirectTainted } from "../../cors/fetch-request";
import { OPAQUE_ORIGIN } from "../../cors/origin";
import { isRedirectStatus } from "../../cors/status";
import { fieldsNamed, type Response } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import type { Related } from "../framework/rule";
import { valuePlace } from "./header-places";

export function isRedirect(response: Response): boolean {
  return (
    !isUnknown(response.statusValue) &&
    isRedirectStatus(Number(response.statusValue), "fetch") &&
    fieldsNamed(response, "Location").length > 0
  );
}

/** Whether redirects have turned the page's origin into `null`. */
export function becomesNull({ page, urlList }: JudgedExchange): boolean {
  return page !== null && page.value !== OPAQUE_ORIGIN && isRedirectTainted({ urlList, origin: page.value });
}

/** The exchange whose redirect turned the page's origin into `null`. */
export function taintingExchange(exchange: JudgedExchange): JudgedExchange | null {
  const before = exchange.redirectFrom;
  return before !== null && becomesNull(before) ? taintingExchange(before) : before;
}

/** Where a response redirects to. */
export function relatedLocation(response: Response, message: string): Related[] {
  return fieldsNamed(response, "Location")
    .slice(0, 1)
    .map((field) => ({ message, place: valuePlace(response, field) }));
}

/** The origin of the page that started the fetch; null if it isn't known. */
export function knownPage({ page }: JudgedExchange): string | null {
  return page === null || isUnknown(page.value) ? null : page.value;
}
