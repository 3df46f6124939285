import { headerListOf } from "../../case/header-list";
import { ENGINES } from "../../cors/engines";
import { get } from "../../cors/header-list";
import { isOkStatus } from "../../cors/status";
import { soundsSecret } from "../../headers/secret-names";
import { fieldsNamed, linesBetween, type Request } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { memo } from "../../text/memo";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { bodyPlace } from "../shared/body";
import { valuePlace } from "../shared/header-places";
import { fetchSection, mdnHeader } from "../shared/references";

export const rule: Rule = {
  id: "json-without-preflight",
  severity: "information",
  summary: "The server accepts JSON with a media type that needs no preflight.",
  rationale: `A request with \`Content-Type: application/json\` needs a preflight, so a page of another site can't send it without the server's consent. That protects only if the
server demands the type. A server that also reads JSON as \`text/plain\`, as a form, or without a type can be reached without a preflight: by \`fetch()\` with a string, or by a
form on any website. With the user's cookies, that is a forged request (CSRF).

Refuse other types with \`415 Unsupported Media Type\`: \`express.json()\` reads only \`application/json\` if you don't set \`type\`; \`consumes\` in Spring; \`[Consumes]\` in
ASP.NET; \`parser_classes\` in Django REST framework; in Go, compare the type before decoding.

It is a warning if the request has a cookie. A request whose body has a token against forged requests isn't reported.`,
  references: [
    fetchSection("CORS-safelisted request-header", "cors-safelisted-request-header"),
    {
      title: "OWASP: Cross-site request forgery prevention",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
    },
    mdnHeader("Content-Type"),
  ],
  examples: {
    invalid: [
      {
        title: "JSON as plain text, with a cookie",
        text: `POST /transfers HTTP/1.1
Host: bank.example.com
Origin: https://app.example.com
Cookie: sid=31d4
Content-Type: text/plain

{ "to": "ann", "amount": 100 }

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
      {
        title: "JSON without a type",
        text: `POST /votes HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

{ "for": "ann" }

HTTP/1.1 201 Created
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "The server refuses the type",
        text: `POST /transfers HTTP/1.1
Host: bank.example.com
Origin: https://app.example.com
Cookie: sid=31d4
Content-Type: text/plain

{ "to": "ann", "amount": 100 }

HTTP/1.1 415 Unsupported Media Type
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
      {
        title: "Plain text that isn't JSON",
        text: `POST /notes HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Content-Type: text/plain

Buy milk

HTTP/1.1 201 Created
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  *actual(exchange) {
    yield* reports(exchange, "information");
  },

  // Without `Origin`, only a cookie shows that browsers matter.
  *notCors(exchange) {
    if (exchange.isPageUnknown && fieldsNamed(exchange.request, "Cookie").length > 0) {
      yield* reports(exchange, "warning");
    }
  },
};

function* reports(exchange: JudgedExchange, severity: "information" | "warning"): Generator<Report> {
  const { request, response } = exchange;
  const status = response?.statusValue ?? null;
  if (status === null || isUnknown(status) || !isOkStatus(Number(status)) || !needsNoPreflight(exchange)) {
    return;
  }
  const type = get(headerListOf(request), "Content-Type");
  const [field] = fieldsNamed(request, "Content-Type");
  const [cookie] = fieldsNamed(request, "Cookie");
  const at = field === undefined ? bodyPlace(request) : valuePlace(request, field);
  if (isUnknown(type) || at === null || !hasJson(request)) {
    return;
  }
  const form = type === null ? "without a `Content-Type`" : `as ${quote(type)}`;
  yield {
    message: `The server accepts JSON ${form}, so any website can send it without a preflight.`,
    place: at,
    severity: cookie === undefined ? severity : "warning",
    ...(cookie === undefined
      ? {}
      : { related: [{ message: "The request has a cookie.", place: { anchor: request, range: cookie.name } }] }),
  };
}

function needsNoPreflight({ fetchRequest, judgement }: JudgedExchange): boolean {
  return (
    fetchRequest.fetch.method === "POST" &&
    ENGINES.every((engine) => judgement[engine].refusal === null && judgement[engine].needsPreflight === false)
  );
}

/** The greatest length of a body that is read, in UTF-16 code units. */
const MAX_BODY = 100_000;

/** Whether the body is a JSON object or array, without a token against forged requests at its top. */
const hasJson = memo((request: Request): boolean => {
  const { body, section, offset } = request;
  if (body === null || body.end - body.start > MAX_BODY) {
    return false;
  }
  const text = linesBetween(section, offset + body.start, offset + body.end)
    .filter(({ kind }) => kind === "body")
    .map(({ content, end }) => section.text.slice(content, end))
    .join("\n");
  const value = jsonIn(text);
  return typeof value === "object" && value !== null && !Object.keys(value).some(isToken);
});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isToken(name: string): boolean {
  return soundsSecret(name) && /csrf|xsrf|token/i.test(name);
}
