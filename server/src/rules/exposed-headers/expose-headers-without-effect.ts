import { isToken } from "../../cors/list-values";
import { isCorsSafelistedResponseHeaderName, isForbiddenResponseHeaderName } from "../../cors/response-header";
import { listItems } from "../../exchange/list-items";
import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayAnswer } from "../shared/out-of-place";
import { FETCH_HTTP_RESPONSES, fetchSection, MDN_EXPOSE_HEADERS } from "../shared/references";

const HEADER = "Access-Control-Expose-Headers";

export const rule: Rule = {
  id: "expose-headers-without-effect",
  severity: "information",
  summary: "`Access-Control-Expose-Headers` lists a header that no script can read, or that every script can.",
  rationale: `No script can read \`Set-Cookie\`, whatever the response exposes: cookies may be hidden from scripts. The browser stores the cookie, if the request has credentials.
Send a value that the script needs in another header or in the body.

Scripts can always read seven headers: \`Cache-Control\`, \`Content-Language\`, \`Content-Length\`, \`Content-Type\`, \`Expires\`, \`Last-Modified\` and \`Pragma\`. Listing them does no harm.`,
  references: [
    fetchSection("forbidden response-header name", "forbidden-response-header-name"),
    FETCH_HTTP_RESPONSES,
    MDN_EXPOSE_HEADERS,
  ],
  examples: {
    invalid: [
      {
        title: "A cookie",
        text: `# @cors credentials=include
GET /session HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Access-Control-Expose-Headers: Set-Cookie
Vary: Origin
`,
      },
      {
        title: "A header that scripts can read anyway",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: Content-Type, X-Total-Count
X-Total-Count: 120
`,
      },
    ],
    valid: [
      {
        title: "A header of the application's own",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-Total-Count
X-Total-Count: 120
`,
      },
    ],
  },

  headers: [HEADER],

  *message(message, judged) {
    if (!mayAnswer(judged, message, "actual")) {
      return;
    }
    for (const field of fieldsNamed(message, HEADER)) {
      const items = listItems(field);
      // One invalid item makes browsers ignore the whole list, and its own rule says so.
      for (const { text, range } of items.every((item) => isToken(item.text)) ? items : []) {
        if (isForbiddenResponseHeaderName(text)) {
          yield {
            message: `Scripts can never read ${quote(text)}, so exposing it has no effect.`,
            place: place(message, range),
            unnecessary: true,
          };
        } else if (isCorsSafelistedResponseHeaderName(text, NOTHING)) {
          yield {
            message: `Scripts can always read ${quote(text)}, so exposing it has no effect.`,
            place: place(message, range),
            severity: "hint",
            unnecessary: true,
          };
        }
      }
    }
  },
};

const NOTHING: ReadonlySet<string> = new Set();
