import { ALLOW_HEADERS, listEdits } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import { preflightRequirements } from "../../edits/requirements";
import { listItems } from "../../exchange/list-items";
import { fieldsNamed } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import type { Fault } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { askedHeaders } from "../shared/asked-for";
import { titleNames } from "../shared/name-list";
import { FETCH_PREFLIGHT, MDN_ALLOW_HEADERS } from "../shared/references";
import { hasWildcard, wildcardPlace } from "../shared/wildcard";

const HEADER = "Access-Control-Allow-Headers";
const NAME = "authorization";

const messages = {
  notCovered: () =>
    `\`*\` doesn't cover \`${NAME}\`: the Fetch standard blocks the request, but Chrome, Firefox and Safari still allow it.`,
};

export const rule: Rule = {
  id: "allow-headers-authorization-not-covered",
  severity: "warning",
  summary: "`Access-Control-Allow-Headers` relies on `*` to allow `Authorization`.",
  rationale: `In the Fetch standard, \`*\` covers every header except \`Authorization\`, which must be listed by name. Browsers don't enforce this
yet: Chrome, Firefox and Safari allow the request, and Chrome and Firefox warn in their consoles that this will change.

List \`authorization\` next to the \`*\`, or better, list every header: Firefox doesn't cache a preflight that relies on \`*\`.`,
  references: [
    FETCH_PREFLIGHT,
    {
      title: "Fetch: CORS non-wildcard request-header name",
      url: "https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name",
    },
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
    when: ({ at, exchange }) => exchange.resolvedCredentials.mode === "omit" && hasWildcard(at.response, HEADER),
  },

  short: `* does not cover ${NAME}`,

  *fault(fault) {
    const { response } = fault.at;
    const listed = fieldsNamed(response, HEADER)
      .flatMap(listItems)
      .map(({ text }) => text);
    yield {
      message: messages.notCovered(),
      place: wildcardPlace(response, HEADER),
      related: askedHeaders(fault.exchange, [NAME]),
      expected: `${HEADER}: ${[...listed, NAME].join(", ")}`,
      fixes: (judged) => addition(fault, judged, listed),
    };
  },
};

function addition({ at }: Fault, judged: JudgedDocument, listed: readonly string[]): Fix[] {
  const required = preflightRequirements(at, judged.servedBy(at));
  if (required === null) {
    return [];
  }
  // For requests with credentials, `*` covers nothing: if this preflight serves one, every name must be listed.
  const needed = required.credentialsMode === "include" ? required.headers : [NAME];
  const present = new Set(listed.map((name) => name.toLowerCase()));
  const names = needed.filter((name) => !present.has(name));
  const edits = listEdits(judged, at, at.response, ALLOW_HEADERS, names, required);
  return edits === null || edits.length === 0
    ? []
    : [{ title: `Add ${titleNames(names)} to ${HEADER}`, grade: "suggestion", edits }];
}
