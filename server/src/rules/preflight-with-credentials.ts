import { fieldsNamed } from "../http/tree";
import { place } from "../text/range";
import type { Rule } from "./framework/rule";
import { removal } from "./shared/out-of-place";
import { FETCH_CREDENTIALS, FETCH_PREFLIGHT } from "./shared/references";
import { quote } from "./shared/words";

const messages = {
  /** The value is a secret: the name says enough. */
  credentials: (name: string) =>
    `Browsers send a preflight without credentials, so ${quote(name)} never stands in one.`,
};

export const rule: Rule = {
  id: "preflight-with-credentials",
  severity: "information",
  summary: "A preflight holds Cookie or Authorization, which no browser sends there.",
  rationale: `A browser sends a preflight without cookies and without \`Authorization\`, even where the request
behind it has both. It only announces the name \`authorization\` in \`Access-Control-Request-Headers\`.

A preflight that is tried out with credentials can therefore pass where the browser's own fails: a server that asks
for a login answers the one with 204 and the other with 401. Try it without them.`,
  references: [FETCH_PREFLIGHT, FETCH_CREDENTIALS],
  examples: {
    invalid: [
      {
        title: "A token on the preflight",
        text: `OPTIONS /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Authorization: Bearer {{token}}
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Headers: Authorization
Access-Control-Max-Age: 600
`,
      },
      {
        title: "A cookie on the preflight",
        text: `OPTIONS /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=0
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "The name is announced, the value is not sent",
        text: `OPTIONS /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Headers: Authorization
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  *preflight({ request }, judged) {
    for (const field of [...fieldsNamed(request, "Cookie"), ...fieldsNamed(request, "Authorization")]) {
      yield {
        message: messages.credentials(field.name.text),
        place: place(request, field.name),
        unnecessary: true,
        fixes: () => [removal(judged, request, field)],
      };
    }
  },
};
