import { misspellingsIn } from "../../exchange/misspelling";
import { headerNamed } from "../../headers/headers";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayBeCors, outOfPlace } from "../shared/out-of-place";
import { FETCH_HTTP_REQUESTS, FETCH_HTTP_RESPONSES } from "../shared/references";

export const rule: Rule = {
  id: "unknown-cors-header",
  severity: "information",
  summary: "A header's name begins with `Access-Control`, but no browser knows it.",
  rationale: `The CORS protocol has six response headers and two request headers with this prefix. Browsers ignore all others. Some are made up, such as
\`Access-Control-Allow-Ports\`; \`Access-Control: allow <*>\` is from a draft of 2008.

Names that are similar to a known one are reported as misspelt instead.`,
  references: [FETCH_HTTP_RESPONSES, FETCH_HTTP_REQUESTS],
  examples: {
    invalid: [
      {
        title: "A header of an old draft",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control: allow <*>
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A made-up name",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Session-Policy: strict
`,
      },
    ],
    valid: [
      {
        title: "Names of the protocol",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-Total-Count
X-Total-Count: 120
`,
      },
    ],
  },

  *message(message, judged) {
    const unknown = message.fields.filter(({ name }) => isUnknownName(name.text));
    if (unknown.length === 0 || !mayBeCors(judged, message)) {
      return;
    }
    const misspelt = new Set(misspellingsIn(message).map(({ field }) => field));
    for (const field of unknown.filter((one) => !misspelt.has(one))) {
      yield outOfPlace(message, field, `Browsers don't know the header ${quote(field.name.text)}.`);
    }
  },
};

function isUnknownName(name: string): boolean {
  return /^access-control(?:-[a-z-]+)?$/i.test(name) && headerNamed(name) === null;
}
