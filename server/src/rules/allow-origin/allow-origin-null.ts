import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { knownOrigin, originReport, relatedOrigin } from "../shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";
import { isInternalTarget } from "../shared/target-host";

const HEADER = "Access-Control-Allow-Origin";

export const rule: Rule = {
  id: "allow-origin-null",
  severity: "warning",
  summary: "`Access-Control-Allow-Origin` is `null`.",
  rationale: `Browsers send \`Origin: null\` for pages with an opaque origin: sandboxed frames, \`data:\` pages, local files, and after some
redirects. \`null\` therefore doesn't identify one page, and any site can get it with a sandboxed frame. Trusting \`null\` with credentials means
trusting every site with the user's data. That is a warning, also if an internal network answers; without credentials it is information.

\`null\` never matches a page with an ordinary origin: name that origin instead. For public data, use \`*\`. During development, open pages from a
local server rather than from a file, so that they have an origin. An app without an origin can send a token instead of cookies.

Servers allow \`null\` only if it's on their list: remove it from \`origin\` (Express), \`allowedOrigins\` (Spring), \`CORS_ALLOWED_ORIGINS\` (Django),
\`WithOrigins\` (ASP.NET), \`AllowedOrigins\` (Go) or the \`map\` (nginx). A server that echoes \`Origin\` allows it too: compare with a list first.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "`null` doesn't mean every page",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: null
`,
      },
      {
        title: "A sandboxed frame on any site is allowed",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: null
`,
      },
    ],
    valid: [
      {
        title: "A public resource, read from a local file",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  explains: { steps: ["cors-check 4"], when: ({ at }) => get(headerListOf(at.response), HEADER) === "null" },

  short: "only null allowed",

  *fault(fault) {
    const [field] = fieldsNamed(fault.at.response, HEADER);
    if (field !== undefined) {
      const message = `\`null\` matches only pages with an opaque origin, not ${quote(knownOrigin(fault.exchange) ?? "")}.`;
      yield originReport(fault, message, valuePlace(fault.at.response, field));
    }
  },

  *exchange(exchange) {
    if (exchange.response === null || knownOrigin(exchange) !== "null") {
      return;
    }
    const [field, ...more] = fieldsNamed(exchange.response, HEADER);
    if (field === undefined || more.length > 0 || field.resolved !== "null") {
      return;
    }
    yield {
      message: `Any site can send \`Origin: null\` from a sandboxed frame, so every site may read this response${givesCredentials(exchange) ? " with the user's credentials" : ""}.`,
      place: valuePlace(exchange.response, field),
      severity: isSerious(exchange) ? "warning" : "information",
      related: relatedOrigin(exchange),
    };
  },
};

function givesCredentials({ response }: JudgedExchange): boolean {
  return response !== null && get(headerListOf(response), "Access-Control-Allow-Credentials") === "true";
}

/** Whether the response is for some alone: by its credentials, or by its network. */
function isSerious(exchange: JudgedExchange): boolean {
  return givesCredentials(exchange) || isInternalTarget(exchange);
}
