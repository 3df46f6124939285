import { ALLOW_HEADERS } from "../../edits/corrections";
import type { Rule } from "../framework/rule";
import { invalidAllowList } from "../shared/invalid-allow-list";
import { FETCH_PREFLIGHT, MDN_ALLOW_HEADERS } from "../shared/references";

export const rule: Rule = {
  id: "allow-headers-invalid",
  severity: "error",
  summary: "`Access-Control-Allow-Headers` isn't a list of header names separated by commas.",
  rationale: `The value is a list of header names separated by commas. One invalid item, such as \`Content Type\` with a space or \`X-A; X-B\`
with a semicolon, makes the whole list invalid. Browsers then block the request after the preflight, even if none of its headers need to be
listed.

Write \`Content-Type, X-A\`. Empty items and several lines are fine.`,
  references: [FETCH_PREFLIGHT, MDN_ALLOW_HEADERS],
  examples: {
    invalid: [
      {
        title: "Semicolons instead of commas",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Authorization; X-Request-ID
`,
      },
      {
        title: "Names in quotes",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: "Authorization"
`,
      },
    ],
    valid: [
      {
        title: "Commas",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Authorization, X-Request-ID
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  ...invalidAllowList(ALLOW_HEADERS, "header names"),
};
