import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import { extractHeaderListValues } from "../../cors/list-values";
import { ALLOW_HEADERS, ALLOW_METHODS } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import { namesMeantByWildcard } from "../../edits/exposed-names";
import { listItems } from "../../exchange/list-items";
import type { HeaderName } from "../../headers/table";
import { fieldsNamed, type Response } from "../../http/tree";
import { isUnknown } from "../../text/unknown";
import type { Report, Rule } from "../framework/rule";
import { askedHeaders, askedMethod } from "../shared/asked-for";
import { credentialsEvidence } from "../shared/credentials-evidence";
import { valuePlace } from "../shared/header-places";
import { quotedNames, titleNames } from "../shared/name-list";
import { FETCH_CREDENTIALS, FETCH_PREFLIGHT, MDN_ALLOW_HEADERS, MDN_ALLOW_METHODS } from "../shared/references";
import { itemFixes, refusedInBrowsers, refusedItems } from "../shared/refused-items";
import { hasWildcard, wildcardPlace } from "../shared/wildcard";

const EXPOSE_HEADERS = "Access-Control-Expose-Headers";

export const rule: Rule = {
  id: "wildcard-not-a-wildcard-with-credentials",
  severity: "error",
  summary: "A list uses `*` for requests with credentials, for which it isn't a wildcard.",
  rationale: `For a request with credentials, \`*\` in \`Access-Control-Allow-Methods\`, \`Access-Control-Allow-Headers\` and \`Access-Control-Expose-Headers\` is an
ordinary name, not a wildcard. In the first two it allows nothing, and browsers block the request. In the third it exposes nothing.

List the methods and headers that the page needs. Where the text doesn't show whether a request has credentials, and the response allows them, the \`*\` is
information.`,
  references: [FETCH_CREDENTIALS, FETCH_PREFLIGHT, MDN_ALLOW_METHODS, MDN_ALLOW_HEADERS],
  examples: {
    invalid: [
      {
        title: "A wildcard for methods",
        text: `# @cors credentials=include
OPTIONS /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Access-Control-Allow-Methods: *
`,
      },
      {
        title: "A wildcard for headers",
        text: `# @cors credentials=include
OPTIONS /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: POST
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Access-Control-Allow-Headers: *
`,
      },
    ],
    valid: [
      {
        title: "Names for a request with credentials",
        text: `# @cors credentials=include
OPTIONS /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: content-type
Access-Control-Max-Age: 600
`,
      },
      {
        title: "A wildcard for a request without credentials",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: *
Access-Control-Allow-Headers: *
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  explains: {
    steps: ["cors-preflight-fetch 7.5", "cors-preflight-fetch 7.6", "cors-preflight-fetch 7.7"],
    when: ({ at, exchange, failure: { header } }) =>
      exchange.resolvedCredentials.mode === "include" && header !== null && hasWildcard(at.response, header),
  },

  short: (blocked) => `* does not cover ${refusedInBrowsers(blocked)} with credentials`,

  *fault(fault, judged) {
    const { exchange, at, failures } = fault;
    const header = failures[0]?.header === ALLOW_METHODS.name ? ALLOW_METHODS : ALLOW_HEADERS;
    const items = refusedItems(fault, judged);
    const listed = fieldsNamed(at.response, header.name)
      .flatMap(listItems)
      .flatMap(({ text }) => (text === "*" ? [] : text));
    yield {
      message: `\`*\` doesn't work for requests with credentials: list ${quotedNames(items)}.`,
      place: wildcardPlace(at.response, header.name),
      related: [
        ...(header === ALLOW_METHODS ? askedMethod(exchange) : askedHeaders(exchange, items)),
        ...credentialsEvidence(exchange, judged),
      ],
      expected: `${header.name}: ${[...listed, ...items].join(", ")}`,
      // Everything that the text's requests need replaces the `*`, not only the refused items.
      fixes: (judged) => itemFixes(fault, judged, header, listed, (names) => `Replace * with ${names}`),
    };
  },

  *preflight({ response, resolvedCredentials }) {
    if (response !== null && resolvedCredentials.from === "assumed" && allowsCredentials(response)) {
      for (const { name } of [ALLOW_METHODS, ALLOW_HEADERS]) {
        yield* meantForCredentials(response, name);
      }
    }
  },

  *actual(exchange, judged) {
    const { response, resolvedCredentials } = exchange;
    if (response === null) {
      return;
    }
    if (resolvedCredentials.from === "assumed" && allowsCredentials(response)) {
      yield* meantForCredentials(response, EXPOSE_HEADERS);
    }
    if (resolvedCredentials.mode !== "include") {
      return;
    }
    const items = extractHeaderListValues(EXPOSE_HEADERS, headerListOf(response));
    if (Array.isArray(items) && items.includes("*") && exposure(response).length > 0) {
      yield {
        severity: "information",
        message: `\`*\` doesn't work for requests with credentials: list ${quotedNames(namesMeantByWildcard(response))}.`,
        place: wildcardPlace(response, EXPOSE_HEADERS),
        related: credentialsEvidence(exchange, judged),
        fixes: () => exposure(response),
      };
    }
  },
};

/** Whether a response allows requests with credentials: for `*` as the origin, its own rule says that it doesn't. */
function allowsCredentials(response: Response): boolean {
  const headers = headerListOf(response);
  const origin = get(headers, "Access-Control-Allow-Origin");
  return (
    get(headers, "Access-Control-Allow-Credentials") === "true" &&
    origin !== null &&
    !isUnknown(origin) &&
    origin !== "*"
  );
}

/** The text doesn't show whether the request has credentials. The response says that it may. */
function* meantForCredentials(response: Response, name: HeaderName): Generator<Report> {
  const items = extractHeaderListValues(name, headerListOf(response));
  if (Array.isArray(items) && items.includes("*")) {
    yield {
      severity: "information",
      message: "With credentials, which this response allows, `*` isn't a wildcard: list the names.",
      place: wildcardPlace(response, name),
      related: fieldsNamed(response, "Access-Control-Allow-Credentials")
        .slice(0, 1)
        .map((field) => ({ message: "Requests may have credentials.", place: valuePlace(response, field) })),
    };
  }
}

/** Replaces the `*` with the headers that it was meant to expose, as far as the response shows them. */
function exposure(response: Response): Fix[] {
  const names = namesMeantByWildcard(response);
  const [item, ...more] = fieldsNamed(response, EXPOSE_HEADERS)
    .flatMap(listItems)
    .filter(({ text }) => text === "*");
  return names.length === 0 || item === undefined || more.length > 0
    ? []
    : [
        {
          title: `Replace * with ${titleNames(names)}`,
          grade: "suggestion",
          edits: [{ anchor: response, range: item.range, newText: names.join(", ") }],
        },
      ];
}
