import assert from "node:assert/strict";
import type { Browser } from "../../../server/src/cors/engines";
import { ALLOW, ALLOW_ALL, API, fetchText, PAGE, printed, type Sent } from "./console-texts";

const OK = "HTTP/1.1 200 OK";
const FOUND = "HTTP/1.1 302 Found";
const KEEPS_METHOD = "HTTP/1.1 307 Temporary Redirect";
const OTHER = "https://b.example/c";
const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const SCHEMES =
  "Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app.";
const NO_CORS_SCHEME = "not allowed to follow a cross-origin CORS redirection with non CORS scheme";

const chromium = (at: string, reason: string, from: string | null = null) =>
  `Access to fetch at '${at}' ${from === null ? "" : `(redirected from '${from}') `}from origin '${PAGE}' has been blocked by CORS policy: ${reason}`;
const firefox = (at: string, reason: string) =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${at}. (Reason: ${reason}`;
const failed = (at: string) => firefox(at, "CORS request did not succeed). Status code: (null).");
const missing = (at: string, status: number) =>
  firefox(at, `CORS header ‘Access-Control-Allow-Origin’ missing). Status code: ${status}.`);
const webkit = (at: string, reason: string) => [reason, `Fetch API cannot load ${at} due to access control checks.`];
const denied = (to: string, reason: string) =>
  `Cross-origin redirection to ${to} denied by Cross-Origin Resource Sharing policy: ${reason}`;
const notAllowed = (origin: string, status: number) =>
  `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: ${status}`;

interface Row extends Readonly<Record<Browser, readonly string[] | null>> {
  readonly name: string;
  readonly hops: readonly Sent[];
}

const get = (url: string, ...response: string[]): Sent => ({ url, response });
const put = (url: string, preflight: readonly string[], response: readonly string[] = [OK]): Sent => ({
  url,
  method: "PUT",
  preflight,
  response,
});
const PASSES = [OK, ALLOW_ALL, "Access-Control-Allow-Methods: *"];

/** Measured in Chromium 156, Firefox 153 ESR and WebKitGTK 2.50, like the messages for single requests. */
const CHAINS: readonly Row[] = [
  {
    name: "a redirect without permission",
    hops: [get(API, FOUND, `Location: ${OTHER}`), get(OTHER, OK, ALLOW_ALL)],
    chromium: [chromium(API, MISSING)],
    firefox: [missing(API, 302), failed(API)],
    webkit: webkit(API, denied(OTHER, notAllowed(PAGE, 302))),
  },
  {
    name: "the target without permission, the origin tainted",
    hops: [get(API, FOUND, `Location: ${OTHER}`, ALLOW_ALL), get(OTHER, OK)],
    chromium: [chromium(OTHER, MISSING, API)],
    firefox: [missing(OTHER, 200)],
    webkit: webkit(OTHER, notAllowed("null", 200)),
  },
  {
    name: "the last of three",
    hops: [
      get(API, FOUND, `Location: ${OTHER}`, ALLOW_ALL),
      get(OTHER, FOUND, "Location: /d", ALLOW_ALL),
      get("https://b.example/d", OK),
    ],
    chromium: [chromium("https://b.example/d", MISSING, API)],
    firefox: [missing("https://b.example/d", 200)],
    webkit: webkit("https://b.example/d", notAllowed("null", 200)),
  },
  {
    name: "from the page's own server to another",
    hops: [get(`${PAGE}/start`, FOUND, `Location: ${API}`), get(API, OK)],
    chromium: [chromium(API, MISSING, `${PAGE}/start`)],
    firefox: [missing(API, 200)],
    webkit: webkit(API, notAllowed(PAGE, 200)),
  },
  {
    name: "the preflight of the target",
    hops: [
      put(API, PASSES, [KEEPS_METHOD, `Location: ${OTHER}`, ALLOW_ALL]),
      put(OTHER, ["HTTP/1.1 404 Not Found", ALLOW_ALL]),
    ],
    chromium: [
      chromium(
        OTHER,
        "Response to preflight request doesn't pass access control check: It does not have HTTP ok status.",
        API,
      ),
    ],
    firefox: [firefox(OTHER, "CORS preflight response did not succeed). Status code: 404."), failed(OTHER)],
    webkit: webkit(OTHER, "Preflight response is not successful. Status code: 404"),
  },
  {
    name: "a user name and a password in Location",
    hops: [get(API, FOUND, "Location: https://me:secret@b.example/c", ALLOW_ALL)],
    chromium: [
      chromium(
        API,
        "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
      ),
    ],
    firefox: [failed(API)],
    webkit: webkit(API, denied(OTHER, "redirection URL https://me:secret@b.example/c has credentials")),
  },
  {
    name: "only a user name in Location",
    hops: [get(API, FOUND, "Location: https://me@b.example/c", ALLOW_ALL)],
    chromium: [
      chromium(
        API,
        "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
      ),
    ],
    firefox: [failed(API)],
    webkit: webkit(API, denied(OTHER, "redirection URL https://me@b.example/c has credentials")),
  },
  {
    name: "a scheme that the network stack refuses without a message",
    hops: [get(API, FOUND, "Location: data:text/plain,x", ALLOW_ALL)],
    chromium: [],
    firefox: [failed(API)],
    webkit: webkit(API, denied("data:text/plain,x", NO_CORS_SCHEME)),
  },
  {
    name: "such a scheme without permission: Firefox checks it first",
    hops: [get(API, FOUND, "Location: data:text/plain,x")],
    chromium: [chromium(API, MISSING)],
    firefox: [failed(API)],
    webkit: webkit(API, denied("data:text/plain,x", notAllowed(PAGE, 302))),
  },
  {
    name: "a file",
    hops: [get(API, FOUND, "Location: file:///x", ALLOW_ALL)],
    chromium: [],
    firefox: [`Security Error: Content at ${API} may not load or link to file:///x.`, failed(API)],
    webkit: webkit(API, denied("file:///x", NO_CORS_SCHEME)),
  },
  {
    name: "another scheme",
    hops: [get(API, FOUND, "Location: mailto:me@b.example", ALLOW_ALL)],
    chromium: [chromium("mailto:me@b.example", SCHEMES, API)],
    firefox: [failed(API)],
    webkit: webkit(API, denied("mailto:me@b.example", NO_CORS_SCHEME)),
  },
  {
    name: "another scheme, from the page's own server",
    hops: [get(`${PAGE}/start`, FOUND, "Location: mailto:me@b.example")],
    chromium: [chromium("mailto:me@b.example", SCHEMES, `${PAGE}/start`)],
    firefox: [],
    webkit: webkit(`${PAGE}/start`, denied("mailto:me@b.example", NO_CORS_SCHEME)),
  },
  {
    name: "FTP",
    hops: [get(API, FOUND, "Location: ftp://b.example/c", ALLOW_ALL)],
    chromium: [chromium("ftp://b.example/c", SCHEMES, API)],
    firefox: [failed(API)],
    webkit: webkit(API, "FTP URLs are disabled"),
  },
  {
    name: "not a URL",
    hops: [get(API, FOUND, "Location: http://[")],
    chromium: [],
    firefox: [failed(API)],
    webkit: null,
  },
  {
    name: "an empty Location, which only Firefox treats as a redirect",
    hops: [get(API, FOUND, "Location:")],
    chromium: [chromium(API, MISSING)],
    firefox: [missing(API, 302), failed(API)],
    webkit: webkit(API, notAllowed(PAGE, 302)),
  },
  {
    name: "two Locations",
    hops: [get(API, FOUND, "Location: /b", "Location: /c")],
    chromium: [],
    firefox: null,
    webkit: null,
  },
];

const REFUSED =
  "Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.";
const refused = (status: number) => webkit(API, `Preflight response is not successful. Status code: ${status}`);

const PREFLIGHTS: readonly Row[] = [
  {
    name: "with permission",
    hops: [put(API, ["HTTP/1.1 301 Moved Permanently", "Location: /b", ALLOW])],
    chromium: [chromium(API, REFUSED)],
    firefox: [
      firefox(API, "CORS request external redirect not allowed)."),
      firefox(API, "CORS preflight response did not succeed). Status code: 301."),
      failed(API),
    ],
    webkit: refused(301),
  },
  {
    name: "without permission: Firefox checks that first",
    hops: [put(API, ["HTTP/1.1 301 Moved Permanently", "Location: /b"])],
    chromium: [chromium(API, REFUSED)],
    firefox: [missing(API, 301), failed(API), failed(API)],
    webkit: refused(301),
  },
  {
    name: "to another origin, which Firefox checks as if it had followed the redirect",
    hops: [put(API, [FOUND, `Location: ${OTHER}`, ALLOW])],
    chromium: [chromium(API, REFUSED)],
    firefox: [
      firefox(API, "CORS request external redirect not allowed)."),
      firefox(API, `CORS header ‘Access-Control-Allow-Origin’ does not match ‘${PAGE}’).`),
      failed(API),
    ],
    webkit: refused(302),
  },
  {
    name: "to a URL with a user name",
    hops: [put(API, [FOUND, "Location: https://me:secret@b.example/c", ALLOW])],
    chromium: [chromium(API, REFUSED)],
    firefox: [failed(API), failed(API)],
    webkit: refused(302),
  },
  {
    name: "to an invalid URL",
    hops: [put(API, [FOUND, "Location: http://[", ALLOW])],
    chromium: [],
    firefox: [failed(API), failed(API)],
    webkit: refused(302),
  },
];

for (const [title, rows] of [
  ["the console: redirects", CHAINS],
  ["the console: a preflight that redirects", PREFLIGHTS],
] as const) {
  describe(title, () => {
    for (const { name, hops, ...expected } of rows) {
      for (const browser of ["chromium", "firefox", "webkit"] as const) {
        it(`${browser}: ${name}`, () => assert.deepEqual(printed(fetchText(hops), browser), expected[browser]));
      }
    }
  });
}

describe("the console: more than 20 redirects", () => {
  const url = (hop: number) => `https://api.example.com/${hop}`;
  const hops = Array.from({ length: 21 }, (_, hop) => get(url(hop), FOUND, `Location: ${url(hop + 1)}`, ALLOW_ALL));
  it("chromium", () => assert.deepEqual(printed(fetchText(hops), "chromium"), []));
  it("firefox", () => assert.deepEqual(printed(fetchText(hops), "firefox"), [failed(url(20))]));
  it("webkit", () =>
    assert.deepEqual(
      printed(fetchText(hops), "webkit"),
      webkit(url(20), "Load cannot follow more than 20 redirections"),
    ));
});
