import { describeRows } from "./describe-rows";
import { AGE, ALLOW, ALLOW_ALL, CREDENTIALS, exchange, preflight } from "./exchange-text";

const withCredentials = (text: string) => `# @cors credentials=include\n${text}`;
const methods = (list: string) => `Access-Control-Allow-Methods: ${list}`;
const names = (list: string) => `Access-Control-Allow-Headers: ${list}`;

describeRows("decision points: the need for a preflight", [
  {
    title: "PF-1: a request that needs one is open where the text shows none",
    text: exchange({ method: "PUT" }),
    verdict: "undetermined",
    needsPreflight: "true",
    explains: /Needs a preflight: PUT\.\*\* No preflight is shown/,
  },
  {
    title: "PF-1: a response that fails on its own is blocked without a preflight",
    text: exchange({ method: "PUT", response: [] }),
    verdict: "blocked",
    needsPreflight: "true",
    rules: ["allow-origin-missing"],
  },
  {
    title: "PF-1: a preflight that passes lets the request through",
    text: preflight({}) + exchange({ method: "PUT" }),
    verdict: "allowed",
  },
  {
    title: "PF-2: a preflight before a request that needs none is reported, and does not count",
    text: preflight({ method: "POST", status: 403 }) + exchange({ method: "POST" }),
    verdict: "allowed",
    needsPreflight: "false",
    rules: ["preflight-not-needed", "preflight-status-not-ok"],
  },
  {
    title: "PF-3: cookies, a query and Accept need none",
    text: exchange({
      url: "https://api.example.com/a?b=c",
      request: ["Cookie: a=b", "Accept: application/json", "Connection: keep-alive"],
      response: [ALLOW, CREDENTIALS],
    }),
    verdict: "allowed",
    needsPreflight: "false",
  },
  {
    title: "PF-4: a redirect to another origin is preflighted there",
    text:
      exchange({
        method: "PUT",
        url: "https://app.example.com/a",
        status: 307,
        response: ["Location: https://api.example.com/a"],
      }) + exchange({ method: "PUT" }),
    verdict: "undetermined",
    needsPreflight: "true",
  },
]);

describeRows("decision points: the preflight request", [
  {
    title: "PQ-1: an OPTIONS without Access-Control-Request-Method is a request like any other",
    text: exchange({ method: "OPTIONS" }),
    verdict: "undetermined",
    rules: ["request-method-missing"],
    needsPreflight: "true",
  },
  {
    title: "PQ-1: a preflight for another query serves no other URL",
    text: preflight({}) + exchange({ method: "PUT", url: "https://api.example.com/a?b" }),
    verdict: "undetermined",
  },
  {
    title: "PQ-1: a fragment does not make another URL",
    text: preflight({}) + exchange({ method: "PUT", url: "https://api.example.com/a#b" }),
    verdict: "allowed",
  },
  {
    title: "PQ-1: a preflight has no body and no type",
    text: preflight({ request: ["Content-Type: application/json", "", "{}"] }),
    verdict: "allowed",
    rules: ["preflight-with-body", "preflight-with-body"],
  },
  {
    title: "PQ-2: unsafe names are asked for in lower case, sorted, and once",
    text: exchange({ method: "PUT", request: ["X-B: 1", "Content-Type: application/json", "X-A: 1", "x-b: 2"] }),
    verdict: "undetermined",
    asks: "content-type,x-a,x-b",
  },
  {
    title: "PQ-2: without unsafe headers, the preflight asks for none",
    text: exchange({ method: "PUT", request: ["Accept: */*"] }),
    verdict: "undetermined",
    asks: null,
  },
  {
    title: "PQ-2: names in another form are reported",
    text: preflight({ asks: "X-B, X-A", response: [ALLOW, methods("PUT"), names("x-a, x-b"), AGE] }),
    verdict: "allowed",
    rules: ["request-headers-not-normalized"],
  },
  {
    title: "PQ-3: a preflight has no credentials",
    text: preflight({ request: ["Cookie: a=b"] }),
    verdict: "allowed",
    rules: ["preflight-with-credentials"],
  },
  {
    title: "PQ-4: the body of the response does not matter",
    text: preflight({ status: 200, response: [ALLOW, methods("PUT"), AGE, "", "<html>no</html>"] }),
    verdict: "allowed",
  },
  {
    title: "PQ-5: the header of private networks decides nothing",
    text: preflight({ request: ["Access-Control-Request-Private-Network: true"] }),
    verdict: "allowed",
    rules: ["private-network-header"],
  },
]);

describeRows("decision points: the response to the preflight", [
  ...[300, 304, 401, 404, 405, 500].map((status) => ({
    title: `V-1: status ${status} fails`,
    text: preflight({ status }),
    verdict: "blocked",
    rules: ["preflight-status-not-ok"],
  })),
  ...[200, 204, 299].map((status) => ({
    title: `V-1: status ${status} passes`,
    text: preflight({ status }),
    verdict: "allowed",
  })),
  ...[301, 302, 303, 307, 308].map((status) => ({
    title: `V-2: redirect ${status} fails`,
    text: preflight({ status, response: [ALLOW, methods("PUT"), AGE, "Location: /b"] }),
    verdict: "blocked",
    rules: ["preflight-redirect"],
  })),
  {
    title: "V-3: a request to log in fails",
    text: preflight({ status: 401, response: [ALLOW, methods("PUT"), AGE, "WWW-Authenticate: Basic"] }),
    verdict: "blocked",
    rules: ["preflight-status-not-ok"],
  },
  {
    title: "V-4: the mode of the actual request counts on the preflight",
    text: withCredentials(preflight({ response: [ALLOW, methods("PUT"), AGE] })),
    verdict: "blocked",
    rules: ["allow-credentials-missing"],
  },
  {
    title: "V-5: a list of methods that does not parse fails, even if it has the method",
    text: preflight({ response: [ALLOW, methods("PUT, GET POST"), AGE] }),
    verdict: "blocked",
    rules: ["allow-methods-invalid"],
  },
  {
    title: "V-5: it fails even if the method does not have to be listed",
    text: preflight({ method: "GET", asks: "x-a", response: [ALLOW, methods('["GET"]'), names("x-a"), AGE] }),
    verdict: "blocked",
    rules: ["allow-methods-invalid"],
  },
  {
    title: "V-5: empty items do not count, and lines combine",
    text: preflight({ response: [ALLOW, methods(", GET,"), methods("PUT"), AGE] }),
    verdict: "allowed",
  },
  {
    title: "V-6: another case is another method",
    text: preflight({ response: [ALLOW, methods("put"), AGE] }),
    verdict: "blocked",
    rules: ["allow-methods-missing-method"],
  },
  {
    title: "V-6: Allow lists nothing for CORS",
    text: preflight({ response: [ALLOW, "Allow: PUT", AGE] }),
    verdict: "blocked",
    rules: ["allow-methods-missing-method"],
  },
  {
    title: "V-7: the wildcard allows every method",
    text: preflight({ response: [ALLOW, methods("*"), AGE] }),
    verdict: "allowed",
  },
  {
    title: "V-7: with credentials it is a method of that name",
    text: withCredentials(preflight({ response: [ALLOW, CREDENTIALS, methods("*"), AGE] })),
    verdict: "blocked",
    rules: ["wildcard-not-a-wildcard-with-credentials"],
  },
  {
    title: "V-8: a list of names that does not parse fails",
    text: preflight({ asks: "x-a", response: [ALLOW, methods("PUT"), names("x-a; x-b"), AGE] }),
    verdict: "blocked",
    rules: ["allow-headers-invalid"],
  },
  {
    title: "V-9: names match in any case",
    text: preflight({ asks: "x-a", response: [ALLOW, methods("PUT"), names("X-A"), AGE] }),
    verdict: "allowed",
  },
  {
    title: "V-9: every unsafe name has to be listed",
    text:
      preflight({ asks: "content-type,x-a", response: [ALLOW, methods("PUT"), names("x-a"), AGE] }) +
      exchange({ method: "PUT", request: ["Content-Type: application/json", "X-A: 1"] }),
    verdict: "blocked",
    rules: ["allow-headers-missing-header"],
  },
  {
    title: "V-9: a safelisted name does not have to be listed",
    text:
      preflight({}) + exchange({ method: "PUT", request: ["Content-Type: text/plain", "Accept: application/json"] }),
    verdict: "allowed",
  },
  {
    title: "V-10: the wildcard stands for every name, among others too",
    text: preflight({ asks: "x-a", response: [ALLOW, methods("PUT"), names("*, x-b"), AGE] }),
    verdict: "allowed",
  },
  {
    title: "V-10: with credentials it is a name",
    text: withCredentials(preflight({ asks: "x-a", response: [ALLOW, CREDENTIALS, methods("PUT"), names("*"), AGE] })),
    verdict: "blocked",
    rules: ["wildcard-not-a-wildcard-with-credentials"],
  },
  {
    title: "V-11: the standard's wildcard leaves Authorization out",
    text: preflight({ asks: "authorization", response: [ALLOW, methods("PUT"), names("*"), AGE] }),
    verdict: "fetch blocked, chromium allowed, firefox allowed, webkit allowed",
    rules: ["allow-headers-authorization-not-covered"],
  },
  {
    title: "V-11: a list with it is right everywhere",
    text: preflight({ asks: "authorization", response: [ALLOW, methods("PUT"), names("*, Authorization"), AGE] }),
    verdict: "allowed",
  },
  {
    title: "V-12: on the actual response the lists do not count",
    text: exchange({ response: [ALLOW_ALL, methods("PUT"), names("x a"), AGE] }),
    verdict: "allowed",
    rules: [
      "preflight-header-in-actual-response",
      "preflight-header-in-actual-response",
      "preflight-header-in-actual-response",
    ],
  },
  {
    title: "V-12: what the preflight exposes does not count",
    text: preflight({ response: [ALLOW, methods("PUT"), AGE, "Access-Control-Expose-Headers: etag"] }),
    verdict: "allowed",
    rules: ["expose-headers-in-preflight"],
  },
]);
