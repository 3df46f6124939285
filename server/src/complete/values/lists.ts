import { isCorsSafelistedResponseHeaderName } from "../../cors/response-header";
import { preflightGrants } from "../../edits/requirements";
import { readerOf } from "../../headers/readers";
import { isPreflight } from "../exchange-at";
import { METHOD_NAMES } from "../methods";
import { type Offer, offer } from "../proposal";
import { allAndEach } from "./all-and-each";
import { hasCredentials, missing, type ValueContext } from "./context";
import { mcpExposedHeaders, mcpRequestHeaders } from "./mcp";

const NEEDED = { one: "needed by this exchange", all: "all that this exchange needs" };

/** For Access-Control-Allow-Methods: exactly the methods that the preflight and its requests need. */
export function allowMethodsValues(context: ValueContext): Offer[] {
  const needed = grants(context)?.methods;
  if (needed === undefined) {
    return missing(METHOD_NAMES, context, true).map((name) =>
      offer(
        "value",
        name,
        "a method",
        "Lets pages use the method. `GET`, `HEAD` and `POST` are always allowed. Names are case-sensitive.",
      ),
    );
  }
  return [
    ...allAndEach(
      missing(needed, context, true),
      ", ",
      NEEDED,
      (names) => `Lets the request use ${names}. Methods that aren't listed stay blocked. Names are case-sensitive.`,
    ),
    ...wildcard(context, needed.length > 0, "Allows every method if the request has no credentials."),
  ];
}

/** For Access-Control-Allow-Headers: exactly the names that the preflight and its requests need. */
export function allowHeadersValues(context: ValueContext): Offer[] {
  const needed = grants(context)?.headers ?? [];
  return [
    ...allAndEach(
      missing(needed, context),
      ", ",
      NEEDED,
      (names) => `Lets the request have ${names}. Headers that aren't listed stay blocked. Names are case-insensitive.`,
    ),
    ...mcpRequestHeaders(context, ", ", needed),
    ...wildcard(
      context,
      needed.length > 0 && !needed.includes("authorization"),
      "Allows every header except `Authorization` if the request has no credentials.",
    ),
  ];
}

/** For Access-Control-Expose-Headers: the response headers that the page can't read yet. */
export function exposeHeadersValues(context: ValueContext): Offer[] {
  const hidden = (context.message?.fields ?? [])
    .map(({ name }) => name.text)
    .filter((name) => readerOf(name) !== "infrastructure" && !name.includes("{{"))
    .filter((name) => !isCorsSafelistedResponseHeaderName(name, new Set()));
  return [
    ...allAndEach(
      missing(hidden, context),
      ", ",
      { one: "not readable yet", all: "all that are not readable yet" },
      (names) => `Lets the page read ${names}.`,
    ),
    ...mcpExposedHeaders(context, hidden),
    ...wildcard(context, hidden.length > 0, "Lets the page read every header if the request has no credentials."),
  ];
}

/** The grants that a preflight's response needs; undefined if the exchange isn't a preflight. */
function grants({ exchange, judged }: ValueContext) {
  return exchange === null || !isPreflight(exchange) ? undefined : preflightGrants(exchange, judged.servedBy(exchange));
}

function wildcard(context: ValueContext, isUseful: boolean, documentation: string): Offer[] {
  return isUseful && context.others.length === 0 && !hasCredentials(context)
    ? [offer("value", "*", "all, without credentials", documentation)]
    : [];
}
