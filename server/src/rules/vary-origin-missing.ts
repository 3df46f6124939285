import { get } from "../cors/header-list";
import { addVaryOrigin, addVaryOriginToUrl, lacksVaryOrigin } from "../edits/vary";
import { type Field, fieldsNamed, type Response } from "../http/tree";
import { isUnknown } from "../text/unknown";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { headerListOf } from "../verdict/script-headers";
import type { Report, Rule } from "./framework/rule";
import { knownOrigin } from "./shared/page-origin";
import { FETCH_CACHES } from "./shared/references";
import { headerPlace, quote, valuePlace } from "./shared/words";

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

type Answered = JudgedExchange & { readonly response: Response };

const messages = {
  condition: (origin: string) =>
    `If the server picks ${quote(origin)} by who asks, a cache may give this response to a page of another origin, which browsers then block: \`Vary: Origin\` prevents that.`,
  shown: (origin: string) =>
    `The answers for this URL depend on \`Origin\`: without \`Vary: Origin\` a cache can give the one for ${quote(origin)} to another page, or the other way round, which browsers then block.`,
  plain: (origin: string) =>
    `This answer to a request without \`Origin\` has no Access-Control-Allow-Origin, the one for ${quote(origin)} has: without \`Vary: Origin\` a cache can give this one to that page, and browsers block it.`,
  named: "The same URL with Access-Control-Allow-Origin.",
  otherWithHeader: "The same URL with another Access-Control-Allow-Origin.",
  otherWithout: "The same URL without Access-Control-Allow-Origin.",
};

export const rule: Rule = {
  id: "vary-origin-missing",
  severity: "information",
  summary: "A response names the page's origin, and caches are not told that it depends on `Origin`.",
  rationale: `A cache hands out a stored response for every request with the same URL, unless \`Vary\` names what else the response depends on. Where the
server picks \`Access-Control-Allow-Origin\` by the request's \`Origin\`, and does not say \`Vary: Origin\`, a page of one origin can get the answer that
was made for another, or for a request without \`Origin\`, and the browser blocks it. It comes and goes with the cache, which makes it hard to
find.

Send \`Vary: Origin\` with every answer of such a URL, also with those that have no CORS header. Where the header is always the same, or \`*\`,
it is not needed. One exchange cannot show which it is: this is a warning only where two exchanges in the file show that the answer differs.`,
  references: [
    FETCH_CACHES,
    { title: "RFC 9110: Vary", url: "https://www.rfc-editor.org/rfc/rfc9110.html#name-vary" },
    { title: "MDN: Vary", url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Vary" },
  ],
  examples: {
    invalid: [
      {
        title: "An origin that may have been picked by who asks",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Cache-Control: max-age=600
`,
      },
      {
        title: "Vary names other headers only",
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
        title: "Caches are told",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "The same for everyone",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "No cache may keep it",
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

  notCors: plainAnswer,

  *exchange(exchange, judged) {
    const origin = knownOrigin(exchange);
    if (
      !isAnswered(exchange) ||
      exchange.applicability.applies !== true ||
      origin === null ||
      origin === "null" ||
      allowOrigin(exchange) !== origin ||
      !lacksVaryOrigin(exchange)
    ) {
      return;
    }
    const { response } = exchange;
    const others = judged.othersWithTarget(exchange).filter(isAnswered);
    const other = others.find((candidate) => showsDependence(candidate, origin));
    const [allowed] = fieldsNamed(response, ALLOW_ORIGIN);
    yield {
      message: other === undefined ? messages.condition(origin) : messages.shown(origin),
      place: headerPlace(response, "Vary"),
      severity: other === undefined ? "information" : "warning",
      related: [
        ...(other === undefined
          ? []
          : [
              {
                message: allowOrigin(other) === null ? messages.otherWithout : messages.otherWithHeader,
                place: headerPlace(other.response, ALLOW_ORIGIN),
              },
            ]),
        ...(allowed === undefined ? [] : [{ message: "The origin named.", place: valuePlace(response, allowed) }]),
      ],
      expected: expectedVary(fieldsNamed(response, "Vary")),
      fixes: () => [
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
 * The answer to a request without `Origin` where the text shows another answer that names an origin. The report on that other one, where it
 * lacks `Vary` too, cures both.
 */
function* plainAnswer(exchange: JudgedExchange, judged: JudgedDocument): Generator<Report> {
  const { applicability } = exchange;
  if (
    applicability.applies !== false ||
    applicability.reason !== "no-origin" ||
    !isAnswered(exchange) ||
    !isWithoutHeader(exchange) ||
    !/^(2\d\d|304)$/.test(String(exchange.response.statusValue))
  ) {
    return;
  }
  const other = judged
    .othersWithTarget(exchange)
    .filter(isAnswered)
    .find((candidate) => candidate.applicability.applies === true && namesItsOrigin(candidate));
  if (other !== undefined && !lacksVaryOrigin(other)) {
    yield {
      message: messages.plain(knownOrigin(other) ?? ""),
      place: headerPlace(exchange.response, "Vary"),
      severity: "warning",
      related: [{ message: messages.named, place: headerPlace(other.response, ALLOW_ORIGIN) }],
      expected: expectedVary(fieldsNamed(exchange.response, "Vary")),
      fixes: () => [{ title: "Add Vary: Origin", grade: "safe", edits: addVaryOrigin(judged, exchange) }],
    };
  }
}

function namesItsOrigin(exchange: Answered): boolean {
  const origin = knownOrigin(exchange);
  return origin !== null && origin !== "null" && allowOrigin(exchange) === origin;
}

function isAnswered(exchange: JudgedExchange): exchange is Answered {
  return exchange.kind === "actual" && exchange.response !== null;
}

function allowOrigin({ response }: Answered) {
  return get(headerListOf(response), ALLOW_ORIGIN);
}

/**
 * Whether another answer of the same URL shows that answers depend on `Origin`: it is for another origin, or for none, and has another
 * Access-Control-Allow-Origin. An error without one shows nothing, since many servers add the header to successes only; neither does `*`
 * for an opaque origin, which can be given nothing else.
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

/** An answer that no page may read, which has no finding of its own and is what a cache must not give to this one. */
function isWithoutHeader(exchange: Answered): boolean {
  return allowOrigin(exchange) === null && lacksVaryOrigin(exchange);
}

function expectedVary(fields: readonly Field[]): string {
  const last = fields.at(-1)?.value.text ?? "";
  return last === "" ? "Vary: Origin" : `Vary: ${last}, Origin`;
}
