import { describeRows } from "./describe-rows";
import { AGE, ALLOW, ALLOW_ALL, exchange, ORIGIN, preflight } from "./exchange-text";

const EXPOSE_ALL = "Access-Control-Expose-Headers: *";
const GET_WITH = (...request: string[]) => exchange({ request, response: [ALLOW] });

describeRows("edges: rare messages", [
  {
    title: "whitespace before a colon hides the header from Firefox and WebKit",
    text: exchange({ response: ["Access-Control-Allow-Origin\t: *"] }),
    verdict: "fetch allowed, chromium allowed, firefox blocked, webkit blocked",
    rules: ["whitespace-before-colon"],
  },
  {
    title: "whitespace before the colon of a header that decides nothing",
    text: exchange({ response: [ALLOW_ALL, EXPOSE_ALL, "X-A : 1"] }),
    verdict: "allowed",
    rules: ["whitespace-before-colon"],
  },
  {
    title: "whitespace before a colon in the response to a preflight",
    text: preflight({ response: [ALLOW_ALL, "Access-Control-Allow-Methods : PUT", "Access-Control-Max-Age: 60"] }),
    verdict: "fetch allowed, chromium allowed, firefox blocked, webkit blocked",
    rules: ["whitespace-before-colon"],
  },
  {
    title: "Intervention needs no preflight in Chromium",
    text: GET_WITH("Intervention: 1"),
    verdict: "fetch undetermined, chromium allowed, firefox undetermined, webkit undetermined",
    needsPreflight: "fetch true, chromium false, firefox true, webkit true",
  },
  {
    title: "Intervention of more than 128 bytes needs one everywhere",
    text: GET_WITH(`Intervention: ${"a".repeat(129)}`),
    verdict: "undetermined",
    needsPreflight: "true",
  },
  {
    title: "Intervention for which a preflight asks is unsafe in Chromium too",
    text: preflight({
      method: "GET",
      asks: "intervention",
      response: [ALLOW_ALL, "Access-Control-Allow-Headers: x-a", AGE],
    }),
    verdict: "blocked",
    rules: ["allow-headers-missing-header"],
  },
  {
    title: "a 407 is a network error in Chromium",
    text: exchange({ status: 407, response: [ALLOW_ALL] }),
    verdict: "fetch allowed, chromium blocked, firefox allowed, webkit allowed",
    rules: ["response-not-readable"],
  },
  {
    title: "NUL in a value is a network error",
    text: exchange({ response: [ALLOW_ALL, "X-Odd: a\0b"] }),
    verdict: "blocked",
    rules: ["response-not-readable"],
  },
  {
    title: "NUL in a value that decides is a network error",
    text: exchange({ response: ["Access-Control-Allow-Origin: *\0"] }),
    verdict: "blocked",
    rules: ["allow-origin-partial-wildcard", "response-not-readable"],
  },
  {
    title: "NUL in a name is a network error, except in Firefox",
    text: exchange({ response: [ALLOW_ALL, "X\0-Odd: a"] }),
    verdict: "fetch blocked, chromium blocked, firefox allowed, webkit blocked",
    rules: ["response-not-readable"],
  },
  {
    title: "NUL in the response to a preflight blocks the request",
    text: preflight({
      response: [ALLOW_ALL, "Access-Control-Allow-Methods: PUT", "Access-Control-Max-Age: 60", "\0X: 1"],
    }),
    verdict: "fetch blocked, chromium blocked, firefox allowed, webkit blocked",
    rules: ["response-not-readable"],
  },
  {
    title: "NUL in a response of the page's own server is a network error too",
    text: exchange({ url: "https://app.example.com/a", response: ["X-Odd: \0"] }),
    verdict: "blocked",
    rules: ["response-not-readable"],
  },
  {
    title: "a name that a script sets twice may be listed twice by Firefox",
    text: GET_WITH("X-A: 1", "X-A: 2"),
    verdict: "undetermined",
    needsPreflight: "true",
  },
  {
    title: "a safelisted name twice is one value in Chromium and WebKit, and may be elsewhere",
    text: GET_WITH(`Accept: ${"a".repeat(70)}`, `Accept: ${"b".repeat(70)}`),
    verdict: "undetermined",
    needsPreflight: "fetch null, chromium true, firefox null, webkit true",
  },
  {
    title: "a safelisted name twice needs no preflight if it is short",
    text: GET_WITH("Accept: text/html", "Accept: text/plain"),
    verdict: "allowed",
    needsPreflight: "false",
  },
  {
    title: "Last-Event-ID with the Accept of an EventSource leaves the preflight open",
    text: GET_WITH("Accept: text/event-stream", "Last-Event-ID: 7"),
    verdict: "undetermined",
    needsPreflight: "null",
  },
  {
    title: "Cache-Control and Pragma of an EventSource leave the preflight open",
    text: GET_WITH("Accept: text/event-stream", "Cache-Control: no-cache", "Pragma: no-cache"),
    verdict: "undetermined",
    needsPreflight: "null",
  },
  {
    title: "Cache-Control with another value was set by a script",
    text: GET_WITH("Accept: text/event-stream", "Cache-Control: max-age=0"),
    verdict: "undetermined",
    needsPreflight: "true",
  },
  {
    title: "Last-Event-ID without it was set by a script",
    text: GET_WITH("Last-Event-ID: 7"),
    verdict: "undetermined",
    needsPreflight: "true",
  },
  {
    title: "Last-Event-ID for which a preflight asks was set by a script",
    text: `${preflight({ method: "GET", asks: "last-event-id", response: [ALLOW_ALL, "Access-Control-Allow-Headers: last-event-id", AGE] })}${GET_WITH("Accept: text/event-stream", "Last-Event-ID: 7")}`,
    verdict: "allowed",
    needsPreflight: "true",
  },
  {
    title: "Icy-Metadata leaves the preflight open in WebKit",
    text: GET_WITH("Icy-Metadata: 1"),
    verdict: "undetermined",
    needsPreflight: "fetch true, chromium true, firefox true, webkit null",
  },
  {
    title: "an element's own headers need no preflight",
    text: GET_WITH("Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: audio", "Icy-Metadata: 1", "X-A: 1"),
    verdict: "allowed",
    needsPreflight: "false",
  },
  {
    title: "different locations are a network error in Chromium and Firefox",
    text: exchange({ status: 404, response: [ALLOW_ALL, "Location: /a", "Location: /b"] }),
    verdict: "fetch allowed, chromium blocked, firefox blocked, webkit allowed",
    rules: ["response-not-readable"],
  },
  {
    title: "a redirect to the port of another protocol is blocked",
    text: exchange({ status: 302, response: [ALLOW, "Location: http://api.example.com:6667/"] }),
    verdict: "blocked",
    rules: ["redirect-not-followed"],
  },
  {
    title: "a status above 308 redirects in WebKit",
    text: exchange({ status: 310, response: [ALLOW, "Location: /b"] }),
    verdict: "fetch allowed, chromium allowed, firefox allowed, webkit undetermined",
  },
  {
    title: "a line without a colon is skipped",
    text: exchange({ response: ["some words", ALLOW_ALL] }),
    verdict: "allowed",
  },
  {
    title: "a line without a colon hides nothing",
    text: exchange({ response: ["X-A: 1", "some words", "Content-Type: text/plain"] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "a line without a colon at the end of the head",
    text: exchange({ response: ["X-A: 1", "some words"] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "Access-Control-Allow-Origin without a colon allows nothing",
    text: exchange({ response: ["Access-Control-Allow-Origin *"] }),
    verdict: "blocked",
    rules: ["colon-missing"],
  },
  {
    title: "a page in Unicode beyond Latin and an allowed origin in Punycode are one origin",
    text: exchange({
      origin: "Origin: https://日本.example",
      response: ["Access-Control-Allow-Origin: https://xn--wgv71a.example", "Vary: Origin"],
    }),
    verdict: "allowed",
    rules: ["origin-not-serialized"],
  },
  {
    title: "an allowed origin in Unicode beyond Latin is never sent",
    text: exchange({
      origin: "Origin: https://xn--wgv71a.example",
      response: ["Access-Control-Allow-Origin: https://日本.example"],
    }),
    verdict: "blocked",
    rules: ["allow-origin-mismatch"],
  },
  {
    title: "a URL in Unicode beyond Latin is serialised",
    text: exchange({ url: "https://日本.example/a", origin: "Origin: https://xn--wgv71a.example", response: [] }),
    verdict: "not-cors",
  },
  {
    title: "an ellipsis is not a host",
    text: exchange({
      origin: "Origin: https://…",
      response: ["Access-Control-Allow-Origin: https://app.example.com", "Vary: Origin"],
    }),
    verdict: "undetermined",
  },
  {
    title: "the page's own server redirects before the origin is shown",
    text: `${exchange({ url: "https://app.example.com/a", origin: "", status: 307, response: ["Location: https://api.example.com/b"] })}${exchange({ url: "https://api.example.com/b", origin: ORIGIN, response: ["Access-Control-Allow-Origin: null"] })}`,
    verdict: "blocked",
    rules: ["allow-origin-null"],
  },
]);
