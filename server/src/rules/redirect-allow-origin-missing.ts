import { allowOriginFixes } from "../edits/allow-origin";
import type { Rule } from "./framework/rule";
import { consequenceOf, expectedAllowOrigin, knownOrigin, relatedOrigin } from "./shared/page-origin";
import { relatedLocation } from "./shared/redirect";
import { FETCH_CORS_CHECK, FETCH_REDIRECT, MDN_ALLOW_ORIGIN } from "./shared/references";
import { quote, statusLinePlace } from "./shared/words";

const messages = {
  missing: (forOrigin: string, consequence: string) =>
    `A redirect needs \`Access-Control-Allow-Origin\` as well, and this one has none${forOrigin}: ${consequence}, and it is not followed.`,
  location: "What this URL answers does not matter: browsers do not ask it.",
};

export const rule: Rule = {
  id: "redirect-allow-origin-missing",
  severity: "error",
  summary: "A redirect of a cross-origin request has no Access-Control-Allow-Origin.",
  rationale: `Every response to a cross-origin request is checked, and a redirect is one: without \`Access-Control-Allow-Origin\` on the
\`3xx\` itself, browsers do not follow it. That the URL behind it allows the page does not help.

Redirects are often made by a part of the server that knows nothing of CORS: a proxy that tidies URLs, a login check, a load balancer that
sends \`http\` to \`https\`. Add the header there, or let the page ask the final URL, which saves a round trip as well.`,
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
        title: "Both allow it",
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
        title: "The page's own server may send it elsewhere without",
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

  *fault(fault, judged) {
    const { response } = fault.at;
    const origin = knownOrigin(fault.exchange);
    yield {
      message: messages.missing(origin === null ? "" : ` for the page's origin ${quote(origin)}`, consequenceOf(fault)),
      place: statusLinePlace(response),
      related: [...relatedOrigin(fault.exchange), ...relatedLocation(response, messages.location)],
      ...expectedAllowOrigin(fault.exchange),
      fixes: () => allowOriginFixes(judged, fault.exchange, fault.at),
    };
  },
};
