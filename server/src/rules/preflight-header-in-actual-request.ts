import { CORS_REQUEST_HEADERS } from "../exchange/misspelling";
import { fieldsNamed, type Message } from "../http/tree";
import { place } from "../text/range";
import { isUnknown } from "../text/unknown";
import type { JudgedDocument } from "../verdict/judged-document";
import type { Report, Rule } from "./framework/rule";
import { mayBeCors, removal } from "./shared/out-of-place";
import { FETCH_HTTP_REQUESTS } from "./shared/references";
import { quote } from "./shared/words";

const [, REQUEST_METHOD, REQUEST_HEADERS] = CORS_REQUEST_HEADERS;

const messages = {
  actual: (name: string, method: string) =>
    `Browsers send ${quote(name)} on a preflight only, which is an \`OPTIONS\` request, never on a ${quote(method)}.`,
  noPreflight: (name: string) =>
    `Without \`${REQUEST_METHOD}\` an \`OPTIONS\` request is no preflight, so browsers send no ${quote(name)} with it.`,
};

export const rule: Rule = {
  id: "preflight-header-in-actual-request",
  severity: "information",
  summary: "A request that is no preflight holds Access-Control-Request-Method or -Headers.",
  rationale: `\`Access-Control-Request-Method\` and \`Access-Control-Request-Headers\` are written by the browser, on
the \`OPTIONS\` request that it sends before the real one. A script that sets them is ignored: both names are
forbidden to pages.

Leave them out of the real request, and write them on a preflight of its own if the exchange shall show one.`,
  references: [
    FETCH_HTTP_REQUESTS,
    { title: "Fetch: forbidden request-header", url: "https://fetch.spec.whatwg.org/#forbidden-request-header" },
  ],
  examples: {
    invalid: [
      {
        title: "The real request asks for itself",
        text: `DELETE /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE
`,
      },
      {
        title: "Names without a method",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Headers: x-trace
`,
      },
    ],
    valid: [
      {
        title: "On the preflight only",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

###

DELETE /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
`,
      },
    ],
  },

  headers: [REQUEST_METHOD, REQUEST_HEADERS],

  *message(message, judged) {
    yield* reports(message, judged);
  },
};

function* reports(message: Message, judged: JudgedDocument): Generator<Report> {
  if (message.kind !== "request" || isUnknown(message.methodValue) || !mayBeCors(judged, message)) {
    return;
  }
  const method = message.methodValue;
  const isOptions = method.toUpperCase() === "OPTIONS";
  // An `OPTIONS` request that asks for a method is a preflight, even where no page's origin is given yet.
  if (isOptions && (message.elided || fieldsNamed(message, REQUEST_METHOD).length > 0)) {
    return;
  }
  for (const field of [...fieldsNamed(message, REQUEST_METHOD), ...fieldsNamed(message, REQUEST_HEADERS)]) {
    const name = field.name.text;
    yield {
      message: isOptions ? messages.noPreflight(name) : messages.actual(name, method),
      place: place(message, field.name),
      unnecessary: true,
      fixes: () => [removal(judged, message, field)],
    };
  }
}
