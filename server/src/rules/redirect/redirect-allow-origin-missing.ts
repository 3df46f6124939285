import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { statusLinePlace } from "../shared/header-places";
import { knownOrigin, originReport, relatedOrigin } from "../shared/page-origin";
import { isRedirect, relatedLocation } from "../shared/redirect";
import { FETCH_CORS_CHECK, FETCH_REDIRECT, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "redirect-allow-origin-missing",
  severity: "error",
  summary: "A redirect of a cross-origin request has no `Access-Control-Allow-Origin`.",
  rationale: `Browsers check every response to a cross-origin request, redirects included: they don't follow a \`3xx\` without \`Access-Control-Allow-Origin\`, even if
the URL after it allows the page.

Redirects often come from a part of the server that knows nothing about CORS: a proxy that tidies URLs, a login check, a load balancer that sends
\`http\` to \`https\`. Add the header there, or let the page request the final URL, which also saves a round trip.`,
  references: [FETCH_REDIRECT, FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "Only the final response allows the page",
        text: `GET https://api.example.com/articles HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 301 Moved Permanently
Location: https://api.example.com/articles/

###

GET https://api.example.com/articles/ HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "Both responses allow the page",
        text: `GET https://api.example.com/articles HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 301 Moved Permanently
Location: https://api.example.com/articles/
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin

###

GET https://api.example.com/articles/ HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "A redirect by the page's own server needs no header",
        text: `# @cors origin=https://app.example.com
GET https://app.example.com/articles HTTP/1.1

HTTP/1.1 302 Found
Location: https://api.example.com/articles

###

GET https://api.example.com/articles HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  explains: { steps: ["cors-check 2"], when: ({ at }) => at.kind === "actual" && isRedirect(at.response) },

  short: "no Access-Control-Allow-Origin",

  *fault(fault) {
    const { response } = fault.at;
    const origin = knownOrigin(fault.exchange);
    const forOrigin = origin === null ? "" : ` for the origin ${quote(origin)}`;
    const message = `This redirect has no \`Access-Control-Allow-Origin\`${forOrigin}: browsers check redirects too.`;
    yield {
      ...originReport(fault, message, statusLinePlace(response)),
      related: [...relatedOrigin(fault.exchange), ...relatedLocation(response, "Browsers never request this URL.")],
    };
  },
};
