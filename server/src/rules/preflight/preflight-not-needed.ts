import { ENGINES } from "../../cors/engines";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { isSameValue, type Value } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { FETCH_PREFLIGHT } from "../shared/references";

export const rule: Rule = {
  id: "preflight-not-needed",
  severity: "information",
  summary: "There is a preflight before a request that doesn't need one.",
  rationale: `A browser sends a preflight only if the method or a header is more than a form could send. It sends \`GET\`, \`HEAD\` and \`POST\` with ordinary
headers at once, so the preflight shown here doesn't happen.

There is one exception, which leaves no trace in the request: if a script listens to the progress of an upload or streams the body, browsers send a
preflight, and its response counts. The verdict assumes that this isn't the case.`,
  references: [
    FETCH_PREFLIGHT,
    { title: "MDN: Simple requests", url: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#simple_requests" },
  ],
  examples: {
    invalid: [
      {
        title: "Before a GET without custom headers",
        text: `OPTIONS /prices HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Max-Age: 600

###

GET /prices HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "Before a GET with a header that needs permission",
        text: `OPTIONS /prices HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: x-trace

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Headers: X-Trace
Access-Control-Max-Age: 600

###

GET /prices HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
X-Trace: 1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  *preflight(exchange, judged) {
    const [asked] = fieldsNamed(exchange.request, "Access-Control-Request-Method");
    if (asked === undefined || judged.servedBy(exchange).length > 0) {
      return;
    }
    const simple = laterRequestWithoutNeed(exchange, asked.resolved, judged);
    if (simple !== undefined) {
      yield {
        message: `The ${quote(asked.value.text)} request below needs no preflight, unless its script watches or streams the upload.`,
        place: place(exchange.request, asked.value),
        related: [
          {
            message: "This request needs no preflight.",
            place: place(simple.request, simple.request.method ?? simple.request.target),
          },
        ],
      };
    }
  },
};

/** The first later request with the same URL, page and method as the preflight. */
function laterRequestWithoutNeed(
  preflight: JudgedExchange,
  method: Value,
  judged: JudgedExchanges,
): JudgedExchange | undefined {
  return judged
    .othersWithTarget(preflight)
    .find(
      (other) =>
        other.preflights.some(({ request }) => request === preflight.request) &&
        isSameValue(other.fetchRequest.fetch.method, method) &&
        ENGINES.every((engine) => other.judgement[engine].needsPreflight === false),
    );
}
