import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { asListFixes, invalidItemOf } from "../shared/invalid-list";
import { mayAnswer } from "../shared/out-of-place";
import { FETCH_HTTP_RESPONSES, MDN_EXPOSE_HEADERS } from "../shared/references";

export const rule: Rule = {
  id: "expose-headers-invalid",
  severity: "warning",
  summary: "`Access-Control-Expose-Headers` isn't a list of header names separated by commas.",
  rationale: `The value is a list of header names separated by commas. One invalid item, such as two names with a space between them or a name
in quotes, makes browsers ignore the whole list.

The response is still allowed. But scripts get \`null\` for every header that the list should expose, as if it weren't there.`,
  references: [FETCH_HTTP_RESPONSES, MDN_EXPOSE_HEADERS],
  examples: {
    invalid: [
      {
        title: "Spaces instead of commas",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-Total-Count X-Page
X-Total-Count: 120
`,
      },
      {
        title: "A name in quotes",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: "X-Total-Count"
X-Total-Count: 120
`,
      },
    ],
    valid: [
      {
        title: "Names separated by commas",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://reader.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: X-Total-Count, X-Page
X-Total-Count: 120
`,
      },
    ],
  },

  headers: ["Access-Control-Expose-Headers"],

  *message(message, judged) {
    if (!mayAnswer(judged, message, "actual")) {
      return;
    }
    const fields = fieldsNamed(message, "Access-Control-Expose-Headers");
    // The lines of a fragment are alternatives; those of a response are one list.
    for (const list of message.kind === "fragment" ? fields.map((field) => [field]) : [fields]) {
      const invalid = invalidItemOf({ ...message, fields: list }, "Access-Control-Expose-Headers");
      if (invalid !== null) {
        yield {
          message: `The ${invalid.character} in ${quote(invalid.text)} makes browsers ignore the whole list: write header names separated by commas.`,
          place: place(message, invalid.place.range),
          fixes: () => asListFixes({ ...message, fields: list }, "Access-Control-Expose-Headers"),
        };
      }
    }
  },
};
