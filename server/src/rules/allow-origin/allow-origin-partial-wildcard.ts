import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import { type Field, fieldsNamed, type Response } from "../../http/tree";
import { type Place, place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Fault } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { knownOrigin, originReport } from "../shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";
import { isOriginPattern, unmatchedOrigins } from "../shared/unmatched-origin";

const HEADER = "Access-Control-Allow-Origin";

function messageOf({ value }: Field): string {
  return `\`*\` is a wildcard only on its own, so ${quote(value.text)} never matches.`;
}

export const rule: Rule = {
  id: "allow-origin-partial-wildcard",
  severity: "error",
  summary: "`Access-Control-Allow-Origin` uses `*` as part of an origin.",
  rationale: `\`Access-Control-Allow-Origin\` has no patterns. In a longer value, \`*\` is an ordinary character, and no page's origin contains
one.

To allow all subdomains, compare the request's \`Origin\` with them on the server, send back exactly that origin, and add \`Vary: Origin\`.
Compare the whole origin: a check that it ends in \`example.com\` also allows \`https://evilexample.com\`.

Where the text doesn't show the page, this is a warning: browsers block the response for every page of another origin.`,
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
        title: "The subdomain of the request",
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

  explains: { steps: ["cors-check 4"], when: ({ at }) => hasPartialWildcard(at.response) },

  short: "* within an origin",

  *fault(fault) {
    const [field] = fieldsNamed(fault.at.response, HEADER);
    if (field !== undefined) {
      yield originReport(fault, messageOf(field), placeOf(fault, field));
    }
  },

  headers: [HEADER],

  *message(message, judged) {
    for (const [field] of unmatchedOrigins(message, judged, "pattern")) {
      if (field !== undefined) {
        yield {
          message: messageOf(field),
          place: place(message, field.value),
          severity: "warning",
        };
      }
    }
  },
};

function hasPartialWildcard(response: Response): boolean {
  const value = get(headerListOf(response), HEADER);
  return typeof value === "string" && isOriginPattern(value);
}

/** The place of the `*` if the pattern would match the page's origin; otherwise of the whole value. */
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
