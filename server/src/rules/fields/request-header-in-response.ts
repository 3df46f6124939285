import { CORS_REQUEST_HEADERS } from "../../headers/headers";

import { fieldsNamed } from "../../http/tree";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayBeCors, outOfPlace } from "../shared/out-of-place";
import { FETCH_HTTP_REQUESTS, FETCH_HTTP_RESPONSES } from "../shared/references";

/** The response header that allows what each request header asks for. */
const ANSWERS: Readonly<Record<(typeof CORS_REQUEST_HEADERS)[number], string>> = {
  Origin: "Access-Control-Allow-Origin",
  "Access-Control-Request-Method": "Access-Control-Allow-Methods",
  "Access-Control-Request-Headers": "Access-Control-Allow-Headers",
};

export const rule: Rule = {
  id: "request-header-in-response",
  severity: "information",
  summary: "A response has `Origin` or an `Access-Control-Request-*` header, which belong in requests.",
  rationale: `With \`Origin\`, \`Access-Control-Request-Method\` and \`Access-Control-Request-Headers\` the browser asks for permission. A server that sends them back
allows nothing: browsers ignore them in a response.

The server answers with other headers: \`Access-Control-Allow-Origin\`, \`Access-Control-Allow-Methods\` and
\`Access-Control-Allow-Headers\`.`,
  references: [FETCH_HTTP_REQUESTS, FETCH_HTTP_RESPONSES],
  examples: {
    invalid: [
      {
        title: "Origin is sent back",
        text: `POST /search HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Origin: https://app.example.com
Access-Control-Allow-Origin: https://app.example.com
`,
      },
      {
        title: "A preflight's header in its response",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: DELETE
Access-Control-Request-Method: DELETE
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "Each header where it belongs",
        text: `POST /search HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`,
      },
    ],
  },

  headers: CORS_REQUEST_HEADERS,

  *message(message, judged) {
    if (message.kind !== "response" || !mayBeCors(judged, message)) {
      return;
    }
    for (const name of CORS_REQUEST_HEADERS) {
      for (const field of fieldsNamed(message, name)) {
        const sentence = `${quote(field.name.text)} is a request header, which browsers ignore in a response: the matching response header is \`${ANSWERS[name]}\`.`;
        yield outOfPlace(message, field, sentence);
      }
    }
  },
};
