import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import { lacksVaryOrigin } from "../../edits/vary";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { type Answered, isAnswered } from "../framework/blocking";

/**
 * The earlier exchange whose response a cache may have kept and served again: its request has no `Origin`, as for an `<img>` or a font's style sheet,
 * and its response has neither `Access-Control-Allow-Origin` nor `Vary: Origin`. Null unless the response at hand shows that it is from a cache.
 */
export function keptResponse(exchange: Answered, judged: JudgedExchanges): Answered | null {
  if (exchange.kind !== "actual" || exchange.request.methodValue !== "GET" || bypassesCache(exchange)) {
    return null;
  }
  const at = judged.exchanges.indexOf(exchange);
  return (
    judged
      .othersWithTarget(exchange)
      .filter(isAnswered)
      .find((other) => judged.exchanges.indexOf(other) < at && mayBeKept(other) && isCopy(exchange, other)) ?? null
  );
}

function bypassesCache({ request }: Answered): boolean {
  const value = get(headerListOf(request), "Cache-Control");
  return !request.elided && (isUnknown(value) || /no-(?:cache|store)/i.test(value ?? ""));
}

/** Whether a cache may keep the response to a request that certainly has no `Origin`, and serve it to a page. */
function mayBeKept(exchange: Answered): boolean {
  const { request, response, applicability } = exchange;
  const headers = headerListOf(response);
  return (
    applicability.applies === false &&
    (applicability.reason === "no-origin" || applicability.reason === "not-cors-mode") &&
    request.methodValue === "GET" &&
    get(headerListOf(request), "Origin") === null &&
    response.statusValue === "200" &&
    get(headers, "Access-Control-Allow-Origin") === null &&
    lacksVaryOrigin(exchange) &&
    isReusable(exchange)
  );
}

/** Whether the response says how long it is fresh, or how to ask whether it still is. */
function isReusable({ response }: Answered): boolean {
  const cacheControl = get(headerListOf(response), "Cache-Control");
  return (
    (["ETag", "Last-Modified", "Expires"] as const).some((name) => fieldsNamed(response, name).length > 0) ||
    (cacheControl !== null && !isUnknown(cacheControl) && /max-age=[1-9]|immutable/i.test(cacheControl))
  );
}

/** Whether a response shows that it is from a cache: by its status, `Age`, a browser's note, or the date of the other response. */
function isCopy({ response }: Answered, { response: other }: Answered): boolean {
  const dateOf = (one: JudgedExchange["response"]) => (one === null ? null : get(headerListOf(one), "Date"));
  const date = dateOf(response);
  return (
    response.statusValue === "304" ||
    fieldsNamed(response, "Age").length > 0 ||
    /\bfrom (?:\w+ )?cache\b/i.test(response.reason?.text ?? "") ||
    (date !== null && !isUnknown(date) && date === dateOf(other))
  );
}
