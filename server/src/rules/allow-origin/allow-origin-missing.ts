import type { Response } from "../../http/tree";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { statusLinePlace } from "../shared/header-places";
import { keptResponse } from "../shared/kept-response";
import { knownOrigin, originReport } from "../shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "allow-origin-missing",
  severity: "error",
  summary: "A response to a cross-origin request has no `Access-Control-Allow-Origin`.",
  rationale: `Without \`Access-Control-Allow-Origin\`, browsers don't let pages of other origins read a response. The server may have acted on
the request anyway: only reading the response is blocked.

Send the header with every response, including preflights, redirects and errors. Many servers and proxies add it to successful responses only,
and then the page sees a CORS failure instead of the real error.

A cache can be the cause too. If the browser first requests an image or a font without \`Origin\`, it may keep that response and use it again for a
request with \`Origin\`. \`Vary: Origin\` on every response of the URL prevents it.

For public data, \`*\` allows every page. Otherwise, name the page's origin if it's on a list that you trust, and add \`Vary: Origin\`.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "No CORS headers at all",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: application/json
`,
      },
      {
        title: "An error response that the page can't see",
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
        title: "A public resource",
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

  explains: { steps: ["cors-check 2"] },

  short: "no Access-Control-Allow-Origin",

  *fault(fault, judged) {
    const { response, kind } = fault.at;
    const origin = knownOrigin(fault.exchange);
    const isErrorPage = kind === "actual" && isError(response);
    const which =
      kind === "preflight"
        ? "The preflight response"
        : isErrorPage
          ? `This ${quote(response.status.text)}`
          : "The response";
    const forOrigin = origin === null ? "" : ` for the origin ${quote(origin)}`;
    const kept = keptResponse(fault.at, judged);
    const more =
      kept !== null
        ? ": a cache may have kept it from a request without `Origin`"
        : isErrorPage
          ? ", so the page can't see it: errors need the header too"
          : "";
    yield originReport(
      fault,
      `${which} has no \`Access-Control-Allow-Origin\`${forOrigin}${more}.`,
      statusLinePlace(response),
      kept === null
        ? []
        : [
            {
              message: "A cache may serve this response again: send `Vary: Origin` with both.",
              place: statusLinePlace(kept.response),
            },
          ],
    );
  },
};

function isError({ statusValue }: Response): boolean {
  return !isUnknown(statusValue) && /^[45]\d\d$/.test(statusValue);
}
