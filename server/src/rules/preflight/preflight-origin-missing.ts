import { headerListOf } from "../../case/header-list";
import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import type { Rule } from "../framework/rule";
import { FETCH_HTTP_REQUESTS, FETCH_PREFLIGHT, mdnHeader } from "../shared/references";

export const rule: Rule = {
  id: "preflight-origin-missing",
  severity: "information",
  summary: "A preflight has no `Origin`, which browsers always send with it.",
  rationale: `An \`OPTIONS\` request with \`Access-Control-Request-Method\` is a preflight, and a preflight always has \`Origin\`: it asks whether a page of that origin may make
the actual request. Most servers look for both headers. Without \`Origin\`, they don't see a preflight, and answer with 404 or 405, or without any CORS header. So a test
without it doesn't show what a browser gets.

Add the page's origin. It isn't reported if a comment or a setting names the page: then tools may add the header.`,
  references: [FETCH_PREFLIGHT, FETCH_HTTP_REQUESTS, mdnHeader("Origin")],
  examples: {
    invalid: [
      {
        title: "A preflight without `Origin`",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Access-Control-Request-Method: DELETE
`,
      },
    ],
    valid: [
      {
        title: "A preflight as browsers send it",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE
`,
      },
    ],
  },

  *notCors({ isPageUnknown, request }) {
    const isMeantAsPreflight =
      request.methodValue === "OPTIONS" && fieldsNamed(request, "Access-Control-Request-Method").length > 0;
    if (isPageUnknown && isMeantAsPreflight && headerListOf(request).complete) {
      yield {
        message: "Browsers always send `Origin` with a preflight: without it, servers may answer differently.",
        place: place(request, request.method ?? request.target),
      };
    }
  },
};
