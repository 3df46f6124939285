import { CORS_RESPONSE_HEADERS } from "../../headers/headers";

import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayBeCors } from "../shared/out-of-place";
import { FETCH_HTTP_RESPONSES, fetchSection } from "../shared/references";

export const rule: Rule = {
  id: "response-header-in-request",
  severity: "warning",
  summary: "A request has an `Access-Control-*` header that belongs in responses.",
  rationale: `Only the server can allow a page. A page that sets \`Access-Control-Allow-Origin\` on its own request gains nothing: the response decides.

It makes things worse: the header isn't safelisted, so the browser sends a preflight, which the request may not have needed, and blocks the request
unless the server lists that very name in \`Access-Control-Allow-Headers\`. Set the header in the response.`,
  references: [FETCH_HTTP_RESPONSES, fetchSection("CORS-safelisted request-header", "cors-safelisted-request-header")],
  examples: {
    invalid: [
      {
        title: "The page tries to allow itself",
        text: `GET /public.json HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "Only the server can allow credentials",
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
        title: "The server allows the page",
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
    const effect =
      judged.exchangeOf(message)?.kind === "preflight"
        ? "browsers never send it with a preflight, and it allows nothing there"
        : "in a request it allows nothing, and only makes browsers send a preflight";
    for (const field of CORS_RESPONSE_HEADERS.flatMap((name) => fieldsNamed(message, name))) {
      yield {
        message: `${quote(field.name.text)} is a response header: ${effect}.`,
        place: place(message, field.name),
      };
    }
  },
};
