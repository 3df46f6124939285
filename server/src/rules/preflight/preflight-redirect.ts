import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { failsByAbsence } from "../shared/missing-headers";
import { noContent } from "../shared/no-content";
import { cureOfRedirect } from "../shared/preflight-redirects";
import { isRedirect } from "../shared/redirect";
import { FETCH_PREFLIGHT } from "../shared/references";

export const rule: Rule = {
  id: "preflight-redirect",
  severity: "error",
  summary: "The server answers a preflight with a redirect.",
  rationale: `A browser never follows a redirect of a preflight: it blocks the request without contacting the target.

Most such redirects tidy a URL: from \`http\` to \`https\`, to or from a trailing slash, to another host name. Make the page request the final URL.
If the target is a login page, the login check runs before CORS is handled: answer \`OPTIONS\` first. The actual request
may be redirected; the preflight may not. Headers that the redirect lacks are part of this finding: they come with the cure.`,
  references: [
    FETCH_PREFLIGHT,
    {
      title: "MDN: CORS request external redirect not allowed",
      url: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSExternalRedirectNotAllowed",
    },
  ],
  examples: {
    invalid: [
      {
        title: "The server adds a trailing slash",
        text: `OPTIONS /items HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 301 Moved Permanently
Location: /items/
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
`,
      },
      {
        title: "From http to https",
        text: `OPTIONS http://api.example.com/items HTTP/1.1
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 308 Permanent Redirect
Location: https://api.example.com/items
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
`,
      },
    ],
    valid: [
      {
        title: "The page requests the final URL",
        text: `OPTIONS /items/ HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  // No engine follows the redirect, so the message is the same for all requests that the preflight serves.
  explains: { steps: ["cors-preflight-fetch 7"], when: ({ at }) => isRedirect(at.response), entails: failsByAbsence },

  short: "preflight redirected",

  *fault(fault) {
    const { response } = fault.at;
    yield {
      message: `A preflight must not be redirected: ${cureOfRedirect(fault.at, response)}.`,
      place: place(response, response.status),
      related: fieldsNamed(response, "Location").map((field) => ({
        message: "The redirect's URL.",
        place: valuePlace(response, field),
      })),
      ...noContent(fault),
    };
  },
};
