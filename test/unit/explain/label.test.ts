import assert from "node:assert/strict";
import { analyse, type Settings } from "../../../server/src/analysis";
import { notCorsLabel, verdictLabel } from "../../../server/src/explain/label";
import { reasonFinding } from "../../../server/src/explain/verdict";
import { RULE_IDS } from "../../../server/src/rules/framework/rule-ids";
import { RULES } from "../../../server/src/rules/registry";

/** The labels of the exchanges in a document, including those without a verdict. */
function labels(text: string, settings: Settings = { origin: null }): (string | null)[] {
  const analysis = analyse(text, "http", settings);
  return analysis.exchanges.map((one) => verdictLabel(analysis, one) ?? notCorsLabel(analysis, one));
}

const request = (line: string, ...fields: string[]) =>
  [line, "Host: api.example.com", "Origin: https://app.example.com", ...fields, "", ""].join("\n");
const response = (status: string, ...fields: string[]) => [`HTTP/1.1 ${status}`, ...fields, "", ""].join("\n");
const allowing = (origin: string, ...fields: string[]) =>
  response("200 OK", `Access-Control-Allow-Origin: ${origin}`, ...fields);
const get = (...fields: string[]) => request("GET /data HTTP/1.1", ...fields);
const preflight = (...fields: string[]) =>
  request("OPTIONS /data HTTP/1.1", "Access-Control-Request-Method: PUT", ...fields);

describe("the label of a verdict", () => {
  const rows: readonly (readonly [text: string, expected: readonly (string | null)[]])[] = [
    [get() + allowing("*"), ["allowed"]],
    [get() + allowing("https://app.example.com:8443"), ["blocked: port differs"]],
    [`@allowed = https://app.example.com:8443\n${get()}${allowing("{{allowed}}")}`, ["blocked: port differs"]],
    [get() + allowing("http://www.example.com:8443"), ["blocked: scheme, host and port differ"]],
    [get() + allowing("https://app.example.com/"), ["blocked: trailing slash after the origin"]],
    [get() + allowing("app.example.com"), ["blocked: scheme missing"]],
    [get() + allowing("https://APP.example.com"), ["blocked: case differs"]],
    [get() + allowing(""), ["blocked: Access-Control-Allow-Origin is empty"]],
    [get() + response("200 OK"), ["blocked: no Access-Control-Allow-Origin"]],
    [get() + response("200 OK", "Access-Control-Allow-Orign: *"), ["blocked: Access-Control-Allow-Origin is misspelt"]],
    [get() + allowing("https://a.example, https://app.example.com"), ["blocked: several origins allowed"]],
    [get() + allowing("https://*.example.com"), ["blocked: * within an origin"]],
    [get() + allowing("null"), ["blocked: only null allowed"]],
    [get("Cookie: a=1") + allowing("*"), ["blocked: * with credentials"]],
    [get("Cookie: a=1") + allowing("https://app.example.com"), ["blocked: no Access-Control-Allow-Credentials"]],
    [
      get("Cookie: a=1") + allowing("https://app.example.com", "Access-Control-Allow-Credentials: True"),
      ["blocked: Access-Control-Allow-Credentials is not true"],
    ],
    [request("TRACE /data HTTP/1.1"), ["blocked: never sent, forbidden method TRACE"]],
    [get().replace("Host: api", "Host: api:1"), ["cannot tell: no response shown"]],
    [preflight() + allowing("*", "Access-Control-Allow-Methods: PUT"), ["preflight passes"]],
    [preflight() + allowing("*"), ["preflight fails: PUT not allowed"]],
    [
      preflight("Access-Control-Request-Headers: a,b,c,d,e") + allowing("*", "Access-Control-Allow-Methods: PUT"),
      ["preflight fails: a, b, c and 2 more not allowed"],
    ],
    [
      preflight() + response("404 Not Found", "Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: PUT"),
      ["preflight fails: preflight answered with 404"],
    ],
    [
      `${preflight()}${allowing("https://a.example", "Access-Control-Allow-Methods: PUT")}###\n${request("PUT /data HTTP/1.1")}${allowing("*")}`,
      ["preflight fails: host differs", "blocked: host differs in the preflight"],
    ],
    [
      `${preflight()}###\n${request("PUT /data HTTP/1.1")}${allowing("*")}`,
      ["cannot tell: no response shown", "cannot tell: no preflight response shown"],
    ],
    [
      request("PUT /data HTTP/1.1", "Content-Type: application/json") + allowing("*"),
      ["needs a preflight: PUT, content-type"],
    ],
    [request("PUT /data HTTP/1.1"), ["needs a preflight: PUT"]],
    [get() + allowing("{{origin}}"), ["cannot tell: {{origin}} isn't defined"]],
    [get() + allowing("<origin>"), ["cannot tell: Access-Control-Allow-Origin isn't known"]],
    [get() + response("200 OK", "..."), ["cannot tell: Access-Control-Allow-Origin may be in the omitted lines"]],
    [
      get().replace("https://app.example.com", "{{$guid}}") + allowing("https://a.example"),
      ["cannot tell: {{$guid}} is computed at run time"],
    ],
    [get().replace("app", "api").replace("GET ", "GET https://api.example.com"), ["not CORS: same origin"]],
    [get("Sec-Fetch-Mode: no-cors"), ["not CORS: mode isn't cors"]],
    [get("Upgrade: websocket"), ["not CORS: a WebSocket"]],
    [request("GRPC /data"), ["not CORS: not HTTP"]],
    ["GET https://api.example.com/\n", ["not CORS: page unknown"]],
  ];
  for (const [text, expected] of rows) {
    it(`is "${expected.join('", "')}"`, () => {
      assert.deepEqual(labels(text), expected, text);
    });
  }

  it("gives the reason from an earlier request of a redirect chain", () => {
    const chain = (allowed: string) =>
      `${get()}${response("302 Found", "Location: https://b.example/", `Access-Control-Allow-Origin: ${allowed}`)}###
GET https://b.example/\nOrigin: null\n\n${allowing("*")}`;
    assert.deepEqual(labels(chain("{{any}}")), [
      "cannot tell: {{any}} isn't defined",
      "cannot tell: {{any}} isn't defined before the redirect",
    ]);
    assert.deepEqual(labels(chain("https://b.example")), [
      "blocked: host differs",
      "blocked: host differs before the redirect",
    ]);
    assert.deepEqual(labels(chain("*")), ["allowed", "allowed"]);
  });

  it("names browsers only if they differ", () => {
    // Only Firefox sends a preflight before this request: its Content-Type ends in a semicolon.
    const text = request("POST /data HTTP/1.1", "Content-Type: text/plain; charset=utf-8;") + allowing("*");
    assert.deepEqual(labels(text), ["needs a preflight in Firefox, allowed in Chrome and Safari"]);
    assert.deepEqual(labels(text, { origin: null, engines: ["webkit"] }), ["allowed"]);
    const refused = preflight().replace("PUT", "POST") + allowing("*");
    assert.deepEqual(labels(`${refused}###\n${text}`).slice(1), ["blocked in Firefox, allowed in Chrome and Safari"]);
  });

  it("is one line, however long names are and whatever they contain", () => {
    const name = "x".repeat(200);
    const [label = ""] = labels(get(`${name}: 1`) + allowing("*"));
    assert.equal(label, `needs a preflight: ${"x".repeat(39)}…`);
    assert.deepEqual(labels(get() + allowing("{{a\u202eb}}")), ["cannot tell: {{a\ufffdb}} is computed at run time"]);
  });

  it("gives a reason for every rule that can decide a verdict", () => {
    const blocking = new Set<string>();
    for (const { examples } of RULES) {
      for (const { text, carrier = "http" } of [...examples.invalid, ...examples.valid]) {
        const analysis = analyse(text, carrier, { origin: null });
        for (const exchange of analysis.exchanges) {
          const label = verdictLabel(analysis, exchange);
          if (label !== null && /^(blocked|preflight fails)/.test(label)) {
            blocking.add(reasonFinding(analysis, exchange)?.rule ?? "");
            if (/^[a-z ]+ in /.test(label)) {
              continue;
            }
            const [, reason = ""] = label.split(/: (.*)/);
            assert.notEqual(reason, "", text);
            assert.ok(!(RULE_IDS as readonly string[]).includes(reason.split(" ")[0] ?? ""), label);
          }
        }
      }
    }
    const wording = RULES.filter(({ fault, refusal }) => fault !== undefined || refusal !== undefined);
    assert.deepEqual(
      wording.map(({ id }) => id).filter((id) => !blocking.has(id)),
      // Only the standard blocks because of it; no browser does.
      ["allow-headers-authorization-not-covered"],
    );
  });
});
