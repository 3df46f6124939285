import { fieldsNamed } from "../../http/tree";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { outOfPlace } from "../shared/out-of-place";
import { FETCH_CREDENTIALS, FETCH_PREFLIGHT } from "../shared/references";

export const rule: Rule = {
  id: "preflight-with-credentials",
  severity: "information",
  summary: "A preflight has `Cookie` or `Authorization`, which browsers never send with it.",
  rationale: `A browser sends a preflight without cookies and without \`Authorization\`, even if the actual request has both. It only announces the name
\`authorization\` in \`Access-Control-Request-Headers\`.

So a preflight that you test with credentials can pass while the browser's own fails: a server that requires a login answers the first with 204 and
the second with 401. Test it without them.`,
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
        title: "The header's name is announced, and its value isn't sent",
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

  *preflight({ request }) {
    for (const field of [...fieldsNamed(request, "Cookie"), ...fieldsNamed(request, "Authorization")]) {
      // Never quotes the value, which is a secret.
      const name = quote(field.name.text);
      yield outOfPlace(request, field, `Browsers send preflights without credentials, so never with ${name}.`);
    }
  },
};
