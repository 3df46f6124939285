import { normalizeMethod } from "../../cors/method";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { bodyPlace } from "../shared/body";
import { fetchSection } from "../shared/references";

export const rule: Rule = {
  id: "request-body-not-sent",
  severity: "information",
  summary: "A `GET` or `HEAD` request has a body, which pages can't send.",
  rationale: `HTTP clients can send a \`GET\` with a body, and some servers read it, for search and GraphQL for example. A page can't: \`fetch()\` throws before
anything is sent, and XMLHttpRequest sends the request without the body. A \`Content-Type\` set by the script is still sent, and may need a preflight.

The verdict is for the request without its body. Use \`POST\`, or move the body's content to the query.`,
  references: [
    fetchSection("Request constructor", "dom-request"),
    { title: "XMLHttpRequest: send()", url: "https://xhr.spec.whatwg.org/#the-send()-method" },
  ],
  examples: {
    invalid: [
      {
        title: "A search in the body of a GET",
        text: `GET https://api.example.com/search HTTP/1.1
Origin: https://app.example.com

{"query":"lens"}
`,
      },
    ],
    valid: [
      {
        title: "The same search with POST",
        text: `POST https://api.example.com/search HTTP/1.1
Origin: https://app.example.com

{"query":"lens"}
`,
      },
    ],
  },

  *exchange({ request }) {
    const method = isUnknown(request.methodValue) ? null : normalizeMethod(request.methodValue);
    if (method !== "GET" && method !== "HEAD") {
      return;
    }
    const at = bodyPlace(request);
    if (at !== null) {
      yield {
        message: `A page can't send a body with a ${quote(method)} request: \`fetch()\` throws, and XMLHttpRequest drops the body.`,
        place: at,
        unnecessary: true,
      };
    }
  },
};
