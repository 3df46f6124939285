import { ENGINES } from "../../cors/engines";
import { isOkStatus, mayBeRedirectStatus } from "../../cors/status";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import type { Rule } from "../framework/rule";
import { cookieContextOf } from "../shared/cookies";
import { credentialsEvidence } from "../shared/credentials-evidence";
import { knownPage } from "../shared/redirect";
import { fetchSection } from "../shared/references";

export const rule: Rule = {
  id: "executed-though-unreadable",
  severity: "information",
  summary: "The page can't read the response, but the server has handled its request.",
  rationale: `CORS decides whether a page may read a response. It stops a request only if that needs a preflight. A \`POST\` with the headers and
the media types of a form doesn't: the browser sends it with the user's cookies, the server acts, and only then the browser blocks the response. So CORS doesn't
protect against forged requests (CSRF): an attacker doesn't need the response.

Don't leave this to CORS. Set \`SameSite=Lax\` or \`Strict\` on the session's cookie, demand a token (\`CsrfViewMiddleware\` in Django, Spring Security, \`ValidateAntiForgeryToken\` in
ASP.NET), or refuse requests whose \`Origin\` or \`Sec-Fetch-Site\` isn't expected before you act (\`http.CrossOriginProtection\` in Go; in Express, a middleware before the routes; in
nginx, a \`map\` from \`$http_origin\`).

If the page is your own, allow its origin: then it can read the response too.`,
  references: [
    {
      title: "OWASP: Cross-site request forgery prevention",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
    },
    fetchSection("CORS protocol", "http-cors-protocol"),
    { title: "MDN: Cross-site request forgery", url: "https://developer.mozilla.org/docs/Web/Security/Attacks/CSRF" },
  ],
  examples: {
    invalid: [
      {
        title: "A forged order, from an origin that the server should refuse",
        text: `# @cors expect=blocked
POST https://shop.example.com/orders HTTP/1.1
Origin: https://game.example.net
Cookie: sid=31d4
Content-Type: application/x-www-form-urlencoded

article=7

HTTP/1.1 201 Created
Content-Type: text/plain
`,
      },
    ],
    valid: [
      {
        title: "The server refuses the page's origin",
        text: `POST https://shop.example.com/orders HTTP/1.1
Origin: https://game.example.net
Cookie: sid=31d4
Content-Type: application/x-www-form-urlencoded

article=7

HTTP/1.1 403 Forbidden
Access-Control-Allow-Origin: https://game.example.net
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
  },

  *actual(exchange, judged) {
    const { request, response } = exchange;
    if (response === null || !isForgeable(exchange) || !isHandled(response.statusValue) || !isUnreadable(exchange)) {
      return;
    }
    yield {
      message: "The page can't read the response, but the server has handled this `POST`: CORS doesn't stop it.",
      place: place(request, request.method ?? request.target),
      related: [
        { message: "The server doesn't refuse the request.", place: place(response, response.status) },
        ...credentialsEvidence(exchange, judged),
      ],
    };
  },
};

/** Whether a page of another site can make a browser send the request with the user's cookies, without a preflight. */
function isForgeable(exchange: JudgedExchange): boolean {
  const { applicability, resolvedCredentials, redirectFrom, judgement, fetchRequest } = exchange;
  const page = knownPage(exchange);
  return (
    applicability.applies === true &&
    resolvedCredentials.mode === "include" &&
    redirectFrom === null &&
    fetchRequest.fetch.method === "POST" &&
    ENGINES.every((engine) => judgement[engine].refusal === null && judgement[engine].needsPreflight === false) &&
    page !== null &&
    cookieContextOf(exchange, page)?.relation === "cross-site"
  );
}

function isHandled(status: JudgedExchange["request"]["methodValue"]): boolean {
  return !isUnknown(status) && (isOkStatus(Number(status)) || mayBeRedirectStatus(Number(status)));
}

function isUnreadable({ verdict }: JudgedExchange): boolean {
  return ENGINES.every((engine) => verdict[engine] === "blocked");
}
