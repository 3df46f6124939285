import { describeRows } from "./describe-rows";
import { ALLOW, ALLOW_ALL, CREDENTIALS, exchange } from "./exchange-text";

const EXPOSE = "Access-Control-Expose-Headers:";
const OWN = ["Content-Type: text/plain", "X-A: 1"];

describeRows("decision points: what a script can read", [
  {
    title: "EXP-1: seven headers",
    text: exchange({
      response: [
        ALLOW_ALL,
        "Cache-Control: no-cache",
        "Content-Language: de",
        "Content-Length: 0",
        "Content-Type: text/plain",
        "Expires: 0",
        "Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT",
        "Pragma: no-cache",
        "Date: Thu, 01 Jan 1970 00:00:00 GMT",
      ],
    }),
    verdict: "allowed",
    exposes: [
      "cache-control",
      "content-language",
      "content-length",
      "content-type",
      "expires",
      "last-modified",
      "pragma",
    ],
  },
  {
    title: "EXP-2: listed names, in any case",
    text: exchange({ response: [ALLOW_ALL, ...OWN, `${EXPOSE} , x-A`] }),
    verdict: "allowed",
    exposes: ["content-type", "x-a"],
  },
  {
    title: "EXP-2: a list with an invalid name exposes nothing",
    text: exchange({ response: [ALLOW_ALL, ...OWN, `${EXPOSE} x-a, "bb-8"`] }),
    verdict: "allowed",
    exposes: ["content-type"],
    rules: ["expose-headers-invalid"],
  },
  {
    title: "EXP-2: an apostrophe may be part of a name",
    text: exchange({ response: [ALLOW_ALL, ...OWN, `${EXPOSE} x-a, 'bb-8'`] }),
    verdict: "allowed",
    exposes: ["content-type", "x-a"],
  },
  {
    title: "EXP-3: the wildcard exposes all",
    text: exchange({ response: [ALLOW_ALL, ...OWN, `${EXPOSE} *`] }),
    verdict: "allowed",
    exposes: ["access-control-allow-origin", "access-control-expose-headers", "content-type", "x-a"],
  },
  {
    title: "EXP-3: with credentials it is a name",
    text: exchange({ request: ["Cookie: a=b"], response: [ALLOW, CREDENTIALS, ...OWN, `${EXPOSE} *`] }),
    verdict: "allowed",
    exposes: ["content-type"],
    rules: ["wildcard-not-a-wildcard-with-credentials"],
  },
  {
    title: "EXP-4: a cookie is never exposed",
    text: exchange({ response: [ALLOW, "Set-Cookie: a=b", `${EXPOSE} Set-Cookie`] }),
    verdict: "allowed",
    exposes: [],
    rules: ["expose-headers-without-effect"],
  },
  {
    title: "EXP-5: after a redirect the last response counts",
    text:
      exchange({ status: 302, response: [ALLOW_ALL, "Location: /b", `${EXPOSE} x-a`] }) +
      exchange({ url: "https://api.example.com/b", response: [ALLOW_ALL, "X-A: 1", `${EXPOSE} x-b`, "X-B: 1"] }),
    verdict: "allowed",
    exposes: ["x-b"],
    rules: ["response-header-not-exposed"],
  },
  {
    title: "EXP-6: a header that is not exposed is reported and blocks nothing",
    text: exchange({ response: [ALLOW_ALL, "X-A: 1"] }),
    verdict: "allowed",
    exposes: [],
    rules: ["response-header-not-exposed"],
  },
  {
    title: "EXP-6: a name that the response does not have is harmless",
    text: exchange({ response: [ALLOW_ALL, `${EXPOSE} x-absent`] }),
    verdict: "allowed",
    exposes: [],
  },
]);

describeRows("decision points: the response", [
  ...[201, 404, 500, 999].map((status) => ({
    title: `RSP-1: status ${status} can be read`,
    text: exchange({ status }),
    verdict: "allowed",
  })),
  {
    title: "RSP-1: an error without permission is a CORS failure that hides it",
    text: exchange({ status: 500, response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
    explains: /This `500` .* so the page can't see it/,
  },
  {
    title: "RSP-2: HEAD is checked like GET",
    text: exchange({ method: "HEAD", response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "RSP-3: a response without a body is checked too",
    text: exchange({ status: 204, response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "RSP-3: an interim response is not the answer",
    text: exchange({ status: 103, response: ["Link: </a.css>; rel=preload", "", "HTTP/1.1 200 OK", ALLOW] }),
    verdict: "allowed",
  },
  {
    title: "RSP-4: a request to log in is a response like any other",
    text: exchange({ status: 401, response: [ALLOW, "WWW-Authenticate: Basic"] }),
    verdict: "allowed",
  },
  {
    title: "RSP-5: a 304 may rely on the stored response",
    text: exchange({
      request: ["Sec-Fetch-Mode: cors", 'If-None-Match: "a"'],
      status: 304,
      response: [],
    }),
    verdict: "undetermined",
  },
  {
    title: "RSP-5: a 304 with a wrong permission fails",
    text: exchange({
      request: ["Sec-Fetch-Mode: cors", 'If-None-Match: "a"'],
      status: 304,
      response: ["Access-Control-Allow-Origin: https://b.example.com"],
    }),
    verdict: "blocked",
    rules: ["allow-origin-mismatch"],
  },
  {
    title: "RSP-5: a 304 without a condition is checked on its own",
    text: exchange({ status: 304, response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "VARY-1: an origin that is named without Vary",
    text: exchange({ response: ["Access-Control-Allow-Origin: https://app.example.com"] }),
    verdict: "allowed",
    rules: ["vary-origin-missing"],
  },
  {
    title: "VARY-1: another case, among others, or the wildcard is enough",
    text: exchange({
      response: ["Access-Control-Allow-Origin: https://app.example.com", "Vary: Accept-Encoding, ORIGIN"],
    }),
    verdict: "allowed",
  },
  {
    title: "VARY-1: the wildcard for all needs none",
    text: exchange({ response: [ALLOW_ALL] }),
    verdict: "allowed",
  },
  {
    title: "VARY-2: a response that is not stored needs none",
    text: exchange({
      response: ["Access-Control-Allow-Origin: https://app.example.com", "Cache-Control: no-store"],
    }),
    verdict: "allowed",
  },
]);
