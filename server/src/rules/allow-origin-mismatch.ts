import { allowOriginFixes } from "../edits/allow-origin";
import { type Field, fieldsNamed } from "../http/tree";
import { place, type Range } from "../text/range";
import type { Fault, Report, Rule } from "./framework/rule";
import { fieldDifference, type OriginDifference } from "./shared/origin-difference";
import { consequenceOf, expectedAllowOrigin, knownOrigin, relatedOrigin } from "./shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "./shared/references";
import { quote, valuePlace } from "./shared/words";

interface Words {
  readonly typed: string;
  readonly origin: string;
  /** Who blocks what, as the end of the sentence. */
  readonly consequence: string;
}

const messages: Readonly<Record<Exclude<OriginDifference["kind"], "parts">, (words: Words) => string>> = {
  comment: ({ typed, consequence }: Words) =>
    `What follows the value is part of it, as a field has no comments, so ${quote(typed)} never matches: ${consequence}.`,
  "trailing-slash": ({ typed, consequence }: Words) =>
    `An origin has no trailing slash, so ${quote(typed)} never matches: ${consequence}.`,
  path: ({ typed, consequence }: Words) => `An origin has no path, so ${quote(typed)} never matches: ${consequence}.`,
  "missing-scheme": ({ typed, origin, consequence }: Words) =>
    `An origin starts with its scheme, so ${quote(typed)} never matches ${quote(origin)}: ${consequence}.`,
  "default-port": ({ typed, consequence }: Words) =>
    `Browsers leave the default port out of an origin, so ${quote(typed)} never matches: ${consequence}.`,
  case: ({ typed, origin, consequence }: Words) =>
    `An origin is compared byte for byte and is in lower case, so ${quote(typed)} does not match ${quote(origin)}: ${consequence}.`,
  quoted: ({ typed, consequence }: Words) =>
    `An origin stands without quotes, so ${quote(typed)} never matches: ${consequence}.`,
  userinfo: ({ typed, consequence }: Words) =>
    `An origin has no user name or password, so ${quote(typed)} never matches: ${consequence}.`,
  empty: ({ origin, consequence }: Words) =>
    `The value is empty and the page's origin is ${quote(origin)}: ${consequence}.`,
  opaque: ({ typed, consequence }: Words) =>
    `The page's origin is opaque (\`null\`), which ${quote(typed)} does not match: ${consequence}.`,
  "not-an-origin": ({ typed, origin, consequence }: Words) =>
    `${quote(typed)} is not an origin, so it never matches ${quote(origin)}: ${consequence}.`,
  never: ({ typed, consequence }: Words) => `${quote(typed)} can be no page's origin: ${consequence}.`,
};

function messageOf({ kind, parts }: OriginDifference, words: Words): string {
  return kind === "parts"
    ? `The page's origin is ${quote(words.origin)}: the ${parts.join(" and the ")} ${parts.length === 1 ? "differs" : "differ"}, so ${words.consequence}.`
    : messages[kind](words);
}

export const rule: Rule = {
  id: "allow-origin-mismatch",
  severity: "error",
  summary: "Access-Control-Allow-Origin names another origin than the page's.",
  rationale: `The browser compares the value with the page's origin byte for byte. An origin is scheme, host and port, in lower case, without a
default port, a path or a trailing slash. One different byte blocks the response.

Write exactly what the browser sends in \`Origin\`. A server that allows several origins picks the one that asks from its list, and adds
\`Vary: Origin\`.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "Another port",
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

  *fault(fault, judged) {
    const [field] = fieldsNamed(fault.at.response, "Access-Control-Allow-Origin");
    if (field !== undefined) {
      yield report(fault, field, () => allowOriginFixes(judged, fault.exchange, fault.at));
    }
  },
};

function report(fault: Fault, field: Field, fixes: NonNullable<Report["fixes"]>): Report {
  const { response } = fault.at;
  const origin = knownOrigin(fault.exchange);
  const typed = field.value.text;
  const difference = fieldDifference(field, origin);
  const { range } = difference;
  const where =
    range === null || field.value.start === field.value.end
      ? valuePlace(response, field)
      : place(response, shift(range, field.value.start));
  return {
    message: messageOf(difference, { typed, origin: origin ?? "", consequence: consequenceOf(fault) }),
    place: where,
    related: relatedOrigin(fault.exchange),
    ...expectedAllowOrigin(fault.exchange),
    fixes,
  };
}

function shift(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}
