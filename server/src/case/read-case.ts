import { get, type Header, type HeaderList } from "../cors/header-list";
import { extractHeaderListValues, isToken } from "../cors/list-values";
import { normalizeMethod } from "../cors/method";
import type { CorsResponse, CredentialsMode } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import { opensWebSocket, upgradesToWebSocket } from "../exchange/websocket";
import { headerNamed } from "../headers/headers";
import type { HeaderName } from "../headers/table";
import { fieldsNamed, type Request, type Response } from "../http/tree";
import { memo } from "../text/memo";
import { isUnknown, Unknown, type Value } from "../text/unknown";
import type { Announcement, Case } from "./case";
import { fetchModeOf, siteOf } from "./fetch-metadata";
import { headerListOf, receivedHeadersOf } from "./header-list";
import { relationOf } from "./relation";
import { scriptHeadersOf } from "./script-headers";

/**
 * The case of an exchange, with everything that the text says about it; `essenceOf` leaves out what can't decide.
 * @param preflight the one that serves it.
 * @param credentialsMode for a preflight: that of the requests that it serves.
 */
export function readCase(
  exchange: Exchange,
  preflight: Exchange | null,
  credentialsMode: CredentialsMode | Unknown,
): Case {
  const { kind, request, response, urlList, origin, page, credentials, isFollowed } = exchange;
  return {
    kind,
    protocol: protocolOf(exchange),
    fetchMode: fetchModeOf(request),
    staysAtOrigin: siteOf(request) === "same-origin",
    relation: relationOf(exchange),
    method: methodOf(request),
    url: urlList[0],
    origin: origin?.value ?? null,
    page: page?.value ?? null,
    credentials: credentials?.mode ?? "omit",
    headers: scriptHeadersOf(request, namesAskedFor(exchange)),
    response: response === null ? null : withLocation(responseTo(request, response, preflight), exchange),
    isFollowed,
    announcement: kind === "preflight" ? { ...announcementOf(request), credentialsMode } : null,
    preflight:
      preflight === null ? null : { response: preflight.response === null ? null : corsResponseOf(preflight.response) },
  };
}

/** Methods that editors use for requests of other protocols. */
const OTHER_PROTOCOLS: ReadonlySet<string> = new Set("GRPC MQTT MQTTS AMQP RSOCKET PUB SUB".split(" "));

function protocolOf({ request, response, target }: Exchange): Case["protocol"] {
  const isHandshake = upgradesToWebSocket(request) || (response !== null && opensWebSocket(response));
  if (isHandshake || target.scheme === "ws" || target.scheme === "wss") {
    return "websocket";
  }
  return !isUnknown(request.methodValue) && OTHER_PROTOCOLS.has(request.methodValue) ? "other" : "http";
}

/** The method as a browser sends it: `put` typed is `PUT` sent, `patch` isn't changed. */
function methodOf({ methodValue }: Request): Value {
  return isUnknown(methodValue) ? methodValue : normalizeMethod(methodValue);
}

/** The header names that the preflights for the same URL ask for, in lower case. */
function namesAskedFor({ preflights }: Exchange): ReadonlySet<string> {
  const [first, ...more] = preflights.map(({ request }) => namesAskedForBy(request));
  return more.length === 0 ? (first ?? NO_NAMES) : new Set([first ?? NO_NAMES, ...more].flatMap((names) => [...names]));
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** One preflight may serve many requests. */
const namesAskedForBy = memo(
  (request: Request): ReadonlySet<string> => new Set(lowercaseNames(announcedNames(request))),
);

function lowercaseNames(names: readonly string[] | Unknown | null): string[] {
  return names === null || isUnknown(names) ? [] : names.map((name) => name.toLowerCase());
}

/**
 * The response to a request. When a browser revalidates, it checks the stored response, updated by the 304: a field that the 304 lacks may be in the
 * stored response. Conditions that the preflight asks for are the script's own: then nothing is revalidated.
 */
function responseTo(request: Request, response: Response, preflight: Exchange | null): CorsResponse {
  const read = corsResponseOf(response);
  if (read.status !== 304) {
    return read;
  }
  const asked = preflight === null ? NO_NAMES : namesAskedForBy(preflight.request);
  const revalidates = CONDITIONS.some(
    (name) => fieldsNamed(request, name).length > 0 && !asked.has(name.toLowerCase()),
  );
  return revalidates ? { ...read, headers: { ...read.headers, complete: false } } : read;
}

/**
 * A response with a `Location` if a command has followed it, even if the text leaves it out. After one that the text leaves open, the next ones are
 * open too.
 */
function withLocation(response: CorsResponse, { isFollowed, urlList }: Exchange): CorsResponse {
  const { status, headers } = response;
  // Browsers read a name with whitespace before the colon, too.
  const isShown = headers.headers.some(({ name }) => headerNamed(name.trimEnd()) === "Location");
  const isOpen = !isShown || urlList.slice(1).some(isUnknown);
  return isFollowed && isOpen
    ? { status, headers: { ...headers, headers: [...withoutLocation(headers), OPEN_LOCATION] } }
    : response;
}

function withoutLocation({ headers }: HeaderList): readonly Header[] {
  return headers.filter(({ name }) => headerNamed(name) !== "Location");
}

const OPEN_LOCATION: Header = { name: "Location", value: new Unknown(null) };

const CONDITIONS: readonly HeaderName[] = ["If-None-Match", "If-Modified-Since"];

export const corsResponseOf = memo((response: Response): CorsResponse => {
  const status = response.statusValue;
  return { status: isUnknown(status) ? status : Number(status), headers: receivedHeadersOf(response) };
});

/** The request that the Access-Control-Request-* fields of a preflight announce. */
export const announcementOf = memo((request: Request): Announcement => {
  const method = get(headerListOf(request), "Access-Control-Request-Method");
  return {
    // An invalid method is ignored.
    method: typeof method === "string" && isToken(method) ? normalizeMethod(method) : new Unknown(null),
    names: announcedNames(request),
  };
});

/** The names in Access-Control-Request-Headers. Items that aren't names announce nothing. */
export const announcedNames = memo((request: Request): readonly string[] | Unknown | null => {
  const shown = { headers: headerListOf(request).headers, complete: true };
  const names = extractHeaderListValues("Access-Control-Request-Headers", shown);
  return names === null || isUnknown(names) || Array.isArray(names)
    ? (names as readonly string[] | Unknown | null)
    : [];
});
