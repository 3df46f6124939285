import { CORS_RESPONSE_HEADERS } from "../exchange/misspelling";
import { fieldsNamed } from "../http/tree";
import { place } from "../text/range";
import type { Rule } from "./framework/rule";
import { mayBeCors } from "./shared/out-of-place";
import { FETCH_HTTP_RESPONSES } from "./shared/references";
import { quote } from "./shared/words";

const messages = {
  actual: (name: string) =>
    `${quote(name)} is a response header that grants nothing in a request: ` +
    "a page that sets it only makes browsers send a preflight that asks for it.",
  preflight: (name: string) =>
    `${quote(name)} is a response header: no browser sends it on a preflight, and it grants nothing there.`,
};

export const rule: Rule = {
  id: "response-header-in-request",
  severity: "warning",
  summary: "A request holds an Access-Control header that belongs to responses.",
  rationale: `Only the server can let a page in. A page that sets \`Access-Control-Allow-Origin\` on its own request
changes nothing for the better: the server's answer decides.

It makes things worse: the name is on no safe list, so the browser sends a preflight for a request that may have
needed none, and blocks the request unless the server lists that very name in \`Access-Control-Allow-Headers\`. Set
the header where the response is made.`,
  references: [
    FETCH_HTTP_RESPONSES,
    {
      title: "Fetch: CORS-safelisted request-header",
      url: "https://fetch.spec.whatwg.org/#cors-safelisted-request-header",
    },
  ],
  examples: {
    invalid: [
      {
        title: "The page tries to let itself in",
        text: `GET /public.json HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "Credentials are the server's to allow",
        text: `POST /search HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Allow-Credentials: true

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`,
      },
    ],
    valid: [
      {
        title: "The server lets the page in",
        text: `GET /public.json HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  headers: CORS_RESPONSE_HEADERS,

  *message(message, judged) {
    if (message.kind !== "request" || !mayBeCors(judged, message)) {
      return;
    }
    const isPreflight = judged.exchangeOf(message)?.kind === "preflight";
    const wording = isPreflight ? messages.preflight : messages.actual;
    for (const field of CORS_RESPONSE_HEADERS.flatMap((name) => fieldsNamed(message, name))) {
      yield { message: wording(field.name.text), place: place(message, field.name) };
    }
  },
};
