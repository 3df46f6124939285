import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import { corsDirective } from "../../exchange/cors-directive";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import type { Related, Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { originReport } from "../shared/page-origin";
import { FETCH_CORS_CHECK, FETCH_CREDENTIALS, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "allow-origin-wildcard-with-credentials",
  severity: "error",
  summary: "`Access-Control-Allow-Origin` is `*`, but the request has credentials.",
  rationale: `\`*\` allows every page, but only without cookies or other credentials. For a request with the credentials mode \`include\`,
browsers compare \`*\` with the page's origin byte for byte, and block the response.

If the response is the same for every user, send the request without credentials. Otherwise, name the page's origin and add
\`Access-Control-Allow-Credentials: true\`. Pick the origin from a list that you trust: a server that echoes every \`Origin\` gives every site the
user's data.`,
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
        title: "A directive that says the request has credentials",
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

  explains: {
    steps: ["cors-check 4"],
    when: ({ at }) => get(headerListOf(at.response), "Access-Control-Allow-Origin") === "*",
  },

  short: "* with credentials",

  *fault(fault, judged) {
    const [field] = fieldsNamed(fault.at.response, "Access-Control-Allow-Origin");
    if (field !== undefined) {
      const message = "`*` doesn't work for requests with credentials: name the origin.";
      const related = relatedCredentials(judged, fault.exchange);
      yield originReport(fault, message, valuePlace(fault.at.response, field), related);
    }
  },
};

/** The cookie, directive or option that gives the request its credentials; for a preflight, the one that gives them to the request it serves. */
function relatedCredentials(judged: JudgedExchanges, exchange: JudgedExchange): Related[] {
  const source = [...judged.servedBy(exchange), exchange].find(({ credentials }) => credentials?.mode === "include");
  if (source === undefined) {
    return [];
  }
  const { request } = source;
  if (source.credentials?.from === "directive") {
    const directive = request.directives.findLast((other) => corsDirective(other)?.credentials === "include");
    return directive === undefined
      ? []
      : [{ message: "This directive makes it a request with credentials.", place: place(directive, directive.value) }];
  }
  const option = request.call?.credentials ?? null;
  if (option !== null && source.credentials?.from === "call") {
    return [{ message: "This option makes it a request with credentials.", place: place(request, option.part) }];
  }
  const [cookie] = fieldsNamed(request, "Cookie");
  return cookie === undefined
    ? []
    : [{ message: "This cookie makes it a request with credentials.", place: place(request, cookie.name) }];
}
