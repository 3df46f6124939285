import { describeRows } from "./describe-rows";
import { ALLOW, ALLOW_ALL, exchange, ORIGIN, preflight } from "./exchange-text";

const noCors = (...response: string[]) => exchange({ request: ["Sec-Fetch-Mode: no-cors"], response });

describeRows("decision points: around CORS", [
  {
    title: "CORP-1: Cross-Origin-Resource-Policy does not matter in mode cors",
    text: exchange({ response: [ALLOW_ALL, "Cross-Origin-Resource-Policy: same-origin"] }),
    verdict: "allowed",
  },
  {
    title: "CORP-1: its decision in mode no-cors is not part of CORS",
    text: noCors("Cross-Origin-Resource-Policy: same-origin"),
    verdict: "not-cors",
  },
  {
    title: "TAO-1: Timing-Allow-Origin neither allows nor blocks",
    text: exchange({ response: ["Timing-Allow-Origin: *"] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "LNA-1: no response header gives access to a local network",
    text: exchange({ url: "http://192.168.0.1/a", origin: "Origin: http://app.example.com", response: [ALLOW_ALL] }),
    verdict: "allowed",
    rules: ["wildcard-on-internal-host"],
  },
  {
    title: "LNA-2: the headers of private networks decide nothing",
    text: preflight({
      request: ["Access-Control-Request-Private-Network: true"],
      response: [ALLOW, "Access-Control-Allow-Methods: PUT", "Access-Control-Max-Age: 60"],
    }),
    verdict: "allowed",
    rules: ["private-network-header"],
  },
  {
    title: "ELT-2: a font is checked",
    text: exchange({ request: ["Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: font"], response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "ELT-3: an image without crossorigin is not",
    text: exchange({ origin: "", request: ["Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"], response: [] }),
    verdict: "not-cors",
  },
  {
    title: "ELT-7: a WebSocket is not, and its server has to look at Origin",
    text: exchange({
      url: "wss://api.example.com/a",
      request: ["Connection: Upgrade", "Upgrade: websocket"],
      status: 101,
      response: [],
    }),
    verdict: "not-cors",
    explains: /CORS doesn't apply to WebSockets: the server must check `Origin` itself/,
  },
]);

describeRows("decision points: what a text leaves open", [
  {
    title: "LIM-1: a host without a scheme that is the page's",
    text: `GET /a HTTP/1.1\nHost: app.example.com\n${ORIGIN}\n\nHTTP/1.1 200 OK\n`,
    verdict: "undetermined",
    explains: /no scheme is given/,
  },
  {
    title: "LIM-1: a host without a scheme that is not",
    text: `GET /a HTTP/1.1\nHost: api.example.com\n${ORIGIN}\n\nHTTP/1.1 200 OK\n`,
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "LIM-2: the credentials mode is assumed, and the hover says so",
    text: exchange({ response: [ALLOW_ALL] }),
    verdict: "allowed",
    explains: /Assuming no credentials \(no cookies shown\)/,
  },
  {
    title: "LIM-3: a preflight shows which headers the script set",
    text:
      preflight({
        method: "GET",
        asks: "cache-control",
        response: [ALLOW, "Access-Control-Allow-Headers: x-a", "Access-Control-Max-Age: 60"],
      }) + exchange({ request: ["Sec-Fetch-Mode: cors", "Cache-Control: no-cache"] }),
    verdict: "blocked",
    rules: ["allow-headers-missing-header"],
  },
  {
    title: "LIM-4: a preflight that is not shown may be in the cache",
    text: exchange({ method: "PUT" }),
    verdict: "undetermined",
  },
  {
    title: "LIM-5: a redirect whose end is not shown",
    text: exchange({ status: 302, response: [ALLOW_ALL, "Location: /b"] }),
    verdict: "undetermined",
    explains: /redirects, but the final response isn't shown/,
  },
  {
    title: "LIM-7: two lines are not one",
    text: exchange({ response: [ALLOW, "Access-Control-Allow-Origin: https://app.example.com"] }),
    verdict: "blocked",
    rules: ["allow-origin-multiple"],
  },
  {
    title: "LIM-8: a directive gives the origin that the text omits",
    text: `# @cors origin=https://app.example.com\n${exchange({ origin: "", response: [] })}`,
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "LIM-8: without it nothing is decided",
    text: exchange({ origin: "", response: [] }),
    verdict: "not-cors",
  },
]);
