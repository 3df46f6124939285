import { allowOriginFixes } from "../edits/allow-origin";
import { type Field, fieldsNamed } from "../http/tree";
import { type Place, place } from "../text/range";
import { isUnknown } from "../text/unknown";
import type { Fault, Rule } from "./framework/rule";
import { consequenceOf, expectedAllowOrigin, knownOrigin, relatedOrigin } from "./shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "./shared/references";
import { quote } from "./shared/words";

const HEADER = "Access-Control-Allow-Origin";

const messages = {
  judged: (typed: string, consequence: string) =>
    `Only \`*\` alone is a wildcard, so ${quote(typed)} never matches: ${consequence}.`,
  unjudged: (typed: string) =>
    `Only \`*\` alone is a wildcard, so ${quote(typed)} never matches: browsers block the response for every page.`,
};

export const rule: Rule = {
  id: "allow-origin-partial-wildcard",
  severity: "error",
  summary: "Access-Control-Allow-Origin has a `*` as a part of an origin.",
  rationale: `There are no patterns in \`Access-Control-Allow-Origin\`. A \`*\` that is a part of a longer value is an ordinary character, and no page's origin
has one.

To let all subdomains in, let the server compare the request's \`Origin\` with them, answer with exactly that origin, and add \`Vary: Origin\`.
Compare the whole origin: a test for how it ends also lets \`https://evilexample.com\` in.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "All subdomains",
        text: `GET /articles HTTP/1.1
Host: api.example.org
Origin: https://shop.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://*.example.com
`,
      },
      {
        title: "All ports",
        text: `GET /articles HTTP/1.1
Host: api.example.org
Origin: http://localhost:5173

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:*
`,
      },
    ],
    valid: [
      {
        title: "The subdomain that asks",
        text: `GET /articles HTTP/1.1
Host: api.example.org
Origin: https://shop.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://shop.example.com
Vary: Origin
`,
      },
    ],
  },

  *fault(fault, judged) {
    const [field] = fieldsNamed(fault.at.response, HEADER);
    if (field !== undefined) {
      yield {
        message: messages.judged(field.value.text, consequenceOf(fault)),
        place: placeOf(fault, field),
        related: relatedOrigin(fault.exchange),
        ...expectedAllowOrigin(fault.exchange),
        fixes: () => allowOriginFixes(judged, fault.exchange, fault.at),
      };
    }
  },

  headers: [HEADER],

  *message(message, judged) {
    if (message.kind === "request" || (message.kind === "response" && !judged.isUnjudged(message))) {
      return;
    }
    const fields = fieldsNamed(message, HEADER);
    // Several lines in one response are a matter of their own; in a fragment they are alternatives.
    if (message.kind === "response" && fields.length > 1) {
      return;
    }
    for (const field of fields) {
      if (!isUnknown(field.resolved) && isPartialWildcard(field.resolved)) {
        yield {
          message: messages.unjudged(field.value.text),
          place: place(message, field.value),
          severity: "warning",
        };
      }
    }
  },
};

/** A `*` with more than quotes around it, and no list. */
function isPartialWildcard(value: string): boolean {
  return value.includes("*") && value.replace(/["'*]/g, "") !== "" && !/[\s,]/.test(value);
}

/** The place of the `*` where the page's origin is what the pattern means to let in; else of the whole value. */
function placeOf({ exchange, at }: Fault, { value }: Field): Place {
  const origin = knownOrigin(exchange);
  const star = value.text.indexOf("*");
  const fits =
    origin !== null &&
    star >= 0 &&
    origin.length >= value.text.length &&
    origin.startsWith(value.text.slice(0, star)) &&
    origin.endsWith(value.text.slice(star + 1));
  const range = fits ? { start: value.start + star, end: value.start + star + 1 } : value;
  return place(at.response, range);
}
