import { allowCredentialsEdits } from "../edits/corrections";
import type { Fix } from "../edits/edit";
import { actualRequirements } from "../edits/requirements";
import type { JudgedDocument } from "../verdict/judged-document";
import type { Fault, Rule } from "./framework/rule";
import { credentialsEvidence } from "./shared/credentials-evidence";
import { FETCH_CORS_CHECK, FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS } from "./shared/references";
import { statusLinePlace, whoBlocks } from "./shared/words";

const EXPECTED = "Access-Control-Allow-Credentials: true";

const messages = {
  actual: (blocks: string) =>
    `The request has credentials and the response has no \`${EXPECTED}\`: ${blocks} this response.`,
  preflight: (blocks: string) =>
    `The request after this preflight has credentials and the response has no \`${EXPECTED}\`: ${blocks} the request.`,
};

export const rule: Rule = {
  id: "allow-credentials-missing",
  severity: "error",
  summary: "A response to a request with credentials has no Access-Control-Allow-Credentials.",
  rationale: `A page that sends cookies to another origin (\`credentials: "include"\`, \`withCredentials\`) sees the response only if the server
agrees with \`Access-Control-Allow-Credentials: true\`. The cookies are sent in any case; what is kept from the page is the answer.

The preflight carries no cookies, but its response needs the same line: browsers check it in the name of the request that follows.

Add the line only for origins that you trust with what the user may see, and name such an origin: \`*\` is not accepted here.`,
  references: [FETCH_CORS_CHECK, FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS],
  examples: {
    invalid: [
      {
        title: "A request with a cookie",
        text: `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "The preflight of a request with credentials",
        text: `# @cors credentials=include
OPTIONS /account HTTP/1.1
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
    valid: [
      {
        title: "The server agrees",
        text: `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
      {
        title: "A request without credentials",
        text: `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  *fault(fault, judged) {
    yield {
      message: messages[fault.at.kind](whoBlocks(fault.engines)),
      place: statusLinePlace(fault.at.response),
      related: credentialsEvidence(fault.exchange, judged),
      expected: EXPECTED,
      fixes: () => fixesOf(fault, judged),
    };
  },
};

function fixesOf({ exchange, at }: Fault, judged: JudgedDocument): Fix[] {
  // Credentials for an opaque origin are credentials for every sandboxed document: nothing to be offered.
  if (exchange.origin?.value === "null") {
    return [];
  }
  const required = actualRequirements(exchange);
  return required === null
    ? []
    : [
        {
          title: `Add ${EXPECTED}`,
          grade: "suggestion",
          edits: allowCredentialsEdits(judged, at, at.response, required),
        },
      ];
}
