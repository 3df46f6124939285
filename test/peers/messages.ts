import { AGE, ALLOW, CREDENTIALS, exchange, preflight } from "../unit/conformance/exchange-text";
import { finding, none, type PeerCheck, verdict } from "./check";

const METHODS = "Access-Control-Allow-Methods: PUT";
const EXPOSE = "Access-Control-Expose-Headers";
const ASKED_METHOD = "Access-Control-Request-Method: PUT";
const ASKED_HEADERS = "Access-Control-Request-Headers";

/** The request, the preflight, what scripts can read, redirects, and the form of messages. */
export const MESSAGES: readonly PeerCheck[] = [
  finding(
    "`Origin` isn't a serialised origin: a path, a slash, no scheme, capital letters",
    "HTTPolice, httplint, cors-errors.info",
    "origin-not-serialized",
    exchange({ origin: "Origin: https://app.example.com/" }),
  ),
  finding(
    "`Origin` has several values or lines",
    "HTTPolice, httplint, cors-errors.info",
    "origin-not-serialized",
    exchange({ request: ["Origin: https://app.example.com"] }),
  ),
  verdict(
    "A request without `Origin`",
    "cors-errors.info, Firefox",
    "not-cors",
    "*cannot tell: which page sends this?*, with an action that names the page",
    exchange({ origin: "" }),
  ),
  finding(
    "A preflight without `Origin`",
    "httplint, cors-errors.info",
    "preflight-origin-missing",
    preflight({ origin: "" }),
  ),
  finding(
    "An `OPTIONS` request without `Access-Control-Request-Method`",
    "httplint, cors-errors.info",
    "request-method-missing",
    exchange({ method: "OPTIONS", request: [`${ASKED_HEADERS}: x-a`] }),
  ),
  finding(
    "`Access-Control-Request-Method` isn't one method",
    "HTTPolice, cors-errors.info",
    "request-method-not-normalized",
    preflight({ method: "PUT DELETE" }),
  ),
  finding(
    "`Access-Control-Request-Method` in lower case, or on two lines",
    "HTTPolice, cors-errors.info",
    "request-method-not-normalized",
    preflight({ request: [ASKED_METHOD] }),
  ),
  finding(
    "`CONNECT`, `TRACE` or `TRACK` as the method",
    "jub0bs/cors",
    "request-never-sent",
    preflight({ method: "TRACE" }),
  ),
  verdict(
    "`Access-Control-Request-Method: OPTIONS`",
    "cors-errors.info",
    "allowed",
    "the verdict on the preflight. A script may send `OPTIONS`, and then browsers ask for it",
    preflight({ method: "OPTIONS" }),
  ),
  finding(
    "`Access-Control-Request-Headers` isn't a list of names",
    "HTTPolice",
    "request-headers-not-normalized",
    preflight({ asks: "x a" }),
  ),
  finding(
    "`Access-Control-Request-Headers` is empty",
    "HTTPolice",
    "request-headers-not-normalized",
    preflight({ request: [`${ASKED_HEADERS}:`] }),
  ),
  finding(
    "The names to ask for aren't in lower case, sorted and unique",
    "jub0bs/cors",
    "request-headers-not-normalized",
    preflight({ asks: "X-B, x-a", response: [ALLOW, METHODS, "Access-Control-Allow-Headers: X-A, X-B", AGE] }),
  ),
  finding(
    "A safelisted name among those to ask for",
    "CORS Lens alone",
    "request-headers-not-normalized",
    preflight({ asks: "accept", response: [ALLOW, METHODS, "Access-Control-Allow-Headers: Accept", AGE] }),
  ),
  finding(
    "A name that pages can't set among those to ask for",
    "CORS Lens alone",
    "request-headers-not-normalized",
    preflight({ asks: "cookie" }),
  ),
  verdict(
    "`Content-Type` on a `GET`, or among the names to ask for with `GET`",
    "cors-errors.info",
    "allowed",
    "whether the request needs a preflight. It is unusual, but scripts send it",
    preflight({
      method: "GET",
      asks: "content-type",
      response: [ALLOW, "Access-Control-Allow-Headers: Content-Type", AGE],
    }),
  ),
  finding(
    "`Access-Control-Request-Method` or `-Headers` outside a preflight",
    "httplint, cors-errors.info",
    "preflight-header-in-actual-request",
    exchange({ request: [ASKED_METHOD] }),
  ),
  finding(
    "`Cookie` or `Authorization` on a preflight",
    "cors-errors.info",
    "preflight-with-credentials",
    preflight({ request: ["Cookie: session=1"] }),
  ),
  finding(
    "`Content-Type` or a body on a preflight, and `OPTIONS` with a body in general",
    "cors-errors.info, HTTPolice, httplint",
    "preflight-with-body",
    preflight({ request: ["Content-Type: application/json", "", "{}"] }),
  ),
  finding(
    "The request needs a preflight, and the text's preflight doesn't cover it",
    "CORS Lens alone",
    "preflight-request-mismatch",
    preflight({ asks: "x-b", response: [ALLOW, METHODS, "Access-Control-Allow-Headers: X-A, X-B", AGE] }) +
      exchange({ method: "PUT", request: ["X-A: 1"] }),
  ),
  verdict(
    "Whether the request needs a preflight, and why",
    "jsdom, happy-dom, cors-errors.info",
    "undetermined",
    "*cannot tell* without the preflight, with the reason and an action that writes it",
    exchange({ method: "PUT" }),
  ),
  finding(
    "A preflight for a request that needs none",
    "cors-errors.info, happy-dom",
    "preflight-not-needed",
    preflight({ method: "GET", response: [ALLOW, AGE] }) + exchange({}),
  ),
  verdict(
    "An `OPTIONS` request with `Origin` and `Access-Control-Request-Method` is a preflight, and its response is a preflight's",
    "httplint",
    "allowed",
    "*preflight* on the line above the request, in hovers and in the outline",
    preflight({}),
  ),
  finding(
    "`Access-Control-Allow-Methods`, `-Headers` or `-Max-Age` on a response that isn't a preflight's",
    "httplint, cors-errors.info",
    "preflight-header-in-actual-response",
    exchange({ response: [ALLOW, METHODS] }),
  ),
  finding(
    "`Access-Control-Expose-Headers` on a preflight's response",
    "cors-errors.info",
    "expose-headers-in-preflight",
    preflight({ response: [ALLOW, METHODS, `${EXPOSE}: X-A`, AGE] }),
  ),
  finding(
    "`Access-Control-Expose-Headers` isn't a list of names",
    "HTTPolice, httplint, cors-errors.info, jub0bs/cors",
    "expose-headers-invalid",
    exchange({ response: [ALLOW, `${EXPOSE}: X A`] }),
  ),
  finding(
    "`*` exposes nothing for a request with credentials",
    "cors-errors.info, jub0bs/cors, jsdom",
    "wildcard-not-a-wildcard-with-credentials",
    exchange({ request: ["Cookie: session=1"], response: [ALLOW, CREDENTIALS, `${EXPOSE}: *`, "X-A: 1"] }),
  ),
  finding(
    "`Set-Cookie` among the exposed headers",
    "cors-errors.info, jub0bs/cors",
    "expose-headers-without-effect",
    exchange({ response: [ALLOW, `${EXPOSE}: Set-Cookie`] }),
  ),
  finding(
    "A header among the exposed ones that scripts can always read",
    "jub0bs/cors, httplint",
    "expose-headers-without-effect",
    exchange({ response: [ALLOW, `${EXPOSE}: Content-Type`] }),
  ),
  none(
    "`Origin`, `Access-Control-Allow-Methods` and other names of the protocol among the exposed headers",
    "jub0bs/cors",
    "If a response has such a header, scripts can read it then. That is pointless and harmless.",
  ),
  none(
    "A header among the exposed ones that this response doesn't have",
    "cors-errors.info",
    "Servers expose the same names on all responses, and not each has all of the headers.",
  ),
  finding(
    "A header of the application that scripts can't read because it isn't exposed",
    "CORS Lens alone",
    "response-header-not-exposed",
    exchange({ response: [ALLOW, "X-Total-Count: 4"] }),
  ),
  finding(
    "A response header of CORS in a request, or among the names to ask for",
    "HTTPolice, httplint, cors-errors.info",
    "response-header-in-request",
    exchange({ request: ["Access-Control-Allow-Origin: *"] }),
  ),
  finding(
    "A request header of CORS in a response",
    "HTTPolice, httplint",
    "request-header-in-response",
    exchange({ response: [ALLOW, "Origin: https://app.example.com"] }),
  ),
  finding(
    "A misspelt name of a CORS header",
    "cors-errors.info",
    "misspelt-cors-header",
    exchange({ response: [ALLOW, "Acess-Control-Allow-Credentials: true"] }),
  ),
  finding(
    "An unknown or obsolete name with the prefix `Access-Control-`",
    "cors-errors.info, HTTPolice, httplint, JetBrains",
    "unknown-cors-header",
    exchange({ response: [ALLOW, "Access-Control: allow <*>"] }),
  ),
  finding(
    "The headers of Private Network Access",
    "Chrome DevTools, cors-errors.info, CORS Lens alone",
    "private-network-header",
    preflight({ request: ["Access-Control-Request-Private-Network: true"] }),
  ),
  none(
    "A user refuses a page the access to the local network",
    "Chrome DevTools",
    "The text doesn't show the addresses or the user's answer. The verdict is about CORS.",
  ),
  finding(
    "The page and the URL have the same origin, but CORS headers are involved",
    "cors-errors.info, happy-dom, CORS Lens alone",
    "same-origin-with-cors-headers",
    exchange({ origin: "Origin: https://api.example.com", response: ["Access-Control-Allow-Origin: *"] }),
  ),
  verdict(
    "Whether `Host` and `Origin` are the same origin, where the text gives no scheme",
    "cors-errors.info, happy-dom",
    "undetermined",
    "*cannot tell*, with the scheme as the reason, if it decides",
    "GET /a HTTP/1.1\nHost: app.example.com\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n",
  ),
  finding(
    "An `https` page requests an `http` URL",
    "happy-dom, dev-error-explainers",
    "mixed-content",
    exchange({ url: "http://api.example.com/a" }),
  ),
  finding(
    "The URL's scheme isn't HTTP, or the mode doesn't allow another origin",
    "Chrome DevTools, Firefox, dev-error-explainers",
    "request-never-sent",
    exchange({ request: ["Sec-Fetch-Mode: same-origin"] }),
  ),
  verdict(
    "`Sec-Fetch-Mode` and `Sec-Fetch-Site` say that the request isn't a cross-origin one in mode `cors`",
    "cors-errors.info, ZAP",
    "not-cors",
    "*CORS doesn't apply*, with the mode as the reason: only a browser sets these headers",
    exchange({ request: ["Sec-Fetch-Mode: navigate"] }),
  ),
  finding(
    "A redirect to a URL with a user name or password",
    "Chrome DevTools, jsdom, undici, CORS Lens alone",
    "redirect-with-userinfo",
    exchange({ status: 302, response: [ALLOW, "Location: https://ann:secret@www.example.com/"] }),
  ),
  finding(
    "A redirect across a third origin makes `Origin` `null`",
    "jsdom, CORS Lens alone",
    "redirect-origin-becomes-null",
    exchange({ status: 302, response: [ALLOW, "Location: https://www.example.net/b"] }) +
      exchange({ url: "https://www.example.net/b", origin: "Origin: null" }),
  ),
  none(
    "A redirect without `Location`",
    "HTTPolice, httplint",
    "Browsers hand it to the script as it is, and the verdict says whether it may read it.",
  ),
  none(
    "A redirect to its own URL",
    "HTTPolice",
    "It may set a cookie first and then succeed. The verdict is *cannot tell*.",
  ),
  finding(
    "A body on `GET` or `HEAD`",
    "HTTPolice",
    "request-body-not-sent",
    exchange({ request: ["Content-Type: text/plain", "", "x"] }),
  ),
  verdict(
    "A method in lower case, such as `patch`",
    "HTTPolice, undici",
    "undetermined",
    "the preflight that it needs, with the method as browsers send it",
    exchange({ method: "patch" }),
  ),
  finding(
    "Whitespace before the colon of a header",
    "HTTPolice, httplint",
    "whitespace-before-colon",
    exchange({ response: ["Access-Control-Allow-Origin : *"] }),
  ),
  finding(
    "A start line or a status line is broken, or a field has no colon",
    "HTTPolice, kulala",
    "colon-missing",
    exchange({ response: ['Access-Control-Allow-Origin "*"'] }),
  ),
  none(
    "The request's target isn't a URL",
    "HTTPolice, httplint",
    "Such a target is unknown, and so is its origin: the verdict says so.",
  ),
  none(
    "A request and a response that are swapped, pasted twice, or lack `Host`",
    "cors-errors.info, HTTPolice",
    "They are read as they are: a response may be above its request, and a target without a host is unknown. The verdict says so.",
  ),
  none(
    "Folded lines, spaces, empty items, quoted commas, invalid names of other headers, bytes that aren't ASCII, line ends",
    "HTTPolice, httplint",
    "Browsers accept them or skip the line, and the verdict counts them as browsers do. Otherwise they are about HTTP in general.",
  ),
  none(
    "`X-` in names, a missing `Date`, `Content-Type` or explanation of an error, several parameters of a type, an outdated status, lengths and encodings of bodies, bodies where none belongs",
    "HTTPolice, httplint, JetBrains",
    "They are about HTTP in general, and no verdict depends on them.",
  ),
  none(
    "`405` without `Allow`, `Allow` that contradicts the status, `401` without `WWW-Authenticate`, `304` to other methods",
    "HTTPolice, httplint",
    "If it is a preflight's, the finding about the status names the cause that `Allow` and `WWW-Authenticate` show. Otherwise CORS doesn't use them.",
  ),
  none(
    "`WWW-Authenticate` on a preflight's response or with another status than 401",
    "cors-errors.info",
    "Browsers ignore it there, and servers may send it with any status.",
  ),
  none(
    "A `Referer` that tells too much or another origin than `Origin`",
    "HTTPolice, httplint",
    "CORS doesn't use `Referer`.",
  ),
  none(
    "`Cross-Origin-Resource-Policy`, `-Embedder-Policy` and `-Opener-Policy`",
    "HTTPolice, httplint, ZAP, undici",
    "They decide about requests in mode `no-cors` and about windows, not about CORS.",
  ),
  none(
    "CSP, HSTS, `X-Frame-Options`, `Permissions-Policy`, and headers that name software",
    "httplint, webhint, ZAP",
    "They aren't about CORS.",
  ),
  none(
    "`Cache-Control`, `ETag` and content negotiation",
    "webhint, REDbot, httplint",
    "They are about caches in general. `vary-origin-missing` reads `Cache-Control`.",
  ),
  finding(
    "A cookie that browsers don't store for a page of another site",
    "cors-errors.info, httplint, webhint",
    "set-cookie-not-stored",
    `# @cors credentials=include\n${exchange({ url: "https://api.example.net/a", response: [ALLOW, CREDENTIALS, "Set-Cookie: a=b; SameSite=Lax"] })}`,
  ),
  none(
    "The syntax of a cookie: unknown or repeated attributes, prefixes, a `Domain` that doesn't fit",
    "httplint, webhint, cors-errors.info",
    "It is about cookies in general. The hover on `Set-Cookie` says whether browsers store it.",
  ),
];
