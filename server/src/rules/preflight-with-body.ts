import { fieldsNamed } from "../http/tree";
import { place } from "../text/range";
import type { Rule } from "./framework/rule";
import { bodyPlace } from "./shared/body";
import { removal } from "./shared/out-of-place";
import { FETCH_PREFLIGHT } from "./shared/references";
import { quote } from "./shared/words";

const messages = {
  type: (name: string) => `A preflight has no body, so browsers send no ${quote(name)} with it.`,
  body: () => "Browsers send a preflight without a body.",
};

export const rule: Rule = {
  id: "preflight-with-body",
  severity: "information",
  summary: "A preflight holds a body or its type, which no browser sends there.",
  rationale: `A preflight asks for permission and carries nothing: no body, no \`Content-Type\`, no header of the page's own. The content type of the
request behind it is announced by its name, in \`Access-Control-Request-Headers: content-type\`.

A preflight that is tried out with a body may be answered in another way than the browser's own.`,
  references: [FETCH_PREFLIGHT],
  examples: {
    invalid: [
      {
        title: "The content type of the request behind it",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type
Content-Type: application/json

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "The name is announced",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  *preflight({ request }, judged) {
    for (const field of fieldsNamed(request, "Content-Type")) {
      yield {
        message: messages.type(field.name.text),
        place: place(request, field.name),
        unnecessary: true,
        fixes: () => [removal(judged, request, field)],
      };
    }
    const at = bodyPlace(judged.document, request);
    if (at !== null) {
      yield { message: messages.body(), place: at, unnecessary: true };
    }
  },
};
