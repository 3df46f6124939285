import { serializedOriginOf } from "../../cors/origin";
import { replaceValue } from "../../edits/field-edits";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { isUnknown, type Value } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Fault } from "../framework/blocking";
import type { Related, Rule } from "../framework/rule";
import { headerPlace } from "../shared/header-places";
import { originReport } from "../shared/page-origin";
import { becomesNull, knownPage, relatedLocation, taintingExchange } from "../shared/redirect";
import { FETCH_CORS_CHECK, FETCH_REDIRECT, fetchSection } from "../shared/references";

const HEADER = "Access-Control-Allow-Origin";

export const rule: Rule = {
  id: "redirect-origin-becomes-null",
  severity: "error",
  summary: "After a redirect to yet another origin, browsers send `Origin: null`, which the response doesn't allow.",
  rationale: `When a server other than the page's own redirects to another origin, browsers no longer say which page is asking: they send \`Origin: null\`, because
the page didn't choose that URL. From then on they compare every response with \`null\` and block one that names the page's origin, even if the redirect
leads back to the page's own server.

Avoid the redirect: let the page request the final URL, or let the first server fetch the second. Public data can be sent with \`*\`. Don't answer with
\`null\`, which any site can send. Firefox differs in one point: in preflights after such a redirect it still sends the page's origin, and \`null\` only in
the actual request.`,
  references: [FETCH_REDIRECT, FETCH_CORS_CHECK, fetchSection("redirect-taint", "concept-request-tainted-origin")],
  examples: {
    invalid: [
      {
        title: "The last server names the page's origin",
        text: `GET https://api.example.com/photo HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: https://cdn.example.net/photo.jpg
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin

###

GET https://cdn.example.net/photo.jpg HTTP/1.1
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "The last server allows every page",
        text: `GET https://api.example.com/photo HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: https://cdn.example.net/photo.jpg
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin

###

GET https://cdn.example.net/photo.jpg HTTP/1.1
Origin: null

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A redirect within one origin changes nothing",
        text: `GET https://api.example.com/photo HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: /photo.jpg
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin

###

GET https://api.example.com/photo.jpg HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  explains: {
    steps: ["cors-check 4"],
    when: ({ exchange }) => becomesNull(exchange),
    // No origin would match, whatever the form of the value.
    precedence: 2,
  },

  short: "Origin is null",

  *fault(fault) {
    const { exchange, at } = fault;
    yield originReport(fault, messageOf(fault), headerPlace(at.response, HEADER), relatedRedirect(exchange));
  },

  // Firefox keeps the page's origin in preflights, so only actual requests are checked.
  *actual(exchange) {
    const { origin, request, judgement } = exchange;
    const [field] = fieldsNamed(request, "Origin");
    const isReported = [judgement.fetch, judgement.firefox].some(({ actual }) =>
      actual?.failures.some(({ algorithm, number }) => algorithm === "cors-check" && number === "4"),
    );
    if (origin === null || field === undefined || isReported || !becomesNull(exchange) || field.resolved === "null") {
      return;
    }
    if (isUnknown(field.resolved)) {
      return;
    }
    yield {
      message: `After the redirect ${redirectOf(exchange)}, browsers send \`Origin: null\` here, not ${quote(field.value.text)}.`,
      severity: "information",
      place: place(request, field.value),
      related: relatedRedirect(exchange),
      expected: "Origin: null",
      fixes: () => [{ title: "Change to null", grade: "suggestion", edits: [replaceValue(request, field, "null")] }],
    };
  },
};

function messageOf(fault: Fault): string {
  const { exchange, at, engines } = fault;
  const value = fieldsNamed(at.response, HEADER)
    .map((field) => field.value.text)
    .join(", ");
  const onlyFirefox = engines.every((engine) => engine === "firefox");
  return at.kind === "preflight" && onlyFirefox
    ? `In a preflight after a redirect, Firefox sends the page's origin ${quote(knownPage(exchange) ?? "")}, not ${quote(value)}.`
    : `After the redirect ${redirectOf(exchange)}, browsers send \`Origin: null\`, which ${quote(value)} doesn't match.`;
}

/** `from `https://a.example` to `https://b.example``, as far as the text says. */
function redirectOf(exchange: JudgedExchange): string {
  const before = taintingExchange(exchange);
  const from = before?.urlList.at(-1);
  const to = exchange.urlList[before?.urlList.length ?? 0];
  return ` from ${hostWords(from)} to ${hostWords(to)}`.trim();
}

function hostWords(url: Value | undefined): string {
  const origin = url === undefined || isUnknown(url) ? null : serializedOriginOf(url);
  return origin === null ? "another origin" : quote(origin);
}

function relatedRedirect(exchange: JudgedExchange): Related[] {
  const response = taintingExchange(exchange)?.response ?? null;
  return response === null
    ? []
    : relatedLocation(response, "This redirect leads from an origin that isn't the page's to another origin.");
}
