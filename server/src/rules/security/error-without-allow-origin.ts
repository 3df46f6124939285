import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import { misspeltField } from "../../exchange/misspelling";
import { grantOf } from "../../judged/grant";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import { type Answered, isAnswered } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { headerPlace, statusLinePlace } from "../shared/header-places";
import { knownOrigin } from "../shared/page-origin";
import { FETCH_HTTP_RESPONSES, MDN_ALLOW_ORIGIN } from "../shared/references";

const HEADER = "Access-Control-Allow-Origin";

export const rule: Rule = {
  id: "error-without-allow-origin",
  severity: "warning",
  summary: "Errors lack the `Access-Control-Allow-Origin` that other answers to the same origin have.",
  rationale: `The page sees a CORS error instead of \`401\` or \`500\`, so it can't ask the user to log in, and people look for the mistake in the wrong
place. The answers differ because the code that adds the headers doesn't run for all of them: an earlier part of the server answers, or the headers are
added to successes only.

- **Express**: \`app.use(cors(…))\` before everything that may answer, authentication included.
- **nginx**: \`add_header … always\`; without \`always\` only successes and redirects get the header.
- **Spring Security**: \`http.cors(…)\`, so that CORS comes before authentication.
- **Django**: \`CorsMiddleware\` at the top of \`MIDDLEWARE\`.
- **ASP.NET Core**: \`UseCors\` after \`UseRouting\` and before \`UseAuthentication\`; an exception handler has to come first.
- **AWS API Gateway**: add the headers to the *gateway responses* \`DEFAULT_4XX\` and \`DEFAULT_5XX\`, too.

This comes besides the error about the answer itself, which says that pages can't read it.`,
  references: [FETCH_HTTP_RESPONSES, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "Logged out, the page sees a CORS error",
        also: ["allow-origin-missing"],
        text: `GET https://api.example.com/account HTTP/1.1
Origin: https://app.example.com
Authorization: Bearer {{token}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin

### The token has expired
GET https://api.example.com/account HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer
`,
      },
    ],
    valid: [
      {
        title: "Errors have the header, too",
        text: `GET https://api.example.com/account HTTP/1.1
Origin: https://app.example.com
Authorization: Bearer {{token}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin

### The token has expired
GET https://api.example.com/account HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  *target(exchanges, { trust }) {
    const answered = exchanges
      .filter(isJudgedActual)
      .filter((one) => one.expectation?.value !== "blocked" && trust.of(knownOrigin(one) ?? "") !== "untrusted");
    const successes = new Map(answered.filter(isGrantedSuccess).map((one) => [knownOrigin(one), one]));
    const [first, ...others] = answered.filter((one) => isBare(one) && successes.has(knownOrigin(one)));
    const success = first === undefined ? undefined : successes.get(knownOrigin(first));
    if (first !== undefined && success !== undefined) {
      const status = quote(first.response.status.text);
      yield {
        message: `The page sees a CORS error instead of ${status}: other answers to ${quote(knownOrigin(first) ?? "")} have \`${HEADER}\`.`,
        place: statusLinePlace(first.response),
        related: [
          { message: "This answer to the same origin has the header.", place: headerPlace(success.response, HEADER) },
          ...others.slice(0, MAX_RELATED).map(({ response }) => ({
            message: "This answer lacks the header, too.",
            place: statusLinePlace(response),
          })),
        ],
      };
    }
  },
};

const MAX_RELATED = 8;

function isJudgedActual(exchange: JudgedExchange): exchange is Answered {
  return exchange.kind === "actual" && isAnswered(exchange) && exchange.applicability.applies === true;
}

function isGrantedSuccess(exchange: Answered): boolean {
  return (
    knownOrigin(exchange) !== null &&
    /^2\d\d$/.test(String(exchange.response.statusValue)) &&
    grantOf(exchange).outcome === "granted"
  );
}

/** Whether an error or a redirect certainly has no Access-Control-Allow-Origin. */
function isBare({ response }: Answered): boolean {
  const { statusValue } = response;
  return (
    !isUnknown(statusValue) &&
    /^(?:[45]\d\d|30[12378])$/.test(statusValue) &&
    get(headerListOf(response), HEADER) === null &&
    misspeltField(response, HEADER) === null
  );
}
