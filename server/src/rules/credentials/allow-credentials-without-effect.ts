import { removeField } from "../../edits/field-edits";
import type { HeaderName } from "../../headers/table";
import { type Field, fieldsNamed, type Message } from "../../http/tree";
import { place } from "../../text/range";
import type { Rule } from "../framework/rule";
import { isWithoutCredentials } from "../shared/out-of-place";
import { FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS } from "../shared/references";

const MESSAGE = "`true` has no effect together with `Access-Control-Allow-Origin: *`: remove it, or name the origin.";

export const rule: Rule = {
  id: "allow-credentials-without-effect",
  severity: "information",
  summary: "`Access-Control-Allow-Credentials: true` has no effect together with `Access-Control-Allow-Origin: *`.",
  rationale: `\`Access-Control-Allow-Credentials: true\` matters only for requests with credentials, and for those browsers don't accept \`*\` as
the allowed origin. Together, the two headers allow no more than \`*\` alone.

For a public resource, leave the header out. For a resource that depends on cookies, name the origin that may read it. Don't echo every
\`Origin\`: that allows any page to read the user's data.`,
  references: [FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS],
  examples: {
    invalid: [
      {
        title: "Credentials for every origin, which browsers don't accept",
        text: `GET /prices HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: true
`,
      },
      {
        title: "A response without its request",
        text: `HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: true
`,
      },
    ],
    valid: [
      {
        title: "A public resource, without credentials",
        text: `GET /prices HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "One origin, with credentials",
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
    ],
  },

  headers: ["Access-Control-Allow-Credentials"],

  *message(message, judged) {
    // With credentials the `*` blocks, and `allow-origin-wildcard-with-credentials` reports it.
    if (message.kind === "request" || !isWithoutCredentials(judged, message)) {
      return;
    }
    const origin = onlyField(message, "Access-Control-Allow-Origin");
    const credentials = onlyField(message, "Access-Control-Allow-Credentials");
    if (origin?.resolved === "*" && credentials?.resolved === "true") {
      yield {
        message: MESSAGE,
        place: place(message, credentials.value),
        related: [{ message: "The wildcard is here.", place: place(message, origin.value) }],
        unnecessary: true,
        fixes: (judged) => [
          {
            title: "Remove Access-Control-Allow-Credentials",
            grade: "safe",
            edits: [removeField(judged.document, message, credentials)],
          },
        ],
      };
    }
  },
};

function onlyField(message: Message, name: HeaderName): Field | null {
  const [first, second] = fieldsNamed(message, name);
  return second === undefined ? (first ?? null) : null;
}
