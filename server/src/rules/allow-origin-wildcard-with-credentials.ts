import { allowOriginFixes } from "../edits/allow-origin";
import { corsDirective } from "../exchange/cors-directive";
import { fieldsNamed } from "../http/tree";
import { place } from "../text/range";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";
import type { Related, Rule } from "./framework/rule";
import { consequenceOf, expectedAllowOrigin, relatedOrigin } from "./shared/page-origin";
import { FETCH_CORS_CHECK, FETCH_CREDENTIALS, MDN_ALLOW_ORIGIN } from "./shared/references";
import { valuePlace } from "./shared/words";

const messages = {
  judged: (consequence: string) => `For a request with credentials \`*\` is no wildcard: ${consequence}.`,
  cookie: "This cookie makes it a request with credentials.",
  directive: "This makes it a request with credentials.",
};

export const rule: Rule = {
  id: "allow-origin-wildcard-with-credentials",
  severity: "error",
  summary: "Access-Control-Allow-Origin is `*`, and the request has credentials.",
  rationale: `\`*\` lets in every page, but never with cookies or other credentials: for a request with credentials mode \`include\` the browser compares
\`*\` with the page's origin, and blocks.

Where the answer is the same for everybody, send the request without credentials. Where it depends on who asks, name the page's origin, and
add \`Access-Control-Allow-Credentials: true\`. Pick that origin from a list of those that you trust: to send back whatever \`Origin\` says is to give
every site what the user can see.`,
  references: [FETCH_CORS_CHECK, FETCH_CREDENTIALS, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "A request with a cookie",
        text: `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=example

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: true
`,
      },
      {
        title: "A request that is said to have credentials",
        text: `# @cors credentials=include
GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: true
`,
      },
    ],
    valid: [
      {
        title: "The page's origin, with credentials",
        text: `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=example

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
      {
        title: "The wildcard, without credentials",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  *fault(fault, judged) {
    const [field] = fieldsNamed(fault.at.response, "Access-Control-Allow-Origin");
    if (field !== undefined) {
      yield {
        message: messages.judged(consequenceOf(fault)),
        place: valuePlace(fault.at.response, field),
        related: [...relatedCredentials(judged, fault.exchange), ...relatedOrigin(fault.exchange)],
        ...expectedAllowOrigin(fault.exchange),
        fixes: () => allowOriginFixes(judged, fault.exchange, fault.at),
      };
    }
  },
};

/** What makes a request one with credentials; for a preflight, what makes the request that it serves one. */
function relatedCredentials(judged: JudgedDocument, exchange: JudgedExchange): Related[] {
  const source = [...judged.servedBy(exchange), exchange].find(({ credentials }) => credentials?.mode === "include");
  if (source === undefined) {
    return [];
  }
  const { request } = source;
  if (source.credentials?.from === "directive") {
    const directive = request.directives.findLast((other) => corsDirective(other)?.credentials === "include");
    return directive === undefined ? [] : [{ message: messages.directive, place: place(directive, directive.value) }];
  }
  const [cookie] = fieldsNamed(request, "Cookie");
  return cookie === undefined ? [] : [{ message: messages.cookie, place: place(request, cookie.name) }];
}
