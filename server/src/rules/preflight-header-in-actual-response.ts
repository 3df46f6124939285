import { fieldsNamed } from "../http/tree";
import { place } from "../text/range";
import { isUnknown } from "../text/unknown";
import type { Rule } from "./framework/rule";
import { removal } from "./shared/out-of-place";
import { FETCH_HTTP_RESPONSES } from "./shared/references";
import { quote, statusLinePlace } from "./shared/words";

/** What browsers read from the response to a preflight alone. */
const PREFLIGHT_RESPONSE_HEADERS = [
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
] as const;

const messages = {
  ignored: (name: string, method: string) =>
    `Browsers read ${quote(name)} from the response to a preflight only, ` +
    `and ignore it on the response to a ${quote(method)}.`,
  preflight: () => "The response to the preflight, where it counts.",
};

export const rule: Rule = {
  id: "preflight-header-in-actual-response",
  severity: "information",
  summary: "A header that counts on a preflight's response only stands on another response.",
  rationale: `\`Access-Control-Allow-Methods\`, \`Access-Control-Allow-Headers\` and \`Access-Control-Max-Age\`
answer the question that a preflight asks. On the response to the real request nobody has asked, and browsers ignore
them.

They do no harm, but they mislead: a method that is listed here and not on the answer to \`OPTIONS\` is not allowed.`,
  references: [FETCH_HTTP_RESPONSES],
  examples: {
    invalid: [
      {
        title: "Methods on the response to a POST",
        text: `POST /search HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: GET, POST, PUT
`,
      },
      {
        title: "A maximum age on the response to a GET",
        text: `GET /public.json HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "On the answer to the preflight",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: DELETE
Access-Control-Max-Age: 600

###

DELETE /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
`,
      },
    ],
  },

  *actual({ request, response, servedBy }, judged) {
    const method = request.methodValue;
    // An `OPTIONS` request that is no preflight may be a sketch of one: its response is left in peace.
    if (response === null || isUnknown(method) || method.toUpperCase() === "OPTIONS") {
      return;
    }
    const preflightResponse = servedBy?.response ?? null;
    for (const field of PREFLIGHT_RESPONSE_HEADERS.flatMap((name) => fieldsNamed(response, name))) {
      yield {
        message: messages.ignored(field.name.text, method),
        place: place(response, field.name),
        related:
          preflightResponse === null
            ? []
            : [{ message: messages.preflight(), place: statusLinePlace(preflightResponse) }],
        unnecessary: true,
        fixes: () => [removal(judged, response, field)],
      };
    }
  },
};
