import { ALLOW_HEADERS } from "../../edits/corrections";
import type { Requirements } from "../../edits/requirements";
import { listItems } from "../../exchange/list-items";
import { fieldsNamed } from "../../http/tree";
import type { Rule } from "../framework/rule";
import { askedHeaders } from "../shared/asked-for";
import { FETCH_PREFLIGHT, fetchSection, MDN_ALLOW_HEADERS } from "../shared/references";
import { itemFixes } from "../shared/refused-items";
import { hasWildcard, wildcardPlace } from "../shared/wildcard";

const HEADER = "Access-Control-Allow-Headers";
const NAME = "authorization";

export const rule: Rule = {
  id: "allow-headers-authorization-not-covered",
  severity: "warning",
  summary: "`Access-Control-Allow-Headers` relies on `*` to allow `Authorization`.",
  rationale: `In the Fetch standard, \`*\` covers every header except \`Authorization\`, which must be listed by name. Browsers don't enforce this
yet: Chrome, Firefox and Safari allow the request, and Chrome and Firefox warn in their consoles that this will change.

List \`authorization\` next to the \`*\`, or better, list every header: Firefox doesn't cache a preflight that relies on \`*\`.`,
  references: [
    FETCH_PREFLIGHT,
    fetchSection("CORS non-wildcard request-header name", "cors-non-wildcard-request-header-name"),
    MDN_ALLOW_HEADERS,
  ],
  examples: {
    invalid: [
      {
        title: "`Authorization` with only the wildcard",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: *
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "`Authorization` listed next to the wildcard",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: *, Authorization
Access-Control-Max-Age: 600
`,
      },
      {
        title: "Another header, which the wildcard covers",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: x-request-id

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: *
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  explains: {
    steps: ["cors-preflight-fetch 7.6"],
    when: ({ at, exchange }) => exchange.resolvedCredentials.mode !== "include" && hasWildcard(at.response, HEADER),
  },

  short: `* does not cover ${NAME}`,

  *fault(fault) {
    const { response } = fault.at;
    const listed = fieldsNamed(response, HEADER)
      .flatMap(listItems)
      .map(({ text }) => text);
    yield {
      message: `\`*\` doesn't cover \`${NAME}\`: list it by name.`,
      place: wildcardPlace(response, HEADER),
      related: askedHeaders(fault.exchange, [NAME]),
      expected: `${HEADER}: ${[...listed, NAME].join(", ")}`,
      fixes: (judged) => itemFixes(fault, judged, ALLOW_HEADERS, listed, undefined, neededIn),
    };
  },
};

/** For requests with credentials, `*` covers nothing: if the preflight serves one, every name must be listed. */
function neededIn({ credentialsMode, headers }: Requirements): readonly string[] {
  return credentialsMode === "include" ? headers : [NAME];
}
