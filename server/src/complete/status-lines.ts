import { isRedirectStatus } from "../cors/status";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isPreflight } from "./exchange-at";
import { type Offer, offer } from "./proposal";

const OK = ["200 OK", "201 Created", "204 No Content", "206 Partial Content"];
const OTHERS = [
  "301 Moved Permanently",
  "302 Found",
  "303 See Other",
  "307 Temporary Redirect",
  "308 Permanent Redirect",
  "400 Bad Request",
  "401 Unauthorized",
  "403 Forbidden",
  "404 Not Found",
  "405 Method Not Allowed",
  "409 Conflict",
  "422 Unprocessable Content",
  "429 Too Many Requests",
  "500 Internal Server Error",
  "502 Bad Gateway",
  "503 Service Unavailable",
];
/** A preflight's response needs no body, so 204 comes first. */
const OF_PREFLIGHT = ["204 No Content", "200 OK", "403 Forbidden", "405 Method Not Allowed"];

const VERSIONS = ["HTTP/1.1", "HTTP/2", "HTTP/3", "HTTP/1.0"];

/** @param typed the text of the line before the cursor. */
export function statusOffers(judged: JudgedDocument, at: number, typed: string): Offer[] {
  const exchange = requestAbove(judged, at);
  const version = versionTyped(typed, versionOf(exchange));
  const hasReason = /^HTTP\/[01]/i.test(version);
  const preflight = exchange !== null && isPreflight(exchange);
  return (preflight ? OF_PREFLIGHT : [...OK, ...OTHERS]).map((status) => {
    const { detail, documentation } = preflight ? toPreflight(status) : toActual(status);
    return offer("status", `${version} ${hasReason ? status : status.slice(0, 3)}`, detail, documentation);
  });
}

/** Whether a word may be the beginning of a status line. */
export function mayBeginStatusLine(word: string): boolean {
  return "HTTP".startsWith(word.toUpperCase());
}

/** The version as typed if it is followed by whitespace; else one that begins like it. */
function versionTyped(typed: string, expected: string | null): string {
  const [, whole] = /^(HTTP\/[\d.]+)\s/i.exec(typed.slice(0, 12)) ?? [];
  const begun = typed.toUpperCase().split(" ", 1)[0] ?? "";
  const known = expected === null ? VERSIONS : [expected, ...VERSIONS];
  return whole ?? known.find((version) => version.startsWith(begun)) ?? "HTTP/1.1";
}

/** The exchange above that has no response yet. */
function requestAbove({ document, exchanges }: JudgedDocument, at: number): JudgedExchange | null {
  const above = exchanges.findLast(({ request }) => document.startOf(request) < at);
  return above === undefined || (above.response !== null && document.startOf(above.response) < at) ? null : above;
}

function versionOf(exchange: JudgedExchange | null): string | null {
  const version = exchange?.request.version?.text ?? null;
  return version !== null && /^HTTP\/[\d.]+$/.test(version) ? version : null;
}

type Meaning = Pick<Offer, "detail" | "documentation">;

function toPreflight(status: string): Meaning {
  return status.startsWith("2")
    ? {
        detail: "lets the preflight pass",
        documentation: "The response to a preflight needs a status from 200 to 299.",
      }
    : {
        detail: "browsers block the request",
        documentation:
          "The response to a preflight needs a status from 200 to 299. With any other status, browsers don't send the request, whatever the headers say.",
      };
}

function toActual(status: string): Meaning {
  const number = Number(status.slice(0, 3));
  if (isRedirectStatus(number, "fetch")) {
    return {
      detail: "redirect",
      documentation:
        "Browsers follow it only if it passes the CORS check: it needs `Access-Control-Allow-Origin`, like the response after it.",
    };
  }
  return number < 400
    ? { detail: "success", documentation: "The page can read the response if it passes the CORS check." }
    : {
        detail: "error",
        documentation:
          "The CORS check ignores the status: without `Access-Control-Allow-Origin`, the page can't even see that the response is an error.",
      };
}
