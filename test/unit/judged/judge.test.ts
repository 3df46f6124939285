import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { ENGINES } from "../../../server/src/cors/engines";

/** One word where the four engines agree, else one for each. */
function verdicts(text: string, origin: string | null = null): string[] {
  return analyse(text, "http", { origin }).exchanges.map(({ verdict }) => {
    const all = ENGINES.map((engine) => verdict[engine]);
    return new Set(all).size === 1
      ? (all[0] ?? "")
      : ENGINES.map((engine) => `${engine} ${verdict[engine]}`).join(", ");
  });
}

const ORIGIN = "Origin: https://app.example.com";
const ALLOW = "Access-Control-Allow-Origin: https://app.example.com";
const get = (...lines: string[]) => ["GET /data HTTP/1.1", "Host: api.example.com", ...lines, "", ""].join("\n");
const ok = (...lines: string[]) => ["HTTP/1.1 200 OK", ...lines, "", ""].join("\n");
const preflight = (...lines: string[]) =>
  ["OPTIONS /data HTTP/1.1", "Host: api.example.com", ORIGIN, ...lines, "", ""].join("\n");
const put = (...lines: string[]) =>
  ["PUT /data HTTP/1.1", "Host: api.example.com", ORIGIN, ...lines, "", ""].join("\n");

interface Row {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
  readonly origin?: string;
}

const ROWS: readonly Row[] = [
  { name: "an allowed origin", text: get(ORIGIN) + ok(ALLOW), expected: ["allowed"] },
  { name: "a missing Access-Control-Allow-Origin", text: get(ORIGIN) + ok(), expected: ["blocked"] },
  { name: "no response", text: get(ORIGIN), expected: ["undetermined"] },
  { name: "no origin", text: get() + ok(), expected: ["not-cors"] },
  { name: "an origin from the setting", text: get() + ok(), expected: ["blocked"], origin: "https://app.example.com" },
  { name: "another Sec-Fetch-Mode", text: get(ORIGIN, "Sec-Fetch-Mode: navigate") + ok(), expected: ["not-cors"] },
  {
    name: "Sec-Fetch-Site: same-origin",
    text: get(ORIGIN, "Sec-Fetch-Site: same-origin") + ok(),
    expected: ["not-cors"],
  },
  { name: "a WebSocket handshake", text: get(ORIGIN, "Upgrade: websocket") + ok(), expected: ["not-cors"] },
  { name: "another protocol", text: `GRPC https://api.example.com/x\n${ORIGIN}\n\n${ok()}`, expected: ["not-cors"] },
  {
    name: "GRAPHQL, for which the editor chooses method and content type",
    text: `GRAPHQL https://api.example.com/x\n${ORIGIN}\n\n${ok("Access-Control-Allow-Origin: *")}`,
    expected: ["undetermined"],
  },
  {
    name: "a same-origin URL",
    text: `GET https://app.example.com:443/x\n${ORIGIN}\n\n${ok()}`,
    expected: ["not-cors"],
  },
  {
    name: "a Host equal to the origin's, without a scheme",
    text: `GET /x HTTP/1.1\nHost: app.example.com\n${ORIGIN}\n\n${ok()}`,
    expected: ["undetermined"],
  },
  {
    name: "a Host with another port",
    text: `GET /x HTTP/1.1\nHost: app.example.com:8443\n${ORIGIN}\n\n${ok()}`,
    expected: ["blocked"],
  },
  { name: "an unknown host", text: `GET {{base}}/x HTTP/1.1\n${ORIGIN}\n\n${ok(ALLOW)}`, expected: ["allowed"] },
  {
    name: "a Cookie, which means credentials",
    text: get(ORIGIN, "Cookie: a=b") + ok("Access-Control-Allow-Origin: *"),
    expected: ["blocked"],
  },
  {
    name: "an Authorization, which does not",
    text: get(ORIGIN, "Cookie: a=b").replace("Cookie: a=b", "Accept: */*") + ok("Access-Control-Allow-Origin: *"),
    expected: ["allowed"],
  },
  {
    name: "a directive against the Cookie",
    text: `# @cors credentials=omit\n${get(ORIGIN, "Cookie: a=b")}${ok("Access-Control-Allow-Origin: *")}`,
    expected: ["allowed"],
  },
  {
    name: "a directive for credentials",
    text: `# @cors credentials=include\n${get(ORIGIN)}${ok("Access-Control-Allow-Origin: *")}`,
    expected: ["blocked"],
  },
  {
    name: "an unknown Access-Control-Allow-Origin",
    text: get(ORIGIN) + ok("Access-Control-Allow-Origin: {{origin}}"),
    expected: ["undetermined"],
  },
  {
    name: "one variable for both origins",
    text: get("Origin: {{origin}}") + ok("Access-Control-Allow-Origin: {{origin}}"),
    expected: ["allowed"],
  },
  {
    name: "an unknown origin and a wildcard",
    text: get("Origin: {{origin}}") + ok("Access-Control-Allow-Origin: *"),
    expected: ["allowed"],
  },
  { name: "an unknown origin and none allowed", text: get("Origin: {{origin}}") + ok(), expected: ["blocked"] },
  { name: "elided response headers", text: get(ORIGIN) + ok("..."), expected: ["undetermined"] },
  { name: "elided lines beside the header", text: get(ORIGIN) + ok("...", ALLOW), expected: ["allowed"] },
  { name: "elided lines beside a wrong header", text: get(ORIGIN) + ok("...", `${ALLOW}/`), expected: ["blocked"] },
  { name: "elided request lines", text: get(ORIGIN, "...") + ok(ALLOW), expected: ["allowed"] },
  {
    name: "a redirect that passes",
    text: get(ORIGIN) + ok(ALLOW, "Location: /y").replace("200 OK", "302 Found"),
    expected: ["undetermined"],
  },
  {
    name: "a redirect that fails",
    text: get(ORIGIN) + ok("Location: /y").replace("200 OK", "302 Found"),
    expected: ["blocked"],
  },
  {
    name: "an unneeded preflight",
    text: `${preflight("Access-Control-Request-Method: GET")}${ok()}###\n${get(ORIGIN)}${ok(ALLOW)}`,
    expected: ["blocked", "allowed"],
  },
  { name: "a needed preflight that is not shown", text: put() + ok(ALLOW), expected: ["undetermined"] },
  {
    name: "a needed preflight that is not shown, and a response that fails on its own",
    text: put() + ok(),
    expected: ["blocked"],
  },
  {
    name: "a preflight that lets it through",
    text: `${preflight("Access-Control-Request-Method: PUT")}${ok(ALLOW, "Access-Control-Allow-Methods: PUT")}###\n${put()}${ok(ALLOW)}`,
    expected: ["allowed", "allowed"],
  },
  {
    name: "a preflight that does not answer what the request needs",
    text: `${preflight("Access-Control-Request-Method: PUT")}${ok(ALLOW, "Access-Control-Allow-Methods: PUT")}###\n${put("X-A: 1")}${ok(ALLOW)}`,
    expected: ["allowed", "blocked"],
  },
  {
    name: "a preflight judged in the mode of the request that it serves",
    text: `${preflight("Access-Control-Request-Method: PUT")}${ok("Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: PUT")}###\n${put("Cookie: a=b")}${ok(ALLOW, "Access-Control-Allow-Credentials: true")}`,
    expected: ["blocked", "blocked"],
  },
  {
    name: "a preflight without a response",
    text: `${preflight("Access-Control-Request-Method: PUT")}###\n${put()}${ok(ALLOW)}`,
    expected: ["undetermined", "undetermined"],
  },
  {
    name: "a preflight for another URL",
    text: `${preflight("Access-Control-Request-Method: PUT").replace("/data", "/other")}${ok()}###\n${put()}${ok(ALLOW)}`,
    expected: ["blocked", "undetermined"],
  },
  {
    name: "the preflight of the same method before a nearer one",
    text: `${preflight("Access-Control-Request-Method: PUT")}${ok(ALLOW, "Access-Control-Allow-Methods: PUT")}###\n${preflight("Access-Control-Request-Method: DELETE")}${ok(ALLOW, "Access-Control-Allow-Methods: DELETE")}###\n${put()}${ok(ALLOW)}`,
    expected: ["allowed", "allowed", "allowed"],
  },
  {
    name: "the preflight of another request, which does not answer for this one",
    text: `${preflight("Access-Control-Request-Method: PUT")}${ok(ALLOW, "Access-Control-Allow-Methods: PUT")}###\n${put()}${ok(ALLOW)}###\n${put().replace("PUT", "DELETE")}${ok(ALLOW)}`,
    expected: ["allowed", "allowed", "undetermined"],
  },
  {
    name: "a preflight that asks for the wrong method",
    text: `${preflight("Access-Control-Request-Method: POST")}${ok(ALLOW)}###\n${put()}${ok(ALLOW)}`,
    expected: ["allowed", "blocked"],
  },
  {
    name: "a preflight that asks for headers which are not known",
    text: `${preflight("Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: {{names}}")}${ok(ALLOW, "Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: x-a")}###\n${preflight("Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: {{names}}")}${ok(ALLOW, "Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: *")}`,
    expected: ["undetermined", "allowed"],
  },
  {
    name: "a User-Agent of the client that the text was pasted from",
    text: get(ORIGIN, "User-Agent: curl/8.5.0", "Accept: */*") + ok(ALLOW),
    expected: ["allowed"],
  },
  {
    name: "a status that is not given",
    text:
      preflight("Access-Control-Request-Method: PUT") +
      ok("Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: PUT").replace("200", "2xx"),
    expected: ["undetermined"],
  },
  { name: "a variable for all headers", text: get(ORIGIN) + ok("{{corsHeaders}}"), expected: ["undetermined"] },
  {
    name: "words for headers that are left out",
    text: get(ORIGIN) + ok("# other headers omitted"),
    expected: ["undetermined"],
  },
  {
    name: "one variable for the page and the URL",
    text: `GET {{base}}/a\nOrigin: {{base}}\n\n${ok()}`,
    expected: ["not-cors"],
  },
  {
    name: "one variable for the hosts of page and URL",
    text: `GET https://{{host}}/a\nOrigin: https://{{host}}\n\n${ok()}`,
    expected: ["not-cors"],
  },
  {
    name: "a 304 that answers a revalidation",
    text:
      get(ORIGIN, 'If-None-Match: "x"', "User-Agent: Mozilla/5.0 (X11)") + ok().replace("200 OK", "304 Not Modified"),
    expected: ["undetermined"],
  },
  {
    name: "a 304 that answers none",
    text: get(ORIGIN) + ok().replace("200 OK", "304 Not Modified"),
    expected: ["blocked"],
  },
  {
    name: "two preflights for one method, each with its own request",
    text:
      ["x-a", "x-b"]
        .map(
          (name) =>
            `${preflight("Access-Control-Request-Method: PUT", `Access-Control-Request-Headers: ${name}`)}${ok(ALLOW, "Access-Control-Allow-Methods: PUT", `Access-Control-Allow-Headers: ${name}`)}###\n`,
        )
        .join("") + ["X-A: 1", "X-B: 1"].map((field) => `${put(field)}${ok(ALLOW)}###\n`).join(""),
    expected: ["allowed", "allowed", "allowed", "allowed"],
  },
  {
    name: "an announced method that a browser normalises",
    text: preflight("Access-Control-Request-Method: put") + ok(ALLOW, "Access-Control-Allow-Methods: PUT"),
    expected: ["allowed"],
  },
  {
    name: "an announced method that is none",
    text: preflight("Access-Control-Request-Method: PUT, DELETE") + ok(ALLOW, "Access-Control-Allow-Methods: PUT"),
    expected: ["undetermined"],
  },
  {
    name: "what a browser adds for its cache",
    text: get(ORIGIN, "Sec-Fetch-Mode: cors", "Pragma: no-cache", "Cache-Control: no-cache") + ok(ALLOW),
    expected: ["allowed"],
  },
  {
    name: "the same from a script",
    text: get(ORIGIN, "Pragma: no-cache", "Cache-Control: no-cache") + ok(ALLOW),
    expected: ["undetermined"],
  },
  {
    name: "Host and port of the page, and the browser's word that it is another site",
    text: get(ORIGIN, "Sec-Fetch-Site: same-site").replace("api.", "app.") + ok(ALLOW),
    expected: ["allowed"],
  },
  {
    name: "an opaque origin",
    text: get("Origin: null") + ok("Access-Control-Allow-Origin: null"),
    expected: ["allowed"],
  },
  {
    name: "a wildcard that covers Authorization everywhere but in the standard",
    text: `${preflight("Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization")}${ok(ALLOW, "Access-Control-Allow-Headers: *")}###\n${get(ORIGIN, "Authorization: x")}${ok(ALLOW)}`,
    expected: [
      "fetch blocked, chromium allowed, firefox allowed, webkit allowed",
      "fetch blocked, chromium allowed, firefox allowed, webkit allowed",
    ],
  },
  {
    name: "a User-Agent of the browser's own, and one that a script set",
    text: `${get(ORIGIN, "User-Agent: Mozilla/5.0 (X11; Linux)")}${ok(ALLOW)}###\n${get(ORIGIN, "User-Agent: mine")}${ok(ALLOW)}`,
    expected: ["allowed", "fetch undetermined, chromium allowed, firefox undetermined, webkit undetermined"],
  },
  {
    name: "an unknown content type, which may force a preflight",
    text: `POST /data HTTP/1.1\nHost: api.example.com\n${ORIGIN}\nContent-Type: {{type}}\n\n${ok(ALLOW)}`,
    expected: ["undetermined"],
  },
];

describe("verdicts", () => {
  for (const { name, text, expected, origin } of ROWS) {
    it(name, () => assert.deepEqual(verdicts(text, origin ?? null), expected));
  }
});
