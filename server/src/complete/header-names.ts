import { actualRequirements, preflightGrants } from "../edits/requirements";
import { nameInStyle } from "../edits/style";
import { lacksVaryOrigin } from "../edits/vary";
import { CORS_REQUEST_HEADERS, CORS_RESPONSE_HEADERS, HEADER_NAMES, headerNamed } from "../headers/headers";
import { HEADERS, type HeaderName } from "../headers/table";

import { fieldsNamed, type Message, type Request } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { requestHeaderBehaviour, responseHeaderBehaviour } from "../words/header-behaviour";
import { exchangeOf, isPreflight, mayBeCors, requestsBelow } from "./exchange-at";
import { hasValues } from "./header-values";
import type { HeaderPosition } from "./position";
import { type Offer, offer } from "./proposal";

type Side = "request" | "response";

/** The header names that a message doesn't have yet; those that its exchange needs come first. */
export function headerOffers(judged: JudgedDocument, { message, after }: HeaderPosition): Offer[] {
  const exchange = exchangeOf(judged, message);
  const like = exchange === null ? null : message === exchange.request ? exchange.response : exchange.request;
  const taken = new Set(
    message.fields.flatMap(({ name }) => headerNamed(name.text) ?? []).filter((name) => !HEADERS[name].mayRepeat),
  );
  const suffix = after.startsWith(":") ? "" : after === "" ? ": " : ":";
  const offers: Offer[] = [];
  for (const side of SIDES_OF[message.kind]) {
    const { needed, others } = side === "request" ? requestNames(judged, exchange) : responseNames(judged, exchange);
    for (const canonical of [...needed, ...others]) {
      if (taken.has(canonical)) {
        continue;
      }
      taken.add(canonical);
      const name = nameInStyle(canonical, message, like);
      const text = { label: name, newText: name + suffix, continues: suffix === ": " && hasValues(canonical) };
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
  readonly needed: readonly HeaderName[];
  readonly others: readonly HeaderName[];
}

const PREFLIGHT_RESPONSE: readonly HeaderName[] = [
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
];
const OTHER_REQUEST_HEADERS = othersOf("request");
const OTHER_RESPONSE_HEADERS = othersOf("response");

/** The headers of one side that the CORS protocol doesn't define. */
function othersOf(side: Side): readonly HeaderName[] {
  return HEADER_NAMES.filter((name) => {
    const { side: own, cors, purpose } = HEADERS[name];
    return (own === side || own === "both") && cors !== "protocol" && purpose !== undefined;
  });
}

function responseNames(judged: JudgedDocument, exchange: JudgedExchange | null): Names {
  if (exchange === null) {
    return { needed: [], others: [...CORS_RESPONSE_HEADERS, ...OTHER_RESPONSE_HEADERS] };
  }
  const preflight = isPreflight(exchange);
  const cors = CORS_RESPONSE_HEADERS.filter((name) =>
    preflight ? name !== "Access-Control-Expose-Headers" : !PREFLIGHT_RESPONSE.includes(name),
  );
  return mayBeCors(exchange)
    ? { needed: neededInResponse(judged, exchange), others: [...cors, ...OTHER_RESPONSE_HEADERS] }
    : { needed: [], others: [...OTHER_RESPONSE_HEADERS, ...cors] };
}

function neededInResponse(judged: JudgedDocument, exchange: JudgedExchange): HeaderName[] {
  const isWithCredentials = actualRequirements(exchange)?.credentialsMode === "include";
  const { methods, headers } = isPreflight(exchange)
    ? preflightGrants(exchange, judged.servedBy(exchange))
    : { methods: [], headers: [] };
  return namesOf([
    ["Access-Control-Allow-Origin", true],
    ["Access-Control-Allow-Methods", methods.length > 0],
    ["Access-Control-Allow-Headers", headers.length > 0],
    ["Access-Control-Allow-Credentials", isWithCredentials],
    ["Vary", namesOneOrigin(exchange) && lacksVaryOrigin(exchange)],
  ]);
}

function namesOf(headers: readonly (readonly [name: HeaderName, isNeeded: boolean])[]): HeaderName[] {
  return headers.filter(([, isNeeded]) => isNeeded).map(([name]) => name);
}

function namesOneOrigin({ response }: JudgedExchange): boolean {
  const value = response === null ? undefined : fieldsNamed(response, "Access-Control-Allow-Origin")[0]?.resolved;
  return value !== undefined && !isUnknown(value) && value.includes("://");
}

const ASKING: readonly HeaderName[] = ["Access-Control-Request-Method", "Access-Control-Request-Headers"];

function requestNames(judged: JudgedDocument, exchange: JudgedExchange | null): Names {
  if (exchange === null) {
    return { needed: [], others: [...CORS_REQUEST_HEADERS, ...OTHER_REQUEST_HEADERS] };
  }
  const { request } = exchange;
  const mayAsk = request.methodValue === "OPTIONS" || isUnknown(request.methodValue);
  const asked = mayAsk ? requestsBelow(judged, exchange) : [];
  const asksForHeaders = asked.some(({ judgement }) => (judgement.fetch.preflightRequest?.headers ?? null) !== null);
  return {
    needed: namesOf([
      ["Host", lacksHost(request)],
      ["Origin", exchange.origin === null],
      ["Access-Control-Request-Method", asked.length > 0],
      ["Access-Control-Request-Headers", asksForHeaders],
    ]),
    others: [...(mayAsk ? ASKING : []), ...OTHER_REQUEST_HEADERS, "Origin"],
  };
}

function lacksHost(request: Request): boolean {
  return request.target.text.startsWith("/") && fieldsNamed(request, "Host").length === 0;
}

function headerOffer(side: Side, name: HeaderName, isNeeded: boolean): Offer {
  const { cors, purpose = "" } = HEADERS[name];
  const behaviour =
    cors !== undefined ? null : side === "request" ? requestHeaderBehaviour(name) : responseHeaderBehaviour(name);
  return offer(
    "header",
    name,
    isNeeded ? "missing in this exchange" : (behaviour?.label ?? "CORS header"),
    behaviour === null ? purpose : `${purpose}\n\n${behaviour.sentence}`,
  );
}
