import type { Response } from "../../http/tree";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { failsByAbsence } from "../shared/missing-headers";
import { noContent } from "../shared/no-content";
import { FETCH_PREFLIGHT } from "../shared/references";
import { shownRefusal } from "../shared/shown-refusal";

export const rule: Rule = {
  id: "preflight-status-not-ok",
  severity: "error",
  summary: "A preflight's response has a status outside 200 to 299.",
  rationale: `The status of a preflight's response counts as much as its headers: at anything but 200 to 299, browsers block the request, even if every
\`Access-Control-*\` header is right.

Three things cause it. The router has no handler for \`OPTIONS\` on this path and answers 404 or 405. A check runs first: authentication sees no
credentials, because browsers send none with a preflight, and answers 401 or 403. Or the code for CORS runs, and its list doesn't have the
page's origin, the method or a header, and it answers 400 or 403. The message names the cause if the response shows it: by its body, as those of
Spring, Starlette, Express, Rails and S3 do, or by a header such as \`Allow\`, \`WWW-Authenticate\` or \`x-amzn-errortype\`. API Gateway's
\`MissingAuthenticationToken\` has two causes: the path has no \`OPTIONS\` method, or the method requires IAM authorization.

Make the code that handles CORS answer \`OPTIONS\` before the others, with \`204 No Content\`. Headers that such a response lacks are part of this
finding: they come with the cure.`,
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

  explains: { steps: ["cors-preflight-fetch 7"], entails: failsByAbsence },

  short: ({ at }) => `preflight answered with ${at.response?.status.text}`,

  *fault(fault) {
    const { response } = fault.at;
    yield {
      message: messageOf(response),
      place: place(response, response.status),
      ...noContent(fault),
    };
  },
};

// No engine accepts another status, so the message is the same for all requests that the preflight serves.
function messageOf(response: Response): string {
  const status = quote(response.status.text);
  const refusal = shownRefusal(response);
  if (refusal === null) {
    return `A preflight needs a status from 200 to 299, not ${status}, whatever the headers say.`;
  }
  const { cause, cure, evidence } = refusal;
  const shown = evidence === "" ? "" : ` (${quote(evidence)})`;
  return `The preflight gets ${status}: ${cause}${shown}. ${cure}`;
}
