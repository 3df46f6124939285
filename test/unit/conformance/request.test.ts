import { describeRows } from "./describe-rows";
import { AGE, ALLOW, ALLOW_ALL, exchange, ORIGIN, preflight } from "./exchange-text";

const NEEDS = { verdict: "undetermined", needsPreflight: "true" };
const SIMPLE = { verdict: "allowed", needsPreflight: "false" };

const withHeader = (...request: string[]) => exchange({ request });

describeRows("decision points: the method", [
  ...["GET", "HEAD", "POST"].map((method) => ({
    title: `MTH-1: ${method} needs no preflight`,
    text: exchange({ method }),
    ...SIMPLE,
  })),
  ...["PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "CHICKEN"].map((method) => ({
    title: `MTH-1: ${method} needs one`,
    text: exchange({ method }),
    ...NEEDS,
    rules: method === "OPTIONS" ? ["request-method-missing"] : [],
  })),
  {
    title: "MTH-1: a method without a preflight does not have to be listed",
    text: preflight({ method: "POST", asks: "x-a", response: [ALLOW, "Access-Control-Allow-Headers: x-a", AGE] }),
    verdict: "allowed",
  },
  {
    title: "MTH-2: put is sent as PUT",
    text: preflight({ method: "PUT" }) + exchange({ method: "put" }),
    verdict: "allowed",
  },
  {
    title: "MTH-2: patch is sent as patch, which PATCH does not allow",
    text:
      preflight({ method: "patch", response: [ALLOW, "Access-Control-Allow-Methods: PATCH", AGE] }) +
      exchange({ method: "patch" }),
    verdict: "blocked",
    rules: ["allow-methods-missing-method"],
  },
  ...["CONNECT", "TRACE", "track"].map((method) => ({
    title: `MTH-3: ${method} is never sent`,
    text: exchange({ method, response: [ALLOW_ALL] }),
    verdict: "blocked",
    rules: ["request-never-sent"],
  })),
  {
    title: "MTH-4: an invalid method is never sent",
    text: exchange({ method: "G(T", response: [ALLOW_ALL] }),
    verdict: "blocked",
    rules: ["request-never-sent"],
  },
  {
    title: "MTH-5: a body of a GET is not sent",
    text: exchange({ request: ["", "a=b"] }),
    ...SIMPLE,
    rules: ["request-body-not-sent"],
  },
]);

describeRows("decision points: the request's headers", [
  {
    title: "RH-1: safelisted headers need no preflight",
    text: withHeader("Accept: application/json", "Accept-Language: de", "Content-Language: de", "Range: bytes=0-9"),
    ...SIMPLE,
  },
  { title: "RH-1: any other header needs one", text: withHeader("X-Page: 1"), ...NEEDS, asks: "x-page" },
  { title: "RH-1: an empty Accept needs none", text: withHeader("Accept:"), ...SIMPLE },
  {
    title: "RH-1: an empty Content-Type needs one",
    text: withHeader("Content-Type:"),
    ...NEEDS,
    asks: "content-type",
  },
  { title: "RH-2: 128 bytes need no preflight", text: withHeader(`Accept: ${"a".repeat(128)}`), ...SIMPLE },
  {
    title: "RH-2: 129 bytes need one",
    text: withHeader(`Accept: ${"a".repeat(129)}`),
    ...NEEDS,
    asks: "accept",
  },
  {
    title: "RH-4: a quoted parameter needs a preflight",
    text: withHeader('Accept: application/json; profile="a"'),
    ...NEEDS,
    asks: "accept",
  },
  {
    title: "RH-4: a byte of 0x80 or more needs one in Firefox",
    text: withHeader("Accept: é"),
    verdict: "fetch allowed, chromium allowed, firefox undetermined, webkit allowed",
    needsPreflight: "fetch false, chromium false, firefox true, webkit false",
  },
  {
    title: "RH-5: an underscore in a language needs a preflight",
    text: withHeader("Accept-Language: en_US"),
    ...NEEDS,
    asks: "accept-language",
  },
  ...["application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "Text/Plain;charset=utf-8"].map(
    (type) => ({ title: `RH-6: ${type} needs no preflight`, text: withHeader(`Content-Type: ${type}`), ...SIMPLE }),
  ),
  ...["application/json", "text/plain,text/plain", "text /plain", 'multipart/form-data;"'].map((type) => ({
    title: `RH-6: ${type} needs one`,
    text: withHeader(`Content-Type: ${type}`),
    ...NEEDS,
    asks: "content-type",
  })),
  {
    title: "RH-6: two lines of Content-Type are one value in Chromium and WebKit, and may be elsewhere",
    text: withHeader("Content-Type: text/plain", "Content-Type: text/plain"),
    verdict: "undetermined",
    needsPreflight: "fetch null, chromium true, firefox null, webkit true",
  },
  { title: "RH-7: a range with a start needs no preflight", text: withHeader("Range: bytes=100-"), ...SIMPLE },
  { title: "RH-7: a range without a start needs one", text: withHeader("Range: bytes=-500"), ...NEEDS, asks: "range" },
  {
    title: "RH-7: a unit in upper case needs none in WebKit",
    text: withHeader("Range: BYTES=0-9"),
    verdict: "fetch undetermined, chromium undetermined, firefox undetermined, webkit allowed",
    needsPreflight: "fetch true, chromium true, firefox true, webkit false",
  },
  {
    title: "RH-8: a header that no script can set needs no preflight",
    text: withHeader("Host: api.example.com", "Referer: https://app.example.com/", "Sec-GPC: 1", "Via: a", "DNT: 1"),
    ...SIMPLE,
  },
  {
    title: "RH-8: a method override to a forbidden method is never sent",
    text: withHeader("X-HTTP-Method-Override: TRACE"),
    ...SIMPLE,
  },
  {
    title: "RH-9: a method override to an ordinary method is a header like any other",
    text: exchange({ method: "POST", request: ["X-HTTP-Method-Override: DELETE"] }),
    ...NEEDS,
    asks: "x-http-method-override",
  },
  {
    title: "RH-10: a script's User-Agent needs a preflight, except in Chromium",
    text: withHeader("User-Agent: mine"),
    verdict: "fetch undetermined, chromium allowed, firefox undetermined, webkit undetermined",
    needsPreflight: "fetch true, chromium false, firefox true, webkit true",
  },
  ...["Authorization: x", "X-Requested-With: x", "X-CSRF-Token: 1", "If-None-Match: x", "traceparent: 0"].map(
    (field) => ({ title: `RH-11: ${field} needs a preflight`, text: withHeader(field), ...NEEDS }),
  ),
  {
    title: "RH-11: a response header in a request needs a preflight and grants nothing",
    text: withHeader("Access-Control-Allow-Origin: *"),
    ...NEEDS,
    rules: ["response-header-in-request"],
  },
  {
    title: "RH-11: a client hint needs none in Chromium",
    text: withHeader("Save-Data: on"),
    verdict: "fetch undetermined, chromium allowed, firefox undetermined, webkit undetermined",
    needsPreflight: "fetch true, chromium false, firefox true, webkit true",
  },
  {
    title: "RH-11: what a browser adds for its cache needs none",
    text: withHeader("Sec-Fetch-Mode: cors", "Cache-Control: no-cache", "Pragma: no-cache"),
    ...SIMPLE,
  },
  {
    title: "RH-12: an invalid name is never sent",
    text: exchange({ request: ["X-Page(2): a"] }),
    verdict: "blocked",
    rules: ["request-never-sent"],
  },
  {
    title: "RH-12: a NUL in a value is never sent",
    text: exchange({ request: ["X-Page: a\0b"] }),
    verdict: "blocked",
    rules: ["request-never-sent"],
  },
  {
    title: "RH-13: a no-cors request is never a CORS request, whatever it contains",
    text: exchange({ request: ["Sec-Fetch-Mode: no-cors", "Authorization: x"], response: [] }),
    verdict: "not-cors",
  },
  {
    title: "RH-13: a header of the page's own is left out of a no-cors request",
    text: exchange({ request: ["Sec-Fetch-Mode: no-cors", "X-Token: x"], response: [] }),
    verdict: "not-cors",
    rules: ["no-cors-request-restricted"],
  },
  {
    title: "RH-13: a method that a form cannot send is not sent in mode no-cors",
    text: exchange({ method: "PUT", request: ["Sec-Fetch-Mode: no-cors"], response: [] }),
    verdict: "not-cors",
    rules: ["no-cors-request-restricted"],
  },
  {
    title: "RH-8: Cookie and Origin do not have to be allowed",
    text:
      preflight({ request: [] }) +
      `# @cors credentials=omit\nPUT https://api.example.com/a HTTP/1.1\n${ORIGIN}\nCookie: a=b\n\nHTTP/1.1 200 OK\n${ALLOW}\n`,
    verdict: "allowed",
  },
]);
