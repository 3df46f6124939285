import { type Field, fieldsNamed, type Message } from "../http/tree";
import { distanceBetween } from "../text/distance";

/** The header names of the CORS protocol, in their canonical case (Fetch section "HTTP extensions"), and `Origin`. */
export const CORS_REQUEST_HEADERS = [
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
] as const;
export const CORS_RESPONSE_HEADERS = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
  "Access-Control-Expose-Headers",
] as const;

const NAMES = [...CORS_REQUEST_HEADERS.slice(1), ...CORS_RESPONSE_HEADERS];
const BY_LOWER_CASE = new Map<string, string>(NAMES.map((name) => [name.toLowerCase(), name]));
/** Other headers whose names are close to a CORS header's and right as they are. */
const OTHERS = new Set([
  "access-control-allow-private-network",
  "access-control-request-private-network",
  "access-control-allow-external",
]);
const MAX_DISTANCE = 3;
/** Names that are often written, and too far from the right one for their letters to tell. */
const OFTEN_WRITTEN = new Map([
  ["access-control-origin", "Access-Control-Allow-Origin"],
  ["access-control-allow-domain", "Access-Control-Allow-Origin"],
  ["access-control-allow-host", "Access-Control-Allow-Origin"],
  ["allow-access-control-origin", "Access-Control-Allow-Origin"],
  ["access-allow-control-origin", "Access-Control-Allow-Origin"],
  ["access-control-methods", "Access-Control-Allow-Methods"],
  ["access-control-headers", "Access-Control-Allow-Headers"],
  ["access-control-credentials", "Access-Control-Allow-Credentials"],
  ["access-control-exposed-headers", "Access-Control-Expose-Headers"],
]);

/** The CORS header that a name was probably meant to be; null for a right name, or one that is like none. */
export function intendedHeader(name: string): string | null {
  const lower = name.toLowerCase();
  const known = OFTEN_WRITTEN.get(lower);
  if (known !== undefined) {
    return known;
  }
  if (
    BY_LOWER_CASE.has(lower) ||
    OTHERS.has(lower) ||
    lower.length > 48 ||
    !/ac{1,2}[a-z]*[-_ ]?c?[a-z]*[-_]|cors|allow[-_]origin/.test(lower)
  ) {
    return null;
  }
  let best: string | null = null;
  let bestDistance = MAX_DISTANCE + 1;
  for (const candidate of NAMES) {
    const distance = Math.min(
      distanceBetween(lower, candidate.toLowerCase()),
      // A prefix that people leave out or write in another way: `Allow-Origin`, `CORS-Allow-Origin`, `X-Access-Control-…`.
      distanceBetween(lower.replace(/^(x-|cors-)?(access-control-)?/, "access-control-"), candidate.toLowerCase()) + 1,
    );
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** The field of a message that was probably meant to be the header, where the header itself is absent. */
export function misspeltField(message: Message, header: string): Field | null {
  return fieldsNamed(message, header).length > 0
    ? null
    : (message.fields.find((field) => intendedHeader(field.name.text) === header) ?? null);
}
