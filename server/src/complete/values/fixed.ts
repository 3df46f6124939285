import { BROWSERS, type Browser } from "../../cors/engines";
import { MAX_AGE_LIMIT } from "../../cors/max-age";
import { isCorsSafelistedRequestHeader } from "../../cors/request-header";
import { permissionKept } from "../../rules/shared/preflight-cache";
import { isPreflight } from "../exchange-at";
import { type Offer, offer } from "../proposal";
import { missing, type ValueContext } from "./context";

/** Values that the header itself gives. */

export function allowCredentialsValues(): Offer[] {
  return [
    offer(
      "value",
      "true",
      "the only value",
      "Lets the page read the response to a request with credentials. Browsers take nothing else, and compare it byte for byte; to forbid it, leave the header out.",
    ),
  ];
}

/** The times that engines have as their limits, the one first that is the same in all; and none. */
export function maxAgeValues({ judged: { browsers } }: ValueContext): Offer[] {
  const limits = BROWSERS.map((browser: Browser) => MAX_AGE_LIMIT[browser] ?? 0).sort((a, b) => a - b);
  return [...new Set(limits), 0].map((seconds) => {
    const kept = permissionKept(String(seconds), browsers);
    return offer("value", String(seconds), inWords(seconds), `With this value ${kept}.`);
  });
}

function inWords(seconds: number): string {
  if (seconds === 0) {
    return "not kept: a preflight before each request";
  }
  return seconds % 3600 === 0 ? `${seconds / 3600} hours` : `${seconds / 60} minutes`;
}

const VARY = new Map([
  ["Origin", "Tells caches to keep an answer for each origin: needed where the server names the origin that asks."],
  ["Accept-Encoding", "Tells caches to keep an answer for each coding."],
  ["Accept", "Tells caches to keep an answer for each media type."],
]);
const VARY_OF_PREFLIGHT = new Map([
  ["Access-Control-Request-Method", "For caches that keep the answers to `OPTIONS`; the standard ones do not."],
  ["Access-Control-Request-Headers", "For caches that keep the answers to `OPTIONS`; the standard ones do not."],
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

/** Those of requests say which of them cause a preflight. Parameters that are there already are not written again. */
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
        "One of the three media types that a form can send: by itself it causes no preflight.",
      )
    : offer(
        "value",
        type,
        "causes a preflight",
        "Not one of the three media types that a form can send: browsers ask by a preflight before they send it to another origin, and its answer has to list `content-type`.",
      );
}

const FETCH_MODES = new Map([
  ["cors", "What `fetch()` and `XMLHttpRequest` use for other origins: the CORS protocol decides."],
  [
    "no-cors",
    "What images, scripts and forms in the page use: the response is opaque to scripts, and CORS decides nothing.",
  ],
  ["same-origin", "The request is refused if it goes to another origin."],
  ["navigate", "The user goes to another page: CORS decides nothing."],
  ["websocket", "A WebSocket handshake: CORS decides nothing."],
]);
const FETCH_SITES = new Map([
  ["cross-site", "The page is on another site."],
  ["same-site", "The page has another origin on the same site: CORS decides, as for any other origin."],
  ["same-origin", "The page has the target's origin: CORS decides nothing."],
  ["none", "The user has caused the request, not a page."],
]);

export const fetchModeValues = (): Offer[] => described(FETCH_MODES, "mode of the request");
export const fetchSiteValues = (): Offer[] => described(FETCH_SITES, "from the page to the target");

function described(values: ReadonlyMap<string, string>, detail: string): Offer[] {
  return Array.from(values, ([value, documentation]) => offer("value", value, detail, documentation));
}
