import { CORS_REQUEST_HEADERS, CORS_RESPONSE_HEADERS } from "../headers/headers";
import type { HeaderName } from "../headers/table";
import { type Field, fieldsNamed, type Message } from "../http/tree";
import { distanceBetween } from "../text/distance";
import { memo, memoText } from "../text/memo";

/** The names that a misspelt name may stand for: in lower case, and as usually written. */
const CANDIDATES: readonly (readonly [string, HeaderName])[] = [
  ...CORS_REQUEST_HEADERS.slice(1),
  ...CORS_RESPONSE_HEADERS,
].map((name) => [name.toLowerCase(), name]);
/** Correct names that are similar to those of other headers. */
const RIGHT: ReadonlySet<string> = new Set([
  ...CANDIDATES.map(([name]) => name),
  "access-control-allow-private-network",
  "access-control-request-private-network",
  "access-control-allow-external",
]);
const MAX_LENGTH = 48;
const MAX_DISTANCE = 3;
/** Common mistakes that are too far from the correct name to be found by edit distance. */
const OFTEN_WRITTEN = new Map<string, HeaderName>([
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

/** The CORS header that a name was probably meant to be; null for a correct name, or one that isn't similar to any. */
export const intendedHeader = memoText((name: string): HeaderName | null => {
  const lower = name.length > MAX_LENGTH ? "" : name.toLowerCase();
  const known = OFTEN_WRITTEN.get(lower);
  if (known !== undefined) {
    return known;
  }
  if (RIGHT.has(lower) || !/ac{1,2}[a-z]*[-_ ]?c?[a-z]*[-_]|cors|allow[-_]origin/.test(lower)) {
    return null;
  }
  // A prefix that people leave out or write differently: `Allow-Origin`, `CORS-Allow-Origin`, `X-Access-Control-…`.
  const whole = lower.replace(/^(x-|cors-)?(access-control-)?/, "access-control-");
  let best: HeaderName | null = null;
  let bestDistance = MAX_DISTANCE + 1;
  for (const [candidate, header] of CANDIDATES) {
    const distance = Math.min(
      distanceBetween(lower, candidate, bestDistance),
      distanceBetween(whole, candidate, bestDistance) + 1,
    );
    if (distance < bestDistance) {
      best = header;
      bestDistance = distance;
    }
  }
  return best;
});

/** A field and the header that its name was probably meant to be. */
export interface Misspelling {
  readonly field: Field;
  readonly header: HeaderName;
}

/** The fields of a message whose names are probably misspelt CORS headers. */
export const misspellingsIn = memo((message: Message): readonly Misspelling[] =>
  message.fields.flatMap((field) => {
    const header = intendedHeader(field.name.text);
    return header === null ? [] : { field, header };
  }),
);

/** The field that was probably meant to be the header, if the message doesn't have the header itself. */
export function misspeltField(message: Message, header: HeaderName): Field | null {
  const misspelling = misspellingsIn(message).find((one) => one.header === header);
  return misspelling === undefined || fieldsNamed(message, header).length > 0 ? null : misspelling.field;
}
