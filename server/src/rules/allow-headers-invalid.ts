import { ALLOW_HEADERS, listEdits } from "../edits/corrections";
import type { Edit } from "../edits/edit";
import { preflightRequirements } from "../edits/requirements";
import { fieldsNamed } from "../http/tree";
import type { JudgedDocument } from "../verdict/judged-document";
import type { Fault, Rule } from "./framework/rule";
import { asListFixes, type InvalidItem, invalidItemIn, invalidItemOf, isTypedAsSeen } from "./shared/invalid-list";
import { FETCH_PREFLIGHT, MDN_ALLOW_HEADERS } from "./shared/references";
import { quote, whoBlocks } from "./shared/words";

const HEADER = "Access-Control-Allow-Headers";

const messages = {
  judged: ({ text, character }: InvalidItem, blocks: string) =>
    `The ${character} in ${quote(text)} cannot be part of a header name, which makes the whole list invalid: ${blocks} the request.`,
  unjudged: ({ text, character }: InvalidItem) =>
    `The ${character} in ${quote(text)} cannot be part of a header name, which makes the whole list invalid: browsers block every request after such a preflight.`,
};

export const rule: Rule = {
  id: "allow-headers-invalid",
  severity: "error",
  summary: "Access-Control-Allow-Headers is not a list of header names separated by commas.",
  rationale: `The value is a list of header names with commas between them. One item that can be no name, such as \`Content Type\` with a blank or
\`X-A; X-B\` with a semicolon, spoils the whole list: browsers block the request after the preflight, even one whose headers need no listing.

Write \`Content-Type, X-A\`. Empty items and several lines do no harm.`,
  references: [FETCH_PREFLIGHT, MDN_ALLOW_HEADERS],
  examples: {
    invalid: [
      {
        title: "Semicolons in place of commas",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Authorization; X-Request-ID
`,
      },
      {
        title: "Names in quotes",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: "Authorization"
`,
      },
    ],
    valid: [
      {
        title: "Commas",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Authorization, X-Request-ID
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  *fault(fault, judged) {
    const invalid = invalidItemOf(fault.at.response, HEADER);
    if (invalid !== null) {
      const edits = correction(fault, judged);
      const value = edits[0]?.newText.trim();
      yield {
        message: messages.judged(invalid, whoBlocks(fault.engines)),
        place: invalid.place,
        ...(value === undefined ? {} : { expected: `${HEADER}: ${value}` }),
        fixes: () => (value === undefined ? [] : [{ title: `Change to ${value}`, grade: "suggestion", edits }]),
      };
    }
  },

  *message(message, judged) {
    if (message.kind === "request" || (message.kind === "response" && !judged.isUnjudged(message))) {
      return;
    }
    for (const field of fieldsNamed(message, HEADER)) {
      const invalid = invalidItemIn(message, field);
      if (invalid !== null) {
        yield {
          severity: "warning",
          message: messages.unjudged(invalid),
          place: invalid.place,
          fixes: () => asListFixes({ ...message, fields: [field] }, HEADER),
        };
      }
    }
  },
};

/** The same headers as a list, and with them what the requests of the text need. */
function correction({ at }: Fault, judged: JudgedDocument): readonly Edit[] {
  const required = preflightRequirements(at, judged.servedBy(at));
  return required === null || !isTypedAsSeen(at.response, HEADER)
    ? []
    : (listEdits(judged, at, at.response, ALLOW_HEADERS, required.headers, required) ?? []);
}
