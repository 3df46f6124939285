import { ALLOW_HEADERS, listEdits } from "../edits/corrections";
import type { Fix } from "../edits/edit";
import { preflightRequirements } from "../edits/requirements";
import { fieldsNamed } from "../http/tree";
import type { JudgedDocument } from "../verdict/judged-document";
import type { Fault, Rule } from "./framework/rule";
import { askedHeaders } from "./shared/asked-for";
import { quotedNames, titleNames } from "./shared/name-list";
import { FETCH_PREFLIGHT, MDN_ALLOW_HEADERS } from "./shared/references";
import { refusedItems } from "./shared/refused-items";
import { enumerate, headerPlace, listItems, whoBlocks } from "./shared/words";

const HEADER = "Access-Control-Allow-Headers";

interface Words {
  readonly names: readonly string[];
  readonly blocks: string;
}

const messages = {
  absent: ({ names, blocks }: Words) =>
    `The preflight response has no ${HEADER}, which must list ${quotedNames(names)}${exemption(names)}: ${blocks} the request.`,
  missing: ({ names, blocks }: Words) =>
    `${quotedNames(names)} ${names.length === 1 ? "is" : "are"} not in ${HEADER}${exemption(names)}: ${blocks} the request.`,
};

/** Headers that need listing only with values out of the ordinary; for `content-type` that includes JSON. */
const OFTEN_EXEMPT: ReadonlySet<string> = new Set(["accept", "accept-language", "content-language", "range"]);

export const rule: Rule = {
  id: "allow-headers-missing-header",
  severity: "error",
  summary: "Access-Control-Allow-Headers does not list a header of the request.",
  rationale: `A header that a script adds to a request must stand in the \`Access-Control-Allow-Headers\` of the preflight response. Case does not
matter. The same line on the actual response does not count.

\`Accept\`, \`Accept-Language\`, \`Content-Language\`, \`Content-Type\` and \`Range\` need no listing as long as their value is simple. A
\`Content-Type\` is simple if a form could send it: \`application/x-www-form-urlencoded\`, \`multipart/form-data\` or \`text/plain\`. With
\`application/json\` the header must be listed.`,
  references: [
    FETCH_PREFLIGHT,
    {
      title: "Fetch: CORS-safelisted request-header",
      url: "https://fetch.spec.whatwg.org/#cors-safelisted-request-header",
    },
    MDN_ALLOW_HEADERS,
  ],
  examples: {
    invalid: [
      {
        title: "A header that is not listed",
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
        title: "JSON, whose content type needs listing",
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
        title: "Every header is listed, in whatever case",
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

  *fault(fault, judged) {
    const { response } = fault.at;
    const names = refusedItems(fault, judged);
    const fields = fieldsNamed(response, HEADER);
    const listed = fields.flatMap(listItems).map(({ text }) => text);
    yield {
      message: messages[fields.length > 0 ? "missing" : "absent"]({ names, blocks: whoBlocks(fault.engines) }),
      place: headerPlace(response, HEADER),
      related: askedHeaders(fault.exchange, names),
      expected: `${HEADER}: ${[...listed, ...names].join(", ")}`,
      fixes: () => addition(fault, judged, listed),
    };
  },
};

/** Why a header is refused that needs no listing in many requests. */
function exemption(names: readonly string[]): string {
  const others = names.filter((name) => OFTEN_EXEMPT.has(name));
  const reasons = [
    ...(names.includes("content-type") ? ["a `content-type` other than a form's"] : []),
    ...(others.length > 0 ? [`unusual values of ${quotedNames(others)}`] : []),
  ];
  return reasons.length === 0 ? "" : ` (${enumerate(reasons)} must be listed)`;
}

/** Adds everything that the requests of the text need, not only what is refused here. */
function addition({ at }: Fault, judged: JudgedDocument, listed: readonly string[]): Fix[] {
  const required = preflightRequirements(at, judged.servedBy(at));
  if (required === null) {
    return [];
  }
  const present = new Set(listed.map((name) => name.toLowerCase()));
  const names = required.headers.filter((name) => !present.has(name));
  const edits = listEdits(judged, at, at.response, ALLOW_HEADERS, names, required);
  return edits === null || edits.length === 0
    ? []
    : [{ title: `Add ${titleNames(names)} to ${HEADER}`, grade: "suggestion", edits }];
}
