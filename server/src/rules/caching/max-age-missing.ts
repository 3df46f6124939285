import { headerListOf } from "../../case/header-list";
import { ENGINES } from "../../cors/engines";
import { get } from "../../cors/header-list";
import { DEFAULT_MAX_AGE } from "../../cors/max-age";
import { addField } from "../../edits/field-edits";
import { misspeltField } from "../../exchange/misspelling";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import type { Rule } from "../framework/rule";
import { statusLinePlace } from "../shared/header-places";
import { limitsOf, MAX_AGE } from "../shared/preflight-cache";
import { FETCH_HTTP_RESPONSES, MDN_MAX_AGE } from "../shared/references";

export const rule: Rule = {
  id: "max-age-missing",
  severity: "hint",
  summary: "An allowed preflight doesn't say how long browsers may cache it.",
  rationale: `Without \`Access-Control-Max-Age\`, browsers cache the result of a preflight for 5 seconds. After that, the next request waits for
another preflight.

Chrome, Firefox and Safari all accept a value of \`600\`. A cached permission can't be withdrawn before it expires, so choose a shorter time if
permissions change often.`,
  references: [FETCH_HTTP_RESPONSES, MDN_MAX_AGE],
  examples: {
    invalid: [
      {
        title: "A preflight that is repeated after 5 seconds",
        text: `OPTIONS /articles/3 HTTP/1.1
Host: api.example.com
Origin: https://editor.example.com
Access-Control-Request-Method: PATCH

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://editor.example.com
Access-Control-Allow-Methods: PATCH
`,
      },
    ],
    valid: [
      {
        title: "A preflight that is cached for ten minutes",
        text: `OPTIONS /articles/3 HTTP/1.1
Host: api.example.com
Origin: https://editor.example.com
Access-Control-Request-Method: PATCH

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://editor.example.com
Access-Control-Allow-Methods: PATCH
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  *preflight(exchange, judged) {
    const { request, response } = exchange;
    if (
      response === null ||
      get(headerListOf(response), MAX_AGE) !== null ||
      misspeltField(response, MAX_AGE) !== null ||
      !grantsEverything(exchange, judged)
    ) {
      return;
    }
    const { shortest } = limitsOf(judged.browsers);
    yield {
      message: `Without \`${MAX_AGE}\`, browsers cache the preflight for only ${DEFAULT_MAX_AGE} seconds.`,
      place: statusLinePlace(response),
      expected: `${MAX_AGE}: ${shortest}`,
      fixes: (judged) => [
        {
          title: `Add ${MAX_AGE}: ${shortest}`,
          grade: "suggestion",
          edits: [addField(judged.document, response, MAX_AGE, String(shortest), request)],
        },
      ],
    };
  },
};

/** Whether every engine allows the preflight, for its own request and for the requests that rely on it. */
function grantsEverything(preflight: JudgedExchange, judged: JudgedExchanges): boolean {
  return ENGINES.every(
    (engine) =>
      preflight.verdict[engine] === "allowed" &&
      judged.servedBy(preflight).every(({ judgement }) => judgement[engine].preflight?.result !== "failure"),
  );
}
