import { allowOriginFixes } from "../edits/allow-origin";
import type { Response } from "../http/tree";
import { isUnknown } from "../text/unknown";
import type { Rule } from "./framework/rule";
import { consequenceOf, expectedAllowOrigin, knownOrigin, relatedOrigin } from "./shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "./shared/references";
import { quote, statusLinePlace } from "./shared/words";

interface Words {
  /** ` for `https://app.example.com``, or nothing where the text does not give the page's origin. */
  readonly forOrigin: string;
  readonly status: string;
  /** Who blocks what, as the end of the sentence. */
  readonly consequence: string;
}

const messages = {
  preflight: ({ forOrigin, consequence }: Words) =>
    `The preflight's response has no \`Access-Control-Allow-Origin\`${forOrigin}: ${consequence}.`,
  error: ({ forOrigin, status, consequence }: Words) =>
    `The response has no \`Access-Control-Allow-Origin\`${forOrigin}: ${consequence}, and the page does not learn of the error ${quote(status)} behind it.`,
  other: ({ forOrigin, consequence }: Words) =>
    `The response has no \`Access-Control-Allow-Origin\`${forOrigin}: ${consequence}.`,
};

export const rule: Rule = {
  id: "allow-origin-missing",
  severity: "error",
  summary: "A response to a cross-origin request has no Access-Control-Allow-Origin.",
  rationale: `Without \`Access-Control-Allow-Origin\` a browser keeps a response from pages of other origins. The server has done its work all the same: what is
blocked is reading the answer.

Add the header where the response is made, on every response: on preflights, on redirects, and on errors too. Many servers and proxies add
it to successful responses only, and then the page sees a CORS failure in place of the real error.

Public data can be given to all with \`*\`. Otherwise name the page's origin, picked from a list of those that you trust, and add
\`Vary: Origin\`.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "No CORS header at all",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: application/json
`,
      },
      {
        title: "An error response that the page cannot see",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 500 Internal Server Error
Content-Type: text/plain
`,
      },
    ],
    valid: [
      {
        title: "A resource for everyone",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Content-Type: application/json
`,
      },
    ],
  },

  *fault(fault, judged) {
    const { response } = fault.at;
    const origin = knownOrigin(fault.exchange);
    const message = messages[fault.at.kind === "preflight" ? "preflight" : kindOf(response)];
    yield {
      message: message({
        forOrigin: origin === null ? "" : ` for the page's origin ${quote(origin)}`,
        status: response.status.text,
        consequence: consequenceOf(fault),
      }),
      place: statusLinePlace(response),
      related: relatedOrigin(fault.exchange),
      ...expectedAllowOrigin(fault.exchange),
      fixes: () => allowOriginFixes(judged, fault.exchange, fault.at),
    };
  },
};

function kindOf(response: Response): "error" | "other" {
  const status = response.statusValue;
  return !isUnknown(status) && /^[45]\d\d$/.test(status) ? "error" : "other";
}
