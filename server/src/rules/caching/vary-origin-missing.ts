import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import { addVaryOrigin, addVaryOriginToUrl, lacksVaryOrigin } from "../../edits/vary";
import { misspeltField } from "../../exchange/misspelling";
import { type Field, fieldsNamed } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import { type Answered, isAnswered } from "../framework/blocking";
import type { Report, Rule } from "../framework/rule";
import { headerPlace, statusLinePlace, valuePlace } from "../shared/header-places";
import { keptResponse } from "../shared/kept-response";
import { knownOrigin } from "../shared/page-origin";
import { FETCH_CACHES, mdnHeader } from "../shared/references";

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

export const rule: Rule = {
  id: "vary-origin-missing",
  severity: "hint",
  summary: "A response names the page's origin but has no `Vary: Origin`.",
  rationale: `A cache reuses a stored response for every request with the same URL, unless \`Vary\` names what else the response depends on. If the server chooses
\`Access-Control-Allow-Origin\` by the request's \`Origin\` without sending \`Vary: Origin\`, a page can get the response for another origin, or for a
request without \`Origin\`, and the browser blocks it. The problem comes and goes with the cache, so it is hard to find.

Send \`Vary: Origin\` with every response of such a URL, even one without CORS headers. If the header always has the same value, or is \`*\`, it isn't
needed. A single exchange can't show which it is: this is a hint, and a warning only if two exchanges in the file show that the responses
differ.`,
  references: [
    FETCH_CACHES,
    { title: "RFC 9110: Vary", url: "https://www.rfc-editor.org/rfc/rfc9110.html#name-vary" },
    mdnHeader("Vary"),
  ],
  examples: {
    invalid: [
      {
        title: "An origin that may depend on the request",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Cache-Control: max-age=600
`,
      },
      {
        title: "Vary names only other headers",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Accept-Encoding
`,
      },
    ],
    valid: [
      {
        title: "Vary names Origin",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "Every page is allowed",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "No cache may store it",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Cache-Control: no-store
`,
      },
    ],
  },

  target: answersWithoutHeader,

  actual: confirmedAnswer,

  *exchange(exchange, judged) {
    const origin = knownOrigin(exchange);
    if (
      !isAnsweredActual(exchange) ||
      exchange.applicability.applies !== true ||
      origin === null ||
      origin === "null" ||
      allowOrigin(exchange) !== origin ||
      !lacksVaryOrigin(exchange)
    ) {
      return;
    }
    const { response } = exchange;
    const others = judged.othersWithTarget(exchange).filter(isAnsweredActual);
    const other = others.find((candidate) => showsDependence(candidate, origin));
    const [allowed] = fieldsNamed(response, ALLOW_ORIGIN);
    const [vary] = fieldsNamed(response, "Vary");
    yield {
      message:
        other === undefined
          ? `If the server picks ${quote(origin)} by the request's \`Origin\`, the response needs \`Vary: Origin\`.`
          : "This response depends on the request's `Origin`, but has no `Vary: Origin`: a cache may serve it to another origin.",
      place: headerPlace(response, vary === undefined ? ALLOW_ORIGIN : "Vary"),
      severity: other === undefined ? "hint" : "warning",
      related: [
        ...(other === undefined
          ? []
          : [
              {
                message:
                  allowOrigin(other) === null
                    ? "The same URL without `Access-Control-Allow-Origin`."
                    : "The same URL with another `Access-Control-Allow-Origin`.",
                place: headerPlace(other.response, ALLOW_ORIGIN),
              },
            ]),
        ...(allowed === undefined || vary === undefined
          ? []
          : [{ message: "The response names this origin.", place: valuePlace(response, allowed) }]),
      ],
      expected: expectedVary(fieldsNamed(response, "Vary")),
      fixes: (judged) => [
        {
          title: "Add Vary: Origin",
          grade: "safe",
          edits: other === undefined ? addVaryOrigin(judged, exchange) : addVaryOriginToUrl(judged, exchange),
        },
      ],
    };
  },
};

/**
 * Reports the responses that name no origin and may be kept for pages, if another response of the same URL names one and has `Vary: Origin`. If that
 * one lacks `Vary` too, its own report cures all of them.
 */
function* answersWithoutHeader(exchanges: readonly JudgedExchange[]): Generator<Report> {
  const answered = exchanges.filter(isAnsweredActual);
  const naming = answered.filter((one) => one.applicability.applies === true && namesItsOrigin(one));
  const other = naming.find((one) => !lacksVaryOrigin(one));
  if (other === undefined) {
    return;
  }
  const origins = new Set(naming.map(knownOrigin));
  const [first, ...more] = answered.filter((one) => isWithoutHeader(one) && !origins.has(knownOrigin(one)));
  if (first !== undefined) {
    yield {
      message: `This response has no \`Vary: Origin\`: a cache may serve it to ${quote(knownOrigin(other) ?? "")}, which needs \`Access-Control-Allow-Origin\`.`,
      place: headerPlace(first.response, "Vary"),
      severity: "warning",
      related: [
        {
          message: "The same URL with `Access-Control-Allow-Origin`.",
          place: headerPlace(other.response, ALLOW_ORIGIN),
        },
        ...more.slice(0, MAX_RELATED).map(({ response }) => ({
          message: "This response has no `Vary: Origin` either.",
          place: headerPlace(response, "Vary"),
        })),
      ],
      expected: expectedVary(fieldsNamed(first.response, "Vary")),
      fixes: (judged) => [
        {
          title: "Add Vary: Origin",
          grade: "safe",
          edits: [first, ...more].flatMap((one) => addVaryOrigin(judged, one)),
        },
      ],
    };
  }
}

const MAX_RELATED = 8;

/** Reports a `304` that confirms the response to a request without `Origin`, if that has no header for pages. */
function* confirmedAnswer(exchange: JudgedExchange, judged: JudgedExchanges): Generator<Report> {
  if (
    exchange.applicability.applies !== true ||
    !isAnsweredActual(exchange) ||
    exchange.response.statusValue !== "304" ||
    exchange.response.elided ||
    exchange.judgement.fetch.actual?.failures.length !== 0 ||
    allowOrigin(exchange) !== null
  ) {
    return;
  }
  const kept = keptResponse(exchange, judged);
  if (kept !== null) {
    yield {
      message:
        "This `304` may confirm the response to a request without `Origin`, which has no `Access-Control-Allow-Origin`: send `Vary: Origin` with both.",
      place: statusLinePlace(exchange.response),
      severity: "information",
      related: [
        {
          message: "A cache may serve this response again: it has no `Vary: Origin`.",
          place: statusLinePlace(kept.response),
        },
      ],
      fixes: (judged) => [{ title: "Add Vary: Origin", grade: "safe", edits: addVaryOriginToUrl(judged, exchange) }],
    };
  }
}

function namesItsOrigin(exchange: Answered): boolean {
  const origin = knownOrigin(exchange);
  return origin !== null && origin !== "null" && allowOrigin(exchange) === origin;
}

function isAnsweredActual(exchange: JudgedExchange): exchange is Answered {
  return exchange.kind === "actual" && isAnswered(exchange);
}

function allowOrigin({ response }: Answered) {
  return get(headerListOf(response), ALLOW_ORIGIN);
}

/**
 * Whether another response of the same URL shows that responses depend on `Origin`: its request has another origin, or none, and its
 * Access-Control-Allow-Origin differs. An error without the header proves nothing, because many servers add it only to successes; nor does `*` for
 * an opaque origin, which a server can't allow in another way.
 */
function showsDependence(other: Answered, origin: string): boolean {
  const method = other.request.methodValue;
  const otherOrigin = other.origin;
  if ((method !== "GET" && method !== "HEAD") || (otherOrigin !== null && knownOrigin(other) === null)) {
    return false;
  }
  const allowed = allowOrigin(other);
  if (otherOrigin?.value === origin || isUnknown(allowed) || allowed === origin) {
    return false;
  }
  if (allowed === null) {
    const status = other.response.statusValue;
    return !isUnknown(status) && /^(2\d\d|304)$/.test(status);
  }
  return allowed !== "*" || otherOrigin?.value !== "null";
}

/**
 * Whether a success for another origin, or for a request without `Origin`, allows no page to read it, and a cache must not serve it to one. Nothing
 * follows from a page whose origin isn't known.
 */
function isWithoutHeader(exchange: Answered): boolean {
  const { applicability, response } = exchange;
  const statuses =
    applicability.applies === true && knownOrigin(exchange) !== null
      ? /^2\d\d$/
      : hasNoOrigin(exchange)
        ? /^(2\d\d|304)$/
        : null;
  return (
    statuses?.test(String(response.statusValue)) === true &&
    allowOrigin(exchange) === null &&
    misspeltField(response, ALLOW_ORIGIN) === null &&
    lacksVaryOrigin(exchange)
  );
}

function hasNoOrigin({ applicability }: Answered): boolean {
  return applicability.applies === false && applicability.reason === "no-origin";
}

function expectedVary(fields: readonly Field[]): string {
  const last = fields.at(-1)?.value.text ?? "";
  return last === "" ? "Vary: Origin" : `Vary: ${last}, Origin`;
}
