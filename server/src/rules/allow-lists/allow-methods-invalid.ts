import { ALLOW_METHODS } from "../../edits/corrections";
import type { Rule } from "../framework/rule";
import { invalidAllowList } from "../shared/invalid-allow-list";
import { FETCH_PREFLIGHT, MDN_ALLOW_METHODS } from "../shared/references";

export const rule: Rule = {
  id: "allow-methods-invalid",
  severity: "error",
  summary: "`Access-Control-Allow-Methods` isn't a list of methods separated by commas.",
  rationale: `The value is a list of methods separated by commas. One invalid item, such as \`GET PUT\` with a space or \`"GET"\` in quotes, makes
the whole list invalid. Browsers then block the request after the preflight, even if its method doesn't need to be listed.

Write \`GET, PUT\`. Empty items and several lines are fine.`,
  references: [FETCH_PREFLIGHT, MDN_ALLOW_METHODS],
  examples: {
    invalid: [
      {
        title: "Spaces instead of commas",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: GET PUT
`,
      },
      {
        title: "An array in JSON syntax",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: ["GET", "PUT"]
`,
      },
    ],
    valid: [
      {
        title: "Commas",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: GET, PUT
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  ...invalidAllowList(ALLOW_METHODS, "methods"),
};
