import { type Grant, grantOf } from "../../judged/grant";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isOriginUntrusted } from "../../judged/untrusted";
import { quote } from "../../words/quote";
import type { Related, Report, Rule } from "../framework/rule";
import { isExplained } from "../shared/origin-holes";
import { knownOrigin } from "../shared/page-origin";
import { FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "untrusted-origin-allowed",
  severity: "warning",
  summary: "A response allows an origin that you don't trust.",
  rationale: `The file, \`.corslens.json\` or the request itself says that the server should not allow this origin, and the response names it. With
\`Access-Control-Allow-Credentials: true\`, the pages of that origin read what the server answers to the user who visits them. Without credentials, they
read only what everyone else gets, unless the server is in an internal network: then this is information.

An origin is untrusted if it is in \`# @cors untrusted=\` or in \`untrusted\` of \`.corslens.json\`, if its host is under \`.invalid\`, or if its request
says \`# @cors expect=blocked\` and browsers allow it.

The cure is in the server: compare the whole \`Origin\` with a list of exact origins, and send no \`Access-Control-Allow-Origin\` for the others. In Express,
give \`cors({ origin: ["https://app.example.com"] })\` a list rather than \`true\`; in nginx, use \`map $http_origin\` with exact names; in Spring,
\`allowedOrigins\` rather than \`allowedOriginPatterns("*")\`; in Django, \`CORS_ALLOWED_ORIGINS\` rather than \`CORS_ALLOW_ALL_ORIGINS\`; in ASP.NET,
\`WithOrigins\` rather than \`SetIsOriginAllowed(_ => true)\`; in Go, \`AllowedOrigins\` rather than an \`AllowOriginFunc\` that returns true.`,
  references: [FETCH_CREDENTIALS, MDN_ALLOW_ORIGIN, MDN_ALLOW_CREDENTIALS],
  examples: {
    invalid: [
      {
        title: "An attacker's page reads the user's account",
        text: `# @cors untrusted=https://attacker.example
GET /account HTTP/1.1
Host: api.example.com
Origin: https://attacker.example
Cookie: session={{session}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://attacker.example
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "The server doesn't allow it",
        text: `# @cors untrusted=https://attacker.example

###
# @cors expect=blocked
GET /account HTTP/1.1
Host: api.example.com
Origin: https://attacker.example
Cookie: session={{session}}

HTTP/1.1 200 OK
Vary: Origin
`,
      },
      {
        title: "Public data, for everyone",
        text: `# @cors untrusted=https://attacker.example
GET /articles HTTP/1.1
Host: api.example.com
Origin: https://attacker.example

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  *target(exchanges, judged) {
    for (const exchange of exchanges) {
      const grant = untrustedGrant(judged, exchange);
      const isOwnCause = !isExplained(knownOrigin(exchange) ?? "", exchanges, judged);
      if (grant !== null && isOwnCause && !isShownByServed(judged, exchange)) {
        yield* report(judged, exchange, grant);
      }
    }
  },
};

/**
 * The grant of an exchange that gives an untrusted origin a permission of its own; null if there is none. `null` has its own rule, and `*` is for data
 * that everyone may read.
 */
export function untrustedGrant(judged: JudgedExchanges, exchange: JudgedExchange): Grant | null {
  const grant = grantOf(exchange);
  const isNamed = exchange.applicability.applies === true && grant.outcome === "granted" && grant.by === "name";
  return isNamed && knownOrigin(exchange) !== "null" && isOriginUntrusted(judged, exchange) ? grant : null;
}

/** Whether a request that relies on a preflight shows the same. */
function isShownByServed(judged: JudgedExchanges, exchange: JudgedExchange): boolean {
  return (
    exchange.kind === "preflight" && judged.servedBy(exchange).some((served) => untrustedGrant(judged, served) !== null)
  );
}

function* report(judged: JudgedExchanges, exchange: JudgedExchange, grant: Grant): Generator<Report> {
  const { place, credentials } = grant;
  const origin = knownOrigin(exchange);
  if (place === null || origin === null) {
    return;
  }
  const isDeclared = judged.trust.of(origin) === "untrusted";
  const what = isDeclared ? "is untrusted" : "should be blocked";
  yield {
    message: `${quote(origin)} ${what}, but the response allows it${credentials ? " with the user's credentials" : ""}.`,
    place,
    severity: credentials ? "warning" : "information",
    related: isDeclared ? declaration(judged, origin) : expectation(exchange),
  };
}

function declaration({ trust }: JudgedExchanges, origin: string): Related[] {
  const place = trust.placeOf(origin);
  return place === null ? [] : [{ message: "Declared untrusted.", place }];
}

function expectation({ expectation }: JudgedExchange): Related[] {
  return expectation === null ? [] : [{ message: "The request should be blocked.", place: expectation.place }];
}
