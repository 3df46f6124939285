import { ALLOW_METHODS } from "../edits/corrections";
import type { Rule } from "./framework/rule";
import { invalidAllowList } from "./shared/invalid-allow-list";
import { FETCH_PREFLIGHT, MDN_ALLOW_METHODS } from "./shared/references";

export const rule: Rule = {
  id: "allow-methods-invalid",
  severity: "error",
  summary: "Access-Control-Allow-Methods is not a list of methods separated by commas.",
  rationale: `The value is a list of methods with commas between them. One item that can be no method, such as \`GET PUT\` with a blank or \`"GET"\`
with quotes, spoils the whole list: browsers block the request after the preflight, even one whose method needs no listing.

Write \`GET, PUT\`. Empty items and several lines do no harm.`,
  references: [FETCH_PREFLIGHT, MDN_ALLOW_METHODS],
  examples: {
    invalid: [
      {
        title: "Blanks in place of commas",
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
        title: "A list in the syntax of another language",
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

  ...invalidAllowList(ALLOW_METHODS, "a method"),
};
