import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { analyse } from "../../../server/src/analysis";
import { readCase } from "../../../server/src/case/read-case";
import { ENGINES, perEngine } from "../../../server/src/cors/engines";
import type { JudgedExchange } from "../../../server/src/judged/judged-exchange";
import { judgeCase } from "../../../server/src/verdict/judge-case";
import { judgeIn } from "../../../server/src/verdict/judge-in-engine";
import { JudgedCase } from "../../../server/src/verdict/judged-case";

const some = (...lines: string[]) => fc.constantFrom(...lines);
const maybe = (...lines: string[]) => fc.option(some(...lines), { nil: "", freq: 2 });

const URLS = some(
  "https://api.example.com/a?token=secret",
  "https://api.example.com/other#part",
  "https://app.example.com/own",
  "https://app.example.com:444/",
  "https://user:password@api.example.com/",
  "https://api.example.com:6000/blocked",
  "https://api.example.com:6679/",
  "ftp://api.example.com/a",
  "{{host}}/a",
  "/path",
);
const METHODS = some("GET", "POST", "PUT", "patch", "TRACE", "b@d", "{{method}}", "QUERY");
const REQUEST_FIELDS = some(
  "Origin: null",
  "Origin: {{origin}}",
  "Host: api.example.com",
  "Host: app.example.com",
  "Cookie: a=b",
  "Authorization: Bearer secret",
  "Authorization: {{token}}",
  `X-A: ${"a".repeat(200)}`,
  "X-A: b\u0000d",
  "X B: 1",
  "Accept: text/html",
  `Accept: ${"a".repeat(129)}`,
  "Accept: (x)",
  "Accept-Language: de\u00e9",
  "Content-Type: text/plain",
  "Content-Type: text/plain;",
  "Content-Type: text/plain x;a=b",
  "Content-Type: application/json",
  "Content-Type: {{type}}",
  `Content-Language: ${"a".repeat(128)}`,
  "Range: bytes=0-1",
  "Range: bytes=-1",
  "DPR: 2",
  "DPR: two",
  "Save-Data: on",
  "User-Agent: mine",
  "X-HTTP-Method: TRACE",
  "X-Method-Override: PUT",
  'If-None-Match: "a"',
  "Sec-Fetch-Mode: cors",
  "Sec-Fetch-Mode: no-cors",
  "Sec-Fetch-Mode: same-origin",
  "Sec-Fetch-Site: same-origin",
  "Sec-Fetch-Site: same-site",
  "Upgrade: websocket",
  "...",
);
const RESPONSE_FIELDS = some(
  "Access-Control-Allow-Origin: *",
  "Access-Control-Allow-Origin: https://app.example.com",
  "Access-Control-Allow-Origin: https://app.example.com/",
  "access-control-allow-origin: null",
  "Access-Control-Allow-Origin:",
  "access-control-allow-origin:",
  "Access-Control-Allow-Origin: {{origin}}",
  "Access-Control-Allow-Credentials: true",
  "Access-Control-Allow-Credentials: {{yes}}",
  "Access-Control-Allow-Methods: PUT, patch",
  "Access-Control-Allow-Methods:",
  "Access-Control-Allow-Methods: *",
  "Access-Control-Allow-Headers: *",
  "Access-Control-Allow-Headers: x-a, content-type, authorization",
  "Access-Control-Allow-Headers: a b",
  "Access-Control-Expose-Headers: X-B",
  "Location: https://cdn.example.net/b",
  "Location: https://user:password@cdn.example.net/b",
  "Location: /c",
  "Location:",
  "Location: mailto:a",
  "Set-Cookie: a=b",
  "Vary: Origin",
  "...",
);
const STATUSES = some(
  "200 OK",
  "204 No Content",
  "302 Found",
  "303 See Other",
  "307 Temporary Redirect",
  "304 Not Modified",
  "403 Forbidden",
  "{{status}}",
);

const response = fc
  .tuple(STATUSES, fc.array(RESPONSE_FIELDS, { maxLength: 5 }))
  .map(([status, fields]) => ["", `HTTP/1.1 ${status}`, ...fields, ""].join("\n"));
const actual = fc
  .tuple(
    maybe("# @cors credentials=include", "# @cors credentials=same-origin", "# @cors origin=https://app.example.com"),
    METHODS,
    URLS,
    maybe("Origin: https://app.example.com"),
    fc.array(REQUEST_FIELDS, { maxLength: 6 }),
    fc.option(response, { nil: "", freq: 4 }),
  )
  .map(([directive, method, url, origin, fields, answer]) =>
    ["###", ...[directive, `${method} ${url}`, origin, ...fields].filter((line) => line !== ""), answer].join("\n"),
  );
const preflight = fc
  .tuple(
    URLS,
    some(
      "Access-Control-Request-Method: PUT",
      "Access-Control-Request-Method: b@d",
      "Access-Control-Request-Method: {{m}}",
    ),
    maybe(
      "Access-Control-Request-Headers: content-type,x-a",
      "Access-Control-Request-Headers: a b",
      "Access-Control-Request-Headers: {{names}}",
      "Access-Control-Request-Headers: if-none-match",
      "Access-Control-Request-Headers: authorization,user-agent",
    ),
    fc.option(response, { nil: "", freq: 4 }),
  )
  .map(([url, method, names, answer]) =>
    ["###", `OPTIONS ${url}`, "Origin: https://app.example.com", method, names, answer]
      .filter((line) => line !== "")
      .join("\n"),
  );
/** A request with its preflight, and the request that it may be redirected to. */
const chain = fc
  .tuple(fc.array(REQUEST_FIELDS, { maxLength: 4 }), fc.array(response, { minLength: 3, maxLength: 3 }))
  .map(([fields, [toPreflight, redirect, last]]) => {
    const made = ["Origin: https://app.example.com", ...fields];
    return [
      ...["OPTIONS https://api.example.com/a", "Origin: https://app.example.com", "Access-Control-Request-Method: PUT"],
      ...[toPreflight, "###", "PUT https://api.example.com/a", ...made, redirect],
      ...["###", "PUT https://api.example.com/c", ...made, last],
    ].join("\n");
  });
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: actual }, preflight, chain), { minLength: 1, maxLength: 4 })
  .map((blocks) => `${blocks.join("\n\n")}\n`);

function decided({ applicability, verdict, judgement, mayNeedPreflight }: JudgedCase) {
  return { applicability, verdict, judgement, mayNeedPreflight };
}

/** The decision on an exchange from everything that the text says, without any cache. */
function afresh(exchange: JudgedExchange): JudgedCase {
  const { redirectFrom, servedBy, resolvedCredentials } = exchange;
  const read = readCase(exchange, servedBy, resolvedCredentials.mode);
  return new JudgedCase("", read, redirectFrom === null ? null : afresh(redirectFrom));
}

function assertSame(source: string, carrier: "http" | "markdown"): void {
  for (const exchange of analyse(source, carrier, { origin: null }).exchanges) {
    const fresh = afresh(exchange);
    assert.deepEqual(decided(exchange.decision), decided(fresh));
    const { case: one, requests } = fresh;
    assert.deepEqual(
      judgeCase(one, requests),
      perEngine((engine) => judgeIn(one, requests[engine], engine)),
    );
  }
}

describe("the case of an exchange", () => {
  it("decides the same as everything that the text says, in each engine alone, for random exchanges", () => {
    fc.assert(
      fc.property(text, (source) => assertSame(source, "http")),
      { numRuns: 3000 },
    );
  });

  for (const folder of ["test/fixtures/rules", "test/fixtures/dialects", "examples"]) {
    it(`decides as everything that the text says does, in ${folder}`, () => {
      for (const name of readdirSync(folder).filter((one) => /\.(http|rest|md)$/.test(one))) {
        assertSame(readFileSync(join(folder, name), "utf8"), name.endsWith(".md") ? "markdown" : "http");
      }
    });
  }

  it("is judged once for engines that don't differ on it", () => {
    const preflight = `OPTIONS https://api.example.com/a
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: authorization

HTTP/1.1 204 No Content
Access-Control-Allow-Headers: *

###
`;
    const objects = (fields: readonly string[], before = "") => {
      const source = ["PUT https://api.example.com/a", "Origin: https://app.example.com", ...fields, ""].join("\n");
      const exchange = analyse(before + source, "http", { origin: null }).exchanges.at(-1);
      assert.ok(exchange);
      return ENGINES.map((engine) => ENGINES.find((other) => exchange.judgement[other] === exchange.judgement[engine]));
    };
    assert.deepEqual(objects(["X-A: 1"]), ["fetch", "fetch", "fetch", "fetch"]);
    assert.deepEqual(objects(["User-Agent: mine"]), ["fetch", "chromium", "fetch", "fetch"]);
    assert.deepEqual(objects(["Authorization: b"]), ["fetch", "fetch", "fetch", "fetch"]);
    assert.deepEqual(objects(["Authorization: b"], preflight), ["fetch", "chromium", "chromium", "chromium"]);
    assert.deepEqual(objects(["", "HTTP/1.1 200 OK", "Access-Control-Allow-Origin:"]), [
      ...["fetch", "fetch", "firefox", "fetch"],
    ]);
    assert.deepEqual(objects(["", "HTTP/1.1 302 Found", "Location: /b"]), [...ENGINES]);
  });

  it("is the same object for exchanges that differ only in what can't decide", () => {
    const exchange = (path: string, token: string, tag: string) => `### ${path}
PUT https://api.example.com/${path}
Origin: https://app.example.com
Authorization: Bearer ${token}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
ETag: ${tag}

`;
    const { exchanges } = analyse(exchange("a", "one", "1") + exchange("b?c=d", "another", "2"), "http", {
      origin: null,
    });
    assert.equal(exchanges.length, 2);
    assert.equal(exchanges[0]?.decision, exchanges[1]?.decision);
    assert.doesNotMatch(JSON.stringify(exchanges[0]?.decision.case), /one|Bearer|c=d/);
  });
});
