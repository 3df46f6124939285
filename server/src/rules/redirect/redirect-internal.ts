import { headerListOf } from "../../case/header-list";
import { ENGINES } from "../../cors/engines";
import { get } from "../../cors/header-list";
import { fieldsNamed, type Response } from "../../http/tree";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { failsByAbsence } from "../shared/missing-headers";
import { isRedirect, relatedLocation } from "../shared/redirect";
import { FETCH_PREFLIGHT } from "../shared/references";

const HEADER = "Non-Authoritative-Reason";

export const rule: Rule = {
  id: "redirect-internal",
  severity: "information",
  summary: "The browser made a redirect itself, so no server can change it.",
  rationale: `Chrome shows \`307 Internal Redirect\` with \`Non-Authoritative-Reason\` for a redirect that it made without asking a server. With the reason
\`HSTS\`, it knows that the host answers only over \`https\`: from an earlier \`Strict-Transport-Security\`, or from the list that browsers ship. Other
reasons name an extension.

Make the page request the \`https\` URL. A preflight can't be redirected at all, so there it is an error. So is one of an actual
request without \`Access-Control-Allow-Origin\`. Headers on this response are the browser's too.`,
  references: [
    FETCH_PREFLIGHT,
    {
      title: "MDN: Strict-Transport-Security",
      url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security",
    },
  ],
  examples: {
    invalid: [
      {
        title: "A preflight over http to a host that is known as https only",
        text: `OPTIONS http://api.example.com/items HTTP/1.1
Origin: http://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 307 Internal Redirect
Location: https://api.example.com/items
Non-Authoritative-Reason: HSTS
`,
      },
      {
        title: "An actual request",
        text: `GET http://api.example.com/items HTTP/1.1
Origin: http://app.example.com

HTTP/1.1 307 Internal Redirect
Location: https://api.example.com/items
Access-Control-Allow-Origin: http://app.example.com
Cross-Origin-Resource-Policy: Cross-Origin
Non-Authoritative-Reason: HSTS
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "A redirect by the server",
        text: `GET http://api.example.com/items HTTP/1.1
Origin: http://app.example.com

HTTP/1.1 307 Temporary Redirect
Location: https://api.example.com/items
Access-Control-Allow-Origin: http://app.example.com
Vary: Origin
`,
      },
    ],
  },

  explains: {
    steps: ["cors-preflight-fetch 7", "cors-check 2"],
    when: ({ at, failure }) => isInternal(at.response) && (at.kind === "actual" || failure.algorithm !== "cors-check"),
    // Whatever else could be said about a server's redirect, no server made this one.
    precedence: 2,
    entails: failsByAbsence,
  },

  short: ({ at }) => (at.kind === "preflight" ? "preflight redirected by the browser" : "redirected by the browser"),

  *fault({ at }) {
    const { response } = at;
    yield {
      message: messageOf(response),
      place: place(response, response.status),
      related: relatedLocation(response, "Request this URL directly to avoid the redirect."),
    };
  },

  *actual({ response, judgement }) {
    const isFault = ENGINES.some((engine) =>
      judgement[engine].actual?.failures.some(({ header }) => header === "Access-Control-Allow-Origin"),
    );
    if (response === null || isFault || !isInternal(response)) {
      return;
    }
    const [field] = fieldsNamed(response, HEADER);
    if (field !== undefined) {
      yield {
        message: messageOf(response),
        place: valuePlace(response, field),
        related: relatedLocation(response, "Request this URL directly to avoid the redirect."),
      };
    }
  },
};

function isInternal(response: Response): boolean {
  return isRedirect(response) && reasonOf(response) !== null;
}

/** Why the browser redirects; null if a server does, or if the text doesn't say it. */
function reasonOf(response: Response): string | null {
  const reason = get(headerListOf(response), HEADER);
  return isUnknown(reason) || reason === "" ? null : reason;
}

function messageOf(response: Response): string {
  const reason = reasonOf(response) ?? "";
  const cure =
    reason.toUpperCase() === "HSTS"
      ? "make the page request the `https:` URL"
      : "find the extension or setting that redirects it";
  return `The browser made this ${quote(response.status.text)} itself (${quote(reason)}): ${cure}.`;
}
