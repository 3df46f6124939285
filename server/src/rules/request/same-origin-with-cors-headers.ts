import { siteOf } from "../../case/fetch-metadata";
import { CORS_RESPONSE_HEADERS } from "../../headers/headers";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { relatedOrigin } from "../shared/page-origin";
import { FETCH_CORS_CHECK, FETCH_PREFLIGHT, fetchSection } from "../shared/references";

export const rule: Rule = {
  id: "same-origin-with-cors-headers",
  severity: "information",
  summary: "A page requests its own origin, so CORS headers decide nothing.",
  rationale: `Scheme, host and port of the page and the URL are equal. A page may always read what its own origin answers: browsers send no preflight and read no
\`Access-Control-*\` header. So this exchange doesn't show whether CORS works. If the page is elsewhere, name its origin in \`Origin\`.

It isn't reported where the text compares: another exchange with the same URL has a page of another origin.`,
  references: [fetchSection("main fetch", "concept-main-fetch"), FETCH_CORS_CHECK, FETCH_PREFLIGHT],
  examples: {
    invalid: [
      {
        title: "The origin of the server instead of the page's",
        text: `GET https://api.example.com/articles HTTP/1.1
Origin: https://api.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://api.example.com
Vary: Origin
`,
      },
      {
        title: "A preflight to the page's own origin",
        text: `OPTIONS https://api.example.com/articles/7 HTTP/1.1
Origin: https://api.example.com
Access-Control-Request-Method: PUT
`,
      },
    ],
    valid: [
      {
        title: "A page on another host",
        text: `GET https://api.example.com/articles HTTP/1.1
Origin: https://www.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://www.example.com
Vary: Origin
`,
      },
      {
        title: "No CORS headers",
        text: `POST https://api.example.com/articles HTTP/1.1
Origin: https://api.example.com

HTTP/1.1 201 Created
`,
      },
    ],
  },

  *notCors(exchange, judged) {
    if (!isNamedAsSameOrigin(exchange) || isCompared(exchange, judged)) {
      return;
    }
    const { kind, request, response } = exchange;
    const [asked] = fieldsNamed(request, "Access-Control-Request-Method");
    if (kind === "preflight" && asked !== undefined) {
      yield {
        message: "Browsers send no preflight here: the page and the URL have the same origin.",
        place: place(request, asked.name),
        related: relatedOrigin(exchange),
      };
      return;
    }
    const [field] =
      response === null ? [] : CORS_RESPONSE_HEADERS.flatMap((name) => fieldsNamed(response, name).slice(0, 1));
    if (response !== null && field !== undefined) {
      yield {
        message: `Browsers don't read ${quote(field.name.text)} here: the page and the URL have the same origin.`,
        place: place(response, field.name),
        related: relatedOrigin(exchange),
      };
    }
  },
};

/** Whether the text names both origins. A browser's own `Sec-Fetch-Site` shows a real request, to a server that answers all pages alike. */
function isNamedAsSameOrigin({ applicability, origin, target, redirectFrom, request }: JudgedExchange): boolean {
  return (
    applicability.applies === false &&
    applicability.reason === "same-origin" &&
    origin?.source === "field" &&
    target.url !== null &&
    redirectFrom === null &&
    siteOf(request) === null
  );
}

/** Whether the text shows what the same URL answers to a page of another origin, too. */
function isCompared(exchange: JudgedExchange, judged: JudgedExchanges): boolean {
  return judged.othersWithTarget(exchange).some(({ applicability }) => applicability.applies === true);
}
