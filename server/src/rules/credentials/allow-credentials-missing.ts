import { allowCredentialsEdits } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import { actualRequirements } from "../../edits/requirements";
import type { JudgedDocument } from "../../judged/judged-document";
import type { Fault } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { credentialsEvidence } from "../shared/credentials-evidence";
import { statusLinePlace } from "../shared/header-places";
import { FETCH_CORS_CHECK, FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS } from "../shared/references";

const EXPECTED = "Access-Control-Allow-Credentials: true";

const messages = {
  actual: `The request has credentials, but the response has no \`${EXPECTED}\`.`,
  preflight: `The request after this preflight has credentials, but this response has no \`${EXPECTED}\`.`,
};

export const rule: Rule = {
  id: "allow-credentials-missing",
  severity: "error",
  summary: "A response to a request with credentials has no `Access-Control-Allow-Credentials`.",
  rationale: `A page that sends cookies to another origin (\`credentials: "include"\`, \`withCredentials\`) can read the response only if the
server opts in with \`Access-Control-Allow-Credentials: true\`. Browsers may have sent the cookies anyway: they only keep the response from the
page.

A preflight carries no cookies. Its response still needs the same header, because browsers check it on behalf of the request that follows.

Add the header only for origins that you trust with the user's data, and name that origin: \`*\` isn't accepted with credentials.`,
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
        title: "The server allows credentials",
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

  explains: { steps: ["cors-check 8"] },

  short: "no Access-Control-Allow-Credentials",

  *fault(fault, judged) {
    yield {
      message: messages[fault.at.kind],
      place: statusLinePlace(fault.at.response),
      related: credentialsEvidence(fault.exchange, judged),
      expected: EXPECTED,
      fixes: (judged) => fixesOf(fault, judged),
    };
  },
};

function fixesOf({ exchange, at }: Fault, judged: JudgedDocument): Fix[] {
  // Credentials for `null` are credentials for every sandboxed document, so there is no fix to offer.
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
