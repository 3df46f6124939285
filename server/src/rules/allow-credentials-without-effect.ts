import { removeField } from "../edits/field-edits";
import { type Field, type Fragment, fieldsNamed, type Message, type Response } from "../http/tree";
import { place } from "../text/range";
import type { JudgedDocument } from "../verdict/judged-document";
import type { Rule } from "./framework/rule";
import { FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS } from "./shared/references";

const messages = {
  withoutEffect: () =>
    "`true` has no effect beside `Access-Control-Allow-Origin: *`: without credentials nobody asks for it, and with credentials browsers do not accept `*`.",
};

export const rule: Rule = {
  id: "allow-credentials-without-effect",
  severity: "information",
  summary: "Access-Control-Allow-Credentials stands beside an Access-Control-Allow-Origin of *.",
  rationale: `\`Access-Control-Allow-Credentials: true\` counts only for requests with credentials, and for those browsers do not accept \`*\` as the
allowed origin. Together the two lines allow no more than \`*\` alone.

For a public resource leave the line out. For a resource that depends on cookies, name the origins that may read it, one in each response.
Do not echo whatever origin asks: that would let every page read what the user may see.`,
  references: [FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS],
  examples: {
    invalid: [
      {
        title: "Credentials allowed to everybody, which nobody can use",
        text: `GET /prices HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: true
`,
      },
      {
        title: "A response by itself",
        text: `HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: true
`,
      },
    ],
    valid: [
      {
        title: "Open to everybody, without credentials",
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
    if (message.kind === "request" || !isInQuestion(message, judged)) {
      return;
    }
    const origin = onlyField(message, "Access-Control-Allow-Origin");
    const credentials = onlyField(message, "Access-Control-Allow-Credentials");
    if (origin?.resolved === "*" && credentials?.resolved === "true") {
      yield {
        message: messages.withoutEffect(),
        place: place(message, credentials.value),
        related: [{ message: "The wildcard.", place: place(message, origin.value) }],
        unnecessary: true,
        fixes: () => [
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

function onlyField(message: Message, name: string): Field | null {
  const [first, second] = fieldsNamed(message, name);
  return second === undefined ? (first ?? null) : null;
}

/** Whether the `*` is not itself what blocks: that is said of a request with credentials. */
function isInQuestion(message: Response | Fragment, judged: JudgedDocument): boolean {
  if (message.kind === "fragment" || judged.isUnjudged(message)) {
    return true;
  }
  const exchange = judged.exchangeOf(message);
  return exchange !== null && exchange.applicability.applies !== false && exchange.resolvedCredentials.mode === "omit";
}
