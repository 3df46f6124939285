import { fieldsNamed } from "../../http/tree";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { bodyPlace } from "../shared/body";
import { outOfPlace } from "../shared/out-of-place";
import { FETCH_PREFLIGHT } from "../shared/references";

export const rule: Rule = {
  id: "preflight-with-body",
  severity: "information",
  summary: "A preflight has a body or a `Content-Type`, which browsers never send with it.",
  rationale: `A preflight only asks for permission: it has no body, no \`Content-Type\` and none of the page's own headers. It announces the \`Content-Type\` of the
actual request by name, in \`Access-Control-Request-Headers: content-type\`.

A server may answer a preflight with a body differently from the browser's own, so remove it.`,
  references: [FETCH_PREFLIGHT],
  examples: {
    invalid: [
      {
        title: "The content type of the actual request",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type
Content-Type: application/json

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "The header's name is announced",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  *preflight({ request }) {
    for (const field of fieldsNamed(request, "Content-Type")) {
      const name = quote(field.name.text);
      yield outOfPlace(request, field, `A preflight has no body, so browsers never send ${name} with it.`);
    }
    const at = bodyPlace(request);
    if (at !== null) {
      yield { message: "Browsers send preflights without a body.", place: at, unnecessary: true };
    }
  },
};
