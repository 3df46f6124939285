import { BROWSERS, type Browser } from "../../cors/engines";
import { MAX_AGE_LIMIT } from "../../cors/max-age";
import { isCorsSafelistedRequestHeader } from "../../cors/request-header";
import { preflightCached } from "../../rules/shared/preflight-cache";
import { isPreflight } from "../exchange-at";
import { type Offer, offer } from "../proposal";
import { missing, type ValueContext } from "./context";

/** Values that don't depend on the exchange's headers. */

export function allowCredentialsValues(): Offer[] {
  return [
    offer(
      "value",
      "true",
      "the only value",
      "Lets the page read the response to a request with credentials. Browsers accept only the exact value `true`. To forbid credentials, leave the header out.",
    ),
  ];
}

/** The engines' limits in ascending order, so that the first one works in all of them, and 0. */
export function maxAgeValues({ judged: { browsers } }: ValueContext): Offer[] {
  const limits = BROWSERS.map((browser: Browser) => MAX_AGE_LIMIT[browser] ?? 0).sort((a, b) => a - b);
  return [...new Set(limits), 0].map((seconds) => {
    const kept = preflightCached(String(seconds), browsers);
    return offer("value", String(seconds), inWords(seconds), `With this value, ${kept}.`);
  });
}

function inWords(seconds: number): string {
  if (seconds === 0) {
    return "not cached: a preflight before each request";
  }
  return seconds % 3600 === 0 ? `${seconds / 3600} hours` : `${seconds / 60} minutes`;
}

const VARY = new Map([
  [
    "Origin",
    "Tells caches to store a response for each origin. It is needed if the server names the origin of the request.",
  ],
  ["Accept-Encoding", "Tells caches to store a response for each encoding."],
  ["Accept", "Tells caches to store a response for each media type."],
]);
const VARY_OF_PREFLIGHT = new Map([
  ["Access-Control-Request-Method", "For caches that store responses to `OPTIONS`, which standard caches don't."],
  ["Access-Control-Request-Headers", "For caches that store responses to `OPTIONS`, which standard caches don't."],
]);

export function varyValues(context: ValueContext): Offer[] {
  const known = new Map([
    ...VARY,
    ...(context.exchange !== null && isPreflight(context.exchange) ? VARY_OF_PREFLIGHT : []),
  ]);
  return missing(known.keys(), context).map((name) =>
    offer("value", name, "the response depends on it", known.get(name) ?? ""),
  );
}

const REQUEST_TYPES = [
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=boundary",
  "text/plain",
  "application/xml",
  "application/merge-patch+json",
  "application/octet-stream",
];
const RESPONSE_TYPES = [
  "application/json",
  "text/html; charset=utf-8",
  "text/plain; charset=utf-8",
  "application/problem+json",
  "text/event-stream",
  "text/css",
  "text/javascript",
  "application/octet-stream",
];

/** Media types; for requests, with whether they cause a preflight. Existing parameters aren't written again. */
export function contentTypeValues({ message, isFirst, after }: ValueContext): Offer[] {
  if (!isFirst) {
    return [];
  }
  const types = message?.kind === "response" ? RESPONSE_TYPES : REQUEST_TYPES;
  const typed = after === "" ? types : types.map((type) => type.replace(/;.*/, ""));
  return typed.map((type) =>
    message?.kind === "request" ? requestType(type) : offer("value", type, "media type", "The media type of the body."),
  );
}

function requestType(type: string): Offer {
  return isCorsSafelistedRequestHeader({ name: "Content-Type", value: type }, "fetch") === true
    ? offer(
        "value",
        type,
        "needs no preflight",
        "One of the three media types that forms can send, so it doesn't need a preflight.",
      )
    : offer(
        "value",
        type,
        "causes a preflight",
        "Not one of the three media types that forms can send: cross-origin requests need a preflight whose response lists `content-type`.",
      );
}

const ACCEPT = new Map([
  ["application/json", "JSON."],
  ["application/json, text/event-stream", "JSON or a stream of events. Clients of MCP servers send it."],
  ["text/event-stream", "A stream of events."],
  ["*/*", "Every media type. Browsers send it if the script sets nothing."],
]);

/** All of them are safelisted: a list of media types never causes a preflight. */
export const acceptValues = (): Offer[] => described(ACCEPT, "media types");

const FETCH_MODES = new Map([
  ["cors", "Used by `fetch()` and `XMLHttpRequest` for other origins. CORS applies."],
  ["no-cors", "Used by images, scripts and forms in a page. Scripts can't read the response, and CORS doesn't apply."],
  ["same-origin", "Browsers block the request if it goes to another origin."],
  ["navigate", "The user goes to another page. CORS doesn't apply."],
  ["websocket", "A WebSocket handshake. CORS doesn't apply."],
]);
const FETCH_SITES = new Map([
  ["cross-site", "The page is on another site."],
  ["same-site", "The page has another origin on the same site. CORS applies, as for any other origin."],
  ["same-origin", "The page has the target's origin. CORS doesn't apply."],
  ["none", "The user caused the request, not a page."],
]);

export const fetchModeValues = (): Offer[] => described(FETCH_MODES, "request mode");
export const fetchSiteValues = (): Offer[] => described(FETCH_SITES, "page to target");

function described(values: ReadonlyMap<string, string>, detail: string): Offer[] {
  return Array.from(values, ([value, documentation]) => offer("value", value, detail, documentation));
}
