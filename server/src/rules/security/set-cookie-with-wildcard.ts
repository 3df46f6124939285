import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { FETCH_CREDENTIALS, mdnHeader } from "../shared/references";

const COOKIE = "Set-Cookie";
const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

export const rule: Rule = {
  id: "set-cookie-with-wildcard",
  severity: "information",
  summary: "A response sets a cookie and allows every origin with `*`, which rules out cookies.",
  rationale: `Browsers store the cookies of a cross-origin response only if the request has credentials, and \`Access-Control-Allow-Origin: *\` doesn't
allow such requests. So a page of another origin gets either the response or the cookie, never both.

One of the two lines is wrong. If the cookie belongs to a session, name the page's origin and add \`Access-Control-Allow-Credentials: true\`. If the response is public, don't
set a cookie: caches don't keep such responses, or give one user's cookie to others.`,
  references: [FETCH_CREDENTIALS, mdnHeader(COOKIE)],
  examples: {
    invalid: [
      {
        title: "A session for every origin",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Set-Cookie: sid=31d4; Path=/; HttpOnly
`,
      },
    ],
    valid: [
      {
        title: "A public response without a cookie",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A session for one origin",
        text: `# @cors credentials=include
GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
Set-Cookie: sid=31d4; Path=/; HttpOnly; SameSite=None; Secure
`,
      },
    ],
  },

  *actual({ response, applicability, resolvedCredentials }) {
    // With credentials, `*` blocks the response, and its own rule says so.
    if (response === null || applicability.applies !== true || resolvedCredentials.mode === "include") {
      return;
    }
    const [origin, ...more] = fieldsNamed(response, ALLOW_ORIGIN);
    const [cookie] = fieldsNamed(response, COOKIE);
    if (origin?.resolved !== "*" || more.length > 0 || cookie === undefined) {
      return;
    }
    yield {
      message: "Browsers ignore this cookie without credentials, and with credentials `*` doesn't work.",
      place: place(response, cookie.name),
      related: [{ message: "`*` doesn't allow requests with credentials.", place: valuePlace(response, origin) }],
    };
  },
};
