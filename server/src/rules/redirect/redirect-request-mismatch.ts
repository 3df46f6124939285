import { isByteCaseInsensitiveMatch } from "../../cors/byte-case";
import { ENGINES } from "../../cors/engines";
import type { HeaderList } from "../../cors/header-list";
import { normalizeMethod } from "../../cors/method";
import { removeField } from "../../edits/field-edits";
import { headerNamed } from "../../headers/headers";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { relatedLocation } from "../shared/redirect";
import { FETCH_REDIRECT } from "../shared/references";

export const rule: Rule = {
  id: "redirect-request-mismatch",
  severity: "information",
  summary: "A request after a redirect isn't what browsers send.",
  rationale: `A redirect changes the request that follows. After \`301\` and \`302\` a \`POST\` becomes a \`GET\`; after \`303\` every method except \`HEAD\` does. The body is
then dropped with its headers, while \`307\` and \`308\` keep both. Browsers drop \`Authorization\` as soon as a redirect leads to another origin.

The verdict is for the request that browsers send, whatever the text shows.`,
  references: [FETCH_REDIRECT],
  examples: {
    invalid: [
      {
        title: "POST after 303",
        text: `POST https://api.example.com/orders HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 303 See Other
Location: /orders/7
Access-Control-Allow-Origin: *

###

POST https://api.example.com/orders/7 HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "GET after 303",
        text: `POST https://api.example.com/orders HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 303 See Other
Location: /orders/7
Access-Control-Allow-Origin: *

###

GET https://api.example.com/orders/7 HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "307 keeps the method",
        text: `POST https://api.example.com/orders HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 307 Temporary Redirect
Location: /orders/new
Access-Control-Allow-Origin: *

###

POST https://api.example.com/orders/new HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  *actual(exchange) {
    const response = exchange.redirectFrom?.response ?? null;
    if (response === null) {
      return;
    }
    const status = response.status.text;
    const related = relatedLocation(response, "The redirect.");
    yield* methodReports(exchange, status).map((report) => ({ ...report, related }));
    yield* fieldReports(exchange, status).map((report) => ({ ...report, related }));
  },
};

function methodReports({ request, fetchRequest }: JudgedExchange, status: string): Report[] {
  const { method } = fetchRequest.fetch;
  const typed = request.method;
  if (typed === null || isUnknown(request.methodValue) || isUnknown(method)) {
    return [];
  }
  return normalizeMethod(request.methodValue) === method
    ? []
    : [
        {
          message: `After ${quote(status)}, browsers send ${quote(method)} here, not ${quote(typed.text)}.`,
          place: place(request, typed),
          fixes: () => [
            {
              title: `Change to ${method}`,
              grade: "suggestion",
              edits: [{ anchor: request, range: typed, newText: method }],
            },
          ],
        },
      ];
}

/** Headers of the redirected request that no browser sends after the redirect. */
function fieldReports({ request, redirectFrom, fetchRequest }: JudgedExchange, status: string): Report[] {
  const before = redirectFrom?.fetchRequest;
  if (before === undefined) {
    return [];
  }
  return request.fields
    .filter(({ name }) =>
      ENGINES.every(
        (engine) => shows(before[engine].headers, name.text) && !shows(fetchRequest[engine].headers, name.text),
      ),
    )
    .map((field) => ({
      message:
        headerNamed(field.name.text) === "Authorization"
          ? "Browsers drop `Authorization` when a redirect leads to another origin."
          : `After ${quote(status)}, browsers send no body here, and so no ${quote(field.name.text)}.`,
      place: place(request, field.name),
      fixes: ({ document }) => [
        {
          title: `Remove ${field.name.text}`,
          grade: "suggestion",
          edits: [removeField(document, request, field)],
        },
      ],
    }));
}

function shows({ headers }: HeaderList, typed: string): boolean {
  return headers.some(({ name }) => isByteCaseInsensitiveMatch(name, typed));
}
