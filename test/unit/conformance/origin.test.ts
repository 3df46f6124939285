import { describeRows } from "./describe-rows";
import { ALLOW, ALLOW_ALL, exchange, ORIGIN } from "./exchange-text";

describeRows("decision points: the origin of the page", [
  {
    title: "ORG-1: another port is another origin",
    text: exchange({ url: "https://app.example.com:8443/a", response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "ORG-1: another scheme is another origin",
    text: exchange({ url: "https://localhost:3000/a", origin: "Origin: http://localhost:3000", response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "ORG-1: a subdomain is another origin",
    text: exchange({ url: "https://api.app.example.com/a", response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "ORG-1: localhost and 127.0.0.1 are two origins",
    text: exchange({ url: "http://127.0.0.1:3000/a", origin: "Origin: http://localhost:3000", response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "ORG-1: path and query do not matter",
    text: exchange({ url: "https://app.example.com/other?a=b", response: [] }),
    verdict: "not-cors",
  },
  {
    title: "ORG-2: a URL is normalised before it is compared",
    text: exchange({ url: "HTTPS://APP.Example.com:443/a", response: [] }),
    verdict: "not-cors",
  },
  {
    title: "ORG-2: a page in Unicode and its URL in Punycode are one origin",
    text: `# @cors origin=https://élève.test\n${exchange({ url: "https://xn--lve-6lad.test/a", origin: "", response: [] })}`,
    verdict: "not-cors",
  },
  {
    title: "ORG-2: a trailing dot stays",
    text: exchange({ url: "https://app.example.com./a", response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "ORG-2: an allowed origin in Unicode is never sent",
    text: exchange({
      origin: "Origin: https://xn--lve-6lad.test",
      response: ["Access-Control-Allow-Origin: https://élève.test"],
    }),
    verdict: "blocked",
    rules: ["allow-origin-mismatch"],
  },
  {
    title: "ORG-3: an origin with a trailing slash was not sent by a browser",
    text: exchange({ origin: `${ORIGIN}/` }),
    verdict: "allowed",
    rules: ["origin-not-serialized"],
  },
  {
    title: "ORG-3: an extension's origin is taken as it is",
    text: exchange({
      origin: "Origin: moz-extension://0a1b",
      response: ["Access-Control-Allow-Origin: moz-extension://0a1b", "Vary: Origin"],
    }),
    verdict: "allowed",
  },
  {
    title: "ORG-4: the wildcard allows an opaque origin",
    text: exchange({ origin: "Origin: null", response: [ALLOW_ALL] }),
    verdict: "allowed",
  },
  {
    title: "ORG-4: an opaque origin is the same as no other",
    text: exchange({ url: "https://app.example.com/a", origin: "Origin: null" }),
    verdict: "blocked",
    rules: ["allow-origin-mismatch"],
  },
  {
    title: "ORG-5: no check is made in mode no-cors",
    text: exchange({ request: ["Sec-Fetch-Mode: no-cors"], response: [] }),
    verdict: "not-cors",
  },
  {
    title: "ORG-5: no check is made for a navigation",
    text: exchange({ method: "POST", request: ["Sec-Fetch-Mode: navigate"], response: [] }),
    verdict: "not-cors",
  },
  {
    title: "ORG-5: a cookie or a custom header does not make a no-cors request a CORS request",
    text: exchange({ request: ["Sec-Fetch-Mode: no-cors", "Cookie: a=b"], response: [] }),
    verdict: "not-cors",
  },
  {
    title: "ORG-5: a request in mode same-origin is not sent to another origin",
    text: exchange({ request: ["Sec-Fetch-Mode: same-origin"], response: [] }),
    verdict: "not-cors",
    rules: ["request-never-sent"],
  },
  {
    title: "ORG-5: a request in mode same-origin may go to its own",
    text: exchange({ url: "https://app.example.com/a", request: ["Sec-Fetch-Mode: same-origin"], response: [] }),
    verdict: "not-cors",
  },
  {
    title: "ORG-6: Sec-Fetch-Mode distinguishes a form's POST from a script's",
    text: exchange({
      method: "POST",
      request: ["Sec-Fetch-Mode: navigate", "Content-Type: application/x-www-form-urlencoded"],
      response: [],
    }),
    verdict: "not-cors",
  },
  {
    title: "ORG-6: without Sec-Fetch-Mode, a request with an origin counts as a script's",
    text: exchange({ method: "POST", request: ["Content-Type: application/x-www-form-urlencoded"], response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "ORG-6: a font or module has mode cors, and is judged so",
    text: exchange({ request: ["Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: font"], response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
]);

describeRows("decision points: what fails before CORS is asked", [
  {
    title: "ORG-7: a scheme that is neither http nor https",
    text: exchange({ url: "ftp://files.example.com/a", response: [ALLOW_ALL] }),
    verdict: "blocked",
    rules: ["request-never-sent"],
  },
  {
    title: "ORG-8: the port of another protocol",
    text: exchange({ url: "https://api.example.com:6000/a", response: [ALLOW_ALL] }),
    verdict: "blocked",
    rules: ["request-never-sent"],
  },
  {
    title: "ORG-8: a port to which Chromium connects",
    text: exchange({ url: "https://api.example.com:6679/a", response: [ALLOW_ALL] }),
    verdict: "fetch blocked, chromium allowed, firefox blocked, webkit blocked",
    rules: ["request-never-sent"],
  },
  {
    title: "ORG-8: mixed content is reported, and the verdict ignores it",
    text: exchange({ url: "http://api.example.com/a", response: [ALLOW_ALL] }),
    verdict: "allowed",
    rules: ["mixed-content"],
  },
]);

describeRows("decision points: the Origin field", [
  {
    title: "HDR-O-1: a same-origin POST has an origin and is not a CORS request",
    text: exchange({ method: "POST", url: "https://app.example.com/a", response: [] }),
    verdict: "not-cors",
  },
  {
    title: "HDR-O-1: without an origin nothing is reported",
    text: exchange({ origin: "", response: [] }),
    verdict: "not-cors",
    explains: /Cannot tell: which page sends this\?/,
  },
  {
    title: "HDR-O-2: a referrer policy makes the origin null only outside mode cors",
    text: exchange({
      method: "POST",
      url: "https://app.example.com/a",
      origin: "Origin: null",
      request: ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Site: same-origin"],
      response: [],
    }),
    verdict: "not-cors",
  },
  {
    title: "HDR-O-2: in mode cors an origin of null is an opaque one",
    text: exchange({ origin: "Origin: null", request: ["Sec-Fetch-Mode: cors"], response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "HDR-O-3: two lines of Origin were not sent by a browser, and decide nothing",
    text: exchange({ request: [ORIGIN], response: [ALLOW] }),
    verdict: "undetermined",
    rules: ["origin-not-serialized"],
  },
  {
    title: "HDR-O-3: an origin with a path was not sent by a browser",
    text: exchange({ origin: `${ORIGIN}/login`, response: [ALLOW_ALL] }),
    verdict: "allowed",
    rules: ["origin-not-serialized"],
  },
  {
    title: "HDR-O-3: an origin in upper case was not sent by a browser",
    text: exchange({ origin: "Origin: https://APP.example.com", response: [ALLOW] }),
    verdict: "allowed",
    rules: ["origin-not-serialized"],
  },
  {
    title: "HDR-O-3: an origin with its default port was not sent by a browser",
    text: exchange({ origin: `${ORIGIN}:443`, response: [ALLOW] }),
    verdict: "allowed",
    rules: ["origin-not-serialized"],
  },
  {
    title: "HDR-O-4: an origin alone does not make a request a CORS request",
    text: exchange({ method: "DELETE", url: "https://app.example.com/a", response: [] }),
    verdict: "not-cors",
  },
]);
