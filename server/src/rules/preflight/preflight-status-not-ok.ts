import type { Response } from "../../http/tree";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { noContent } from "../shared/no-content";
import { FETCH_PREFLIGHT } from "../shared/references";

export const rule: Rule = {
  id: "preflight-status-not-ok",
  severity: "error",
  summary: "A preflight's response has a status outside 200 to 299.",
  rationale: `The status of a preflight's response counts as much as its headers: at anything but 200 to 299, browsers block the request, even if every
\`Access-Control-*\` header is right.

Usually another part of the server answers first. A login check sees no credentials, because browsers send none with a preflight, and answers 401 or
403. A router has no handler for \`OPTIONS\` on this path and answers 404 or 405. Make the code that handles CORS answer \`OPTIONS\` before both, with
\`204 No Content\`.`,
  references: [
    FETCH_PREFLIGHT,
    {
      title: "MDN: CORS preflight channel did not succeed",
      url: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed",
    },
  ],
  examples: {
    invalid: [
      {
        title: "The router doesn't handle OPTIONS",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 405 Method Not Allowed
Allow: GET, DELETE
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: DELETE
`,
      },
      {
        title: "The login check runs before CORS",
        text: `OPTIONS /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Headers: Authorization
`,
      },
    ],
    valid: [
      {
        title: "204 No Content",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: DELETE
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  // No engine accepts another status, so the message is the same for all requests that the preflight serves.
  explains: { steps: ["cors-preflight-fetch 7"] },

  short: ({ at }) => `preflight answered with ${at.response?.status.text}`,

  *fault({ at: { response } }) {
    yield {
      message: messageOf(response),
      place: place(response, response.status),
      ...noContent(response),
    };
  },
};

function messageOf({ statusValue, status: { text } }: Response): string {
  switch (statusValue) {
    case "401":
    case "403":
      return `Browsers send preflights without credentials, and block the request if the answer is ${quote(text)}. Handle CORS before authentication.`;
    case "404":
    case "405":
    case "501":
      return `A preflight needs a status from 200 to 299, but ${quote(text)} says that this URL doesn't handle \`OPTIONS\`: browsers block the request.`;
    default:
      return `A preflight needs a status from 200 to 299, not ${quote(text)}: browsers block the request, whatever the headers say.`;
  }
}
