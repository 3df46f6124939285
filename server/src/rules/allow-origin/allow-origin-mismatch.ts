import { type Field, fieldsNamed } from "../../http/tree";
import { place, type Range } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { enumerate, quote } from "../../words/quote";
import type { Blocked, Fault } from "../framework/blocking";
import type { Report, Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { fieldDifference, type OriginDifference, originDifference } from "../shared/origin-difference";
import { consequenceOf, knownOrigin, originReport } from "../shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

const HEADER = "Access-Control-Allow-Origin";

interface Words {
  readonly typed: string;
  readonly origin: string;
  /** The end of the sentence: who blocks what. */
  readonly consequence: string;
}

const messages: Readonly<Record<Exclude<OriginDifference["kind"], "parts">, (words: Words) => string>> = {
  comment: ({ typed, consequence }: Words) =>
    `A header value can't contain a comment, so ${quote(typed)} never matches: ${consequence}.`,
  "trailing-slash": ({ typed, consequence }: Words) =>
    `An origin has no trailing slash, so ${quote(typed)} never matches: ${consequence}.`,
  path: ({ typed, consequence }: Words) => `An origin has no path, so ${quote(typed)} never matches: ${consequence}.`,
  "missing-scheme": ({ typed, origin, consequence }: Words) =>
    `An origin starts with a scheme, so ${quote(typed)} never matches ${quote(origin)}: ${consequence}.`,
  "default-port": ({ typed, consequence }: Words) =>
    `An origin doesn't include the default port, so ${quote(typed)} never matches: ${consequence}.`,
  case: ({ typed, origin, consequence }: Words) =>
    `Origins are in lower case and compared byte for byte, so ${quote(typed)} doesn't match ${quote(origin)}: ${consequence}.`,
  quoted: ({ typed, consequence }: Words) =>
    `The quotes are part of the value, so ${quote(typed)} never matches: ${consequence}.`,
  userinfo: ({ typed, consequence }: Words) =>
    `An origin has no user name or password, so ${quote(typed)} never matches: ${consequence}.`,
  empty: ({ consequence }: Words) => `\`${HEADER}\` has no value: ${consequence}.`,
  opaque: ({ typed, consequence }: Words) =>
    `The page has an opaque origin (\`null\`), so ${quote(typed)} doesn't match: ${consequence}.`,
  "not-an-origin": ({ typed, origin, consequence }: Words) =>
    `${quote(typed)} isn't an origin, so it never matches ${quote(origin)}: ${consequence}.`,
  never: ({ typed, consequence }: Words) => `${quote(typed)} can't be the origin of a page: ${consequence}.`,
};

function messageOf({ kind, parts }: OriginDifference, words: Words): string {
  return kind === "parts"
    ? `The page's origin is ${quote(words.origin)}, not ${quote(words.typed)}: the ${enumerate(parts)} ${parts.length === 1 ? "differs" : "differ"}, so ${words.consequence}.`
    : messages[kind](words);
}

const shortDifferences: Readonly<Record<Exclude<OriginDifference["kind"], "parts">, string>> = {
  empty: "Access-Control-Allow-Origin is empty",
  comment: "text after the origin",
  quoted: "origin in quotes",
  opaque: "the page's origin is null",
  userinfo: "user name in the origin",
  "trailing-slash": "trailing slash after the origin",
  path: "path after the origin",
  "default-port": "default port in the origin",
  never: "not an origin",
  "missing-scheme": "scheme missing",
  "not-an-origin": "not an origin",
  case: "case differs",
};

export const rule: Rule = {
  id: "allow-origin-mismatch",
  severity: "error",
  summary: "`Access-Control-Allow-Origin` names an origin other than the page's.",
  rationale: `Browsers compare the value with the page's origin byte for byte. An origin is a scheme, host and port in lower case, without a
default port, path or trailing slash. One different byte blocks the response.

Send exactly what the browser sent in \`Origin\`. A server that allows several origins looks the request's \`Origin\` up in its list, sends it
back, and adds \`Vary: Origin\`.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "A different port",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8080
`,
      },
      {
        title: "A trailing slash",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com/
`,
      },
    ],
    valid: [
      {
        title: "The page's origin, byte for byte",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:3000
Vary: Origin
`,
      },
    ],
  },

  explains: { steps: ["cors-check 4"] },

  short: shortDifference,

  *fault(fault) {
    const [field] = fieldsNamed(fault.at.response, HEADER);
    if (field !== undefined) {
      yield report(fault, field);
    }
  },
};

function shortDifference({ at: { origin, response } }: Blocked): string {
  const [field] = response === null ? [] : fieldsNamed(response, HEADER);
  const page = origin === null || isUnknown(origin.value) ? null : origin.value;
  const { kind, parts } = field === undefined ? originDifference("", page) : fieldDifference(field, page);
  return kind === "parts" ? `${enumerate(parts)} ${parts.length === 1 ? "differs" : "differ"}` : shortDifferences[kind];
}

function report(fault: Fault, field: Field): Report {
  const { response } = fault.at;
  const origin = knownOrigin(fault.exchange);
  const typed = field.value.text;
  const difference = fieldDifference(field, origin);
  const { range } = difference;
  const where =
    range === null || field.value.start === field.value.end
      ? valuePlace(response, field)
      : place(response, shift(range, field.value.start));
  return originReport(
    fault,
    messageOf(difference, { typed, origin: origin ?? "", consequence: consequenceOf(fault) }),
    where,
  );
}

function shift(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}
