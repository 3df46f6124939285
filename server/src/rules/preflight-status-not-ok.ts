import { statusEdits } from "../edits/corrections";
import { place } from "../text/range";
import type { Value } from "../text/unknown";
import type { Rule } from "./framework/rule";
import { FETCH_PREFLIGHT } from "./shared/references";
import { noContentLine, quote } from "./shared/words";

const messages = {
  authentication: (status: string) =>
    `Browsers send a preflight without credentials, so answering it with ${quote(status)} ` +
    "blocks every request behind it: handle CORS before authentication.",
  notHandled: (status: string) =>
    `A preflight needs a status from 200 to 299, and ${quote(status)} says ` +
    "that this URL does not answer `OPTIONS`: browsers block the request.",
  notOk: (status: string) =>
    `A preflight needs a status from 200 to 299, not ${quote(status)}: ` +
    "browsers block the request whatever the headers say.",
};

export const rule: Rule = {
  id: "preflight-status-not-ok",
  severity: "error",
  summary: "A preflight is answered with a status that is not from 200 to 299.",
  rationale: `The status of a preflight's response counts as much as its headers: anything but 200 to 299 blocks the
request, even where every \`Access-Control-*\` header is right.

The usual cause is that another part of the server answers first. A login check sees no credentials, because browsers
send none on a preflight, and answers 401 or 403. A router knows no \`OPTIONS\` for the path and answers 404 or 405.
Let the code that handles CORS answer \`OPTIONS\` before both, with \`204 No Content\`.`,
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
        title: "The router knows no OPTIONS",
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
        title: "The login check comes before CORS",
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
        title: "No content, and nothing else is needed",
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

  // No engine lets another status through, so that the words are the same for all requests that the preflight serves.
  *fault({ at: { response } }) {
    const status = response.status.text;
    yield {
      message: wordingFor(response.statusValue)(status),
      place: place(response, response.status),
      expected: noContentLine(response),
      fixes: () => [{ title: "Answer with 204 No Content", grade: "suggestion", edits: statusEdits(response) }],
    };
  },
};

function wordingFor(status: Value): (status: string) => string {
  switch (status) {
    case "401":
    case "403":
      return messages.authentication;
    case "404":
    case "405":
    case "501":
      return messages.notHandled;
    default:
      return messages.notOk;
  }
}
