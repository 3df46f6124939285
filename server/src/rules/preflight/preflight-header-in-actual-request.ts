import { normalizeMethod } from "../../cors/method";
import { fieldsNamed } from "../../http/tree";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayBeCors, outOfPlace } from "../shared/out-of-place";
import { FETCH_HTTP_REQUESTS, fetchSection } from "../shared/references";

const REQUEST_METHOD = "Access-Control-Request-Method";
const REQUEST_HEADERS = "Access-Control-Request-Headers";

export const rule: Rule = {
  id: "preflight-header-in-actual-request",
  severity: "information",
  summary: "A request that isn't a preflight has `Access-Control-Request-Method` or `Access-Control-Request-Headers`.",
  rationale: `The browser adds \`Access-Control-Request-Method\` and \`Access-Control-Request-Headers\` to the preflight, the \`OPTIONS\` request that it sends before
the actual request. Scripts can't set them: both names are forbidden, and browsers ignore the attempt.

Remove them from the actual request. To show the preflight, write it as a request of its own.`,
  references: [FETCH_HTTP_REQUESTS, fetchSection("forbidden request-header", "forbidden-request-header")],
  examples: {
    invalid: [
      {
        title: "The actual request announces itself",
        text: `DELETE /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE
`,
      },
    ],
    valid: [
      {
        title: "On the preflight only",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

###

DELETE /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
`,
      },
    ],
  },

  headers: [REQUEST_METHOD, REQUEST_HEADERS],

  *message(message, judged) {
    if (message.kind !== "request" || isUnknown(message.methodValue) || !mayBeCors(judged, message)) {
      return;
    }
    const method = message.methodValue;
    // An `OPTIONS` request is a preflight, or lacks what makes it one, which its own rule reports.
    if (normalizeMethod(method) === "OPTIONS") {
      return;
    }
    for (const field of [...fieldsNamed(message, REQUEST_METHOD), ...fieldsNamed(message, REQUEST_HEADERS)]) {
      const name = field.name.text;
      yield outOfPlace(
        message,
        field,
        `Browsers send ${quote(name)} only on preflights (\`OPTIONS\` requests), never on a ${quote(method)}.`,
      );
    }
  },
};
