import { fieldsNamed } from "../../http/tree";
import type { Rule } from "../framework/rule";
import { outOfPlace } from "../shared/out-of-place";
import { FETCH_HTTP_RESPONSES, MDN_EXPOSE_HEADERS } from "../shared/references";

const MESSAGE =
  "Browsers ignore `Access-Control-Expose-Headers` in a preflight response: send it with the actual response.";

export const rule: Rule = {
  id: "expose-headers-in-preflight",
  severity: "information",
  summary: "`Access-Control-Expose-Headers` is in the response to a preflight.",
  rationale: `\`Access-Control-Expose-Headers\` says which headers of its own response a script may read. Scripts never see the response to a
preflight, so the header does nothing there.

Send it with the response to the actual request.`,
  references: [FETCH_HTTP_RESPONSES, MDN_EXPOSE_HEADERS],
  examples: {
    invalid: [
      {
        title: "A preflight response that exposes a header",
        text: `OPTIONS /reports HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Expose-Headers: X-Report-Id
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "The response to the actual request exposes it",
        text: `GET /reports/latest HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-Report-Id
X-Report-Id: 4711
`,
      },
    ],
  },

  *preflight({ response }) {
    if (response === null) {
      return;
    }
    for (const field of fieldsNamed(response, "Access-Control-Expose-Headers")) {
      yield outOfPlace(response, field, MESSAGE);
    }
  },
};
