import { ALLOW_HEADERS } from "../../edits/corrections";
import { fieldsNamed, type Response } from "../../http/tree";
import { memoLatest } from "../../text/memo";
import type { Rule } from "../framework/rule";
import { askedHeaders } from "../shared/asked-for";
import { headerPlace } from "../shared/header-places";
import { quotedNames } from "../shared/name-list";
import { FETCH_PREFLIGHT, fetchSection, MDN_ALLOW_HEADERS } from "../shared/references";
import { itemFixes, itemsListed, refusedInBrowsers, refusedItems } from "../shared/refused-items";

const HEADER = "Access-Control-Allow-Headers";

export const rule: Rule = {
  id: "allow-headers-missing-header",
  severity: "error",
  summary: "`Access-Control-Allow-Headers` doesn't list a header of the request.",
  rationale: `Every header that a script adds to a request must be listed in the \`Access-Control-Allow-Headers\` of the preflight response.
Case doesn't matter. Without credentials, \`*\` covers every header except \`Authorization\`. \`Access-Control-Allow-Headers\` on the actual
response doesn't count.

\`Accept\`, \`Accept-Language\`, \`Content-Language\`, \`Content-Type\` and \`Range\` don't need to be listed if their value is simple. A \`Content-Type\`
is simple if a form could send it: \`application/x-www-form-urlencoded\`, \`multipart/form-data\` or \`text/plain\`. With \`application/json\`, it
must be listed.`,
  references: [
    FETCH_PREFLIGHT,
    fetchSection("CORS-safelisted request-header", "cors-safelisted-request-header"),
    MDN_ALLOW_HEADERS,
  ],
  examples: {
    invalid: [
      {
        title: "A header that isn't listed",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: x-request-id

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Authorization
`,
      },
      {
        title: "A JSON body, whose `Content-Type` must be listed",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: POST
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: POST
`,
      },
    ],
    valid: [
      {
        title: "Every header is listed; case doesn't matter",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: POST
Access-Control-Request-Headers: content-type,x-request-id

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Content-Type, X-Request-ID
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  explains: { steps: ["cors-preflight-fetch 7.6", "cors-preflight-fetch 7.7"] },

  short: (blocked) => `${refusedInBrowsers(blocked)} not allowed`,

  *fault(fault, judged) {
    const { response } = fault.at;
    const names = refusedItems(fault, judged);
    const what =
      fieldsNamed(response, HEADER).length > 0
        ? `${quotedNames(names)} ${names.length === 1 ? "isn't" : "aren't"} listed in \`${HEADER}\``
        : `The preflight response has no \`${HEADER}\`: it must list ${quotedNames(names)}`;
    yield {
      message: `${what}.`,
      place: headerPlace(response, HEADER),
      related: askedHeaders(fault.exchange, names),
      expected: expectedLine(names, response),
      fixes: (judged) => itemFixes(fault, judged, ALLOW_HEADERS, itemsListed(response, HEADER)),
    };
  },
};

const expectedLine = memoLatest(
  (names: readonly string[], response: Response) =>
    `${HEADER}: ${[...itemsListed(response, HEADER), ...names].join(", ")}`,
);
