import { isCorsSafelistedResponseHeaderName, isForbiddenResponseHeaderName } from "../../cors/response-header";
import { preflightGrants } from "../../edits/requirements";
import { isPreflight } from "../exchange-at";
import { METHOD_NAMES } from "../methods";
import { type Offer, offer } from "../proposal";
import { allAndEach } from "./all-and-each";
import { hasCredentials, missing, type ValueContext } from "./context";

const NEEDED = { one: "this exchange needs it", all: "all that this exchange needs" };

/** For Access-Control-Allow-Methods: exactly the methods that the preflight and the requests behind it need. */
export function allowMethodsValues(context: ValueContext): Offer[] {
  const needed = grants(context)?.methods;
  if (needed === undefined) {
    return missing(METHOD_NAMES, context, true).map((name) =>
      offer(
        "value",
        name,
        "a method",
        "Lets pages use the method. `GET`, `HEAD` and `POST` need not be listed. Case counts.",
      ),
    );
  }
  return [
    ...allAndEach(
      missing(needed, context, true),
      ", ",
      NEEDED,
      (names) => `Lets the request use ${names}. What is not listed stays forbidden; case counts.`,
    ),
    ...wildcard(context, needed.length > 0, "Stands for every method, as long as the request has no credentials."),
  ];
}

/** For Access-Control-Allow-Headers: exactly the names that the preflight and the requests behind it need. */
export function allowHeadersValues(context: ValueContext): Offer[] {
  const needed = grants(context)?.headers ?? [];
  return [
    ...allAndEach(
      missing(needed, context),
      ", ",
      NEEDED,
      (names) => `Lets the request have ${names}. What is not listed stays forbidden; case does not count.`,
    ),
    ...wildcard(
      context,
      needed.length > 0 && !needed.includes("authorization"),
      "Stands for every name but `Authorization`, as long as the request has no credentials.",
    ),
  ];
}

/** For Access-Control-Expose-Headers: the headers of the response that its script cannot read. */
export function exposeHeadersValues(context: ValueContext): Offer[] {
  const hidden = (context.message?.fields ?? [])
    .map(({ name }) => name.text)
    .filter((name) => !isOfProtocol(name) && !isForbiddenResponseHeaderName(name))
    .filter((name) => !isCorsSafelistedResponseHeaderName(name, new Set()));
  return [
    ...allAndEach(
      missing(hidden, context),
      ", ",
      { one: "not readable yet", all: "all that are not readable yet" },
      (names) => `Lets the page's script read ${names}.`,
    ),
    ...wildcard(
      context,
      hidden.length > 0,
      "Lets scripts read every header, as long as the request has no credentials.",
    ),
  ];
}

/** Headers that speak to the browser and to caches. */
function isOfProtocol(name: string): boolean {
  return (
    /^(access-control-.*|vary|date|server|connection|transfer-encoding|content-encoding)$/i.test(name) ||
    name.includes("{{")
  );
}

/** What a preflight's response has to grant; undefined where no request asks for it. */
function grants({ exchange, judged }: ValueContext) {
  return exchange === null || !isPreflight(exchange) ? undefined : preflightGrants(exchange, judged.servedBy(exchange));
}

function wildcard(context: ValueContext, isUseful: boolean, documentation: string): Offer[] {
  return isUseful && context.others.length === 0 && !hasCredentials(context)
    ? [offer("value", "*", "all, without credentials", documentation)]
    : [];
}
