import { fieldsNamed } from "../../http/tree";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { statusLinePlace } from "../shared/header-places";
import { outOfPlace } from "../shared/out-of-place";
import { FETCH_HTTP_RESPONSES } from "../shared/references";

/** Headers that browsers read only from a preflight's response. */
const PREFLIGHT_RESPONSE_HEADERS = [
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
] as const;

export const rule: Rule = {
  id: "preflight-header-in-actual-response",
  severity: "information",
  summary: "A response to an actual request has a header that browsers read only from a preflight's response.",
  rationale: `\`Access-Control-Allow-Methods\`, \`Access-Control-Allow-Headers\` and \`Access-Control-Max-Age\` answer a preflight. Browsers ignore them in the
response to the actual request.

They do no harm there, but they mislead: a method that is listed here, but not in the preflight's response, isn't allowed.`,
  references: [FETCH_HTTP_RESPONSES],
  examples: {
    invalid: [
      {
        title: "Allowed methods in the response to a POST",
        text: `POST /search HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: GET, POST, PUT
`,
      },
      {
        title: "A maximum age in the response to a GET",
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
        title: "In the preflight's response",
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

  *actual({ request, response, servedBy }) {
    const method = request.methodValue;
    // An `OPTIONS` request that isn't a preflight may be an unfinished one.
    if (response === null || isUnknown(method) || method.toUpperCase() === "OPTIONS") {
      return;
    }
    const preflight = servedBy?.response ?? null;
    const related =
      preflight === null
        ? []
        : [{ message: "The preflight's response, where browsers read it.", place: statusLinePlace(preflight) }];
    for (const field of PREFLIGHT_RESPONSE_HEADERS.flatMap((name) => fieldsNamed(response, name))) {
      const message = `Browsers ignore ${quote(field.name.text)} in the response to a ${quote(method)}: send it with the preflight response.`;
      yield { ...outOfPlace(response, field, message), related };
    }
  },
};
