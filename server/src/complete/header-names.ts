import { isCorsSafelistedRequestHeader, isForbiddenRequestHeader } from "../cors/request-header";
import { isCorsSafelistedResponseHeaderName, isForbiddenResponseHeaderName } from "../cors/response-header";
import { actualRequirements, preflightGrants } from "../edits/requirements";
import { nameInStyle } from "../edits/style";
import { lacksVaryOrigin } from "../edits/vary";
import { CORS_REQUEST_HEADERS, CORS_RESPONSE_HEADERS } from "../exchange/misspelling";
import { purposeOf } from "../explain/headers";
import { fieldsNamed, type Message, type Request } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown, Unknown } from "../text/unknown";
import { exchangeOf, isPreflight, mayBeCors, requestsBelow } from "./exchange-at";
import { MAY_REPEAT, REQUEST_HEADERS, RESPONSE_HEADERS } from "./header-catalog";
import { hasValues } from "./header-values";
import type { HeaderPosition } from "./position";
import { type Offer, offer } from "./proposal";

type Side = "request" | "response";

/** The header names that a message doesn't have yet; those that its exchange needs come first. */
export function headerOffers(judged: JudgedDocument, { message, after }: HeaderPosition): Offer[] {
  const exchange = exchangeOf(judged, message);
  const like = exchange === null ? null : message === exchange.request ? exchange.response : exchange.request;
  /** In lower case. */
  const taken = new Set(
    message.fields.map(({ name }) => name.text.toLowerCase()).filter((name) => !MAY_REPEAT.has(name)),
  );
  const suffix = after.startsWith(":") ? "" : after === "" ? ": " : ":";
  const offers: Offer[] = [];
  for (const side of SIDES_OF[message.kind]) {
    const { needed, others } = side === "request" ? requestNames(judged, exchange) : responseNames(judged, exchange);
    for (const canonical of [...needed, ...others]) {
      if (taken.has(canonical.toLowerCase())) {
        continue;
      }
      taken.add(canonical.toLowerCase());
      const name = nameInStyle(canonical, message, like);
      const text = { label: name, newText: name + suffix, continues: suffix === ": " && hasValues(name) };
      offers.push({ ...headerOffer(side, canonical, needed.includes(canonical)), ...text });
    }
  }
  return offers;
}

/** A message may have the headers of these sides. */
const SIDES_OF: Readonly<Record<Message["kind"], readonly Side[]>> = {
  request: ["request"],
  response: ["response"],
  fragment: ["response", "request"],
};

/** Header names, in the order in which they are offered. */
interface Names {
  readonly needed: readonly string[];
  readonly others: readonly string[];
}

const PREFLIGHT_RESPONSE = ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age"];
const OTHERS = ["Vary", ...RESPONSE_HEADERS.keys()];
const EXPOSE_HEADERS = "Access-Control-Expose-Headers";

function responseNames(judged: JudgedDocument, exchange: JudgedExchange | null): Names {
  if (exchange === null) {
    return { needed: [], others: [...CORS_RESPONSE_HEADERS, ...OTHERS] };
  }
  const preflight = isPreflight(exchange);
  const cors = CORS_RESPONSE_HEADERS.filter((name) =>
    preflight ? name !== EXPOSE_HEADERS : !PREFLIGHT_RESPONSE.includes(name),
  );
  return mayBeCors(exchange)
    ? { needed: neededInResponse(judged, exchange), others: [...cors, ...OTHERS] }
    : { needed: [], others: [...OTHERS, ...cors] };
}

function neededInResponse(judged: JudgedDocument, exchange: JudgedExchange): string[] {
  const isWithCredentials = actualRequirements(exchange)?.credentialsMode === "include";
  const { methods, headers } = isPreflight(exchange)
    ? preflightGrants(exchange, judged.servedBy(exchange))
    : { methods: [], headers: [] };
  return [
    "Access-Control-Allow-Origin",
    ...(methods.length > 0 ? ["Access-Control-Allow-Methods"] : []),
    ...(headers.length > 0 ? ["Access-Control-Allow-Headers"] : []),
    ...(isWithCredentials ? ["Access-Control-Allow-Credentials"] : []),
    ...(namesOneOrigin(exchange) && lacksVaryOrigin(exchange) ? ["Vary"] : []),
  ];
}

function namesOneOrigin({ response }: JudgedExchange): boolean {
  const value = response === null ? undefined : fieldsNamed(response, "Access-Control-Allow-Origin")[0]?.resolved;
  return value !== undefined && !isUnknown(value) && value.includes("://");
}

function requestNames(judged: JudgedDocument, exchange: JudgedExchange | null): Names {
  const [origin, ...asking] = CORS_REQUEST_HEADERS;
  if (exchange === null) {
    return { needed: [], others: [...CORS_REQUEST_HEADERS, ...REQUEST_HEADERS.keys()] };
  }
  const { request } = exchange;
  const mayAsk = request.methodValue === "OPTIONS" || isUnknown(request.methodValue);
  const asked = mayAsk ? requestsBelow(judged, exchange) : [];
  const asksForHeaders = asked.some(({ judgement }) => (judgement.fetch.preflightRequest?.headers ?? null) !== null);
  const [method, headers] = asking;
  return {
    needed: [
      ...(lacksHost(request) ? ["Host"] : []),
      ...(exchange.origin === null ? [origin] : []),
      ...(asked.length > 0 ? [method] : []),
      ...(asksForHeaders ? [headers] : []),
    ],
    others: [...(mayAsk ? asking : []), ...REQUEST_HEADERS.keys(), origin],
  };
}

function lacksHost(request: Request): boolean {
  return request.target.text.startsWith("/") && fieldsNamed(request, "Host").length === 0;
}

function headerOffer(side: Side, name: string, isNeeded: boolean): Offer {
  const purpose = purposeOf(name) ?? (side === "request" ? REQUEST_HEADERS : RESPONSE_HEADERS).get(name) ?? "";
  const behaviour = purposeOf(name) !== null ? null : side === "request" ? inRequests(name) : inResponses(name);
  return offer(
    "header",
    name,
    isNeeded ? "missing in this exchange" : (behaviour?.detail ?? "CORS header"),
    behaviour === null ? purpose : `${purpose}\n\n${behaviour.documentation}`,
  );
}

interface Behaviour {
  readonly detail: string;
  readonly documentation: string;
}

/** How browsers treat a request header. */
function inRequests(name: string): Behaviour {
  if (isForbiddenRequestHeader(name, "", "fetch")) {
    return { detail: "set by browsers", documentation: "Only browsers can set it; scripts can't." };
  }
  return isCorsSafelistedRequestHeader({ name, value: new Unknown(null) }, "fetch") === false
    ? {
        detail: "causes a preflight",
        documentation: "Not CORS-safelisted: cross-origin requests with this header need a preflight.",
      }
    : {
        detail: "some values cause a preflight",
        documentation: "CORS-safelisted: it needs a preflight only if its value isn't safelisted.",
      };
}

/** Whether scripts can read a response header. */
function inResponses(name: string): Behaviour {
  if (isForbiddenResponseHeaderName(name)) {
    return { detail: "never readable by scripts", documentation: "Scripts can't read it, even if it is exposed." };
  }
  return isCorsSafelistedResponseHeaderName(name, new Set())
    ? {
        detail: "readable by scripts",
        documentation: "CORS-safelisted: scripts that may read the response can always read it.",
      }
    : {
        detail: "readable if exposed",
        documentation: "Scripts from other origins can read it only if `Access-Control-Expose-Headers` lists it.",
      };
}
