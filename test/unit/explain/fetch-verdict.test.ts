import assert from "node:assert/strict";
import { analyse, type Settings } from "../../../server/src/analysis";
import type { Browser } from "../../../server/src/cors/engines";
import { fetchReason, fetchVerdict } from "../../../server/src/explain/fetch-verdict";
import { reasonFinding } from "../../../server/src/explain/verdict";
import { RULE_IDS } from "../../../server/src/rules/framework/rule-ids";
import { RULES } from "../../../server/src/rules/registry";

/** The verdict at each request of a document. */
function labels(text: string, settings: Settings = { origin: null }): string[] {
  const analysis = analyse(text, "http", settings);
  return analysis.exchanges.map((one) => fetchVerdict(analysis, one).words);
}

const request = (line: string, ...fields: string[]) =>
  [line, "Host: api.example.com", "Origin: https://app.example.com", ...fields, "", ""].join("\n");
const response = (status: string, ...fields: string[]) => [`HTTP/1.1 ${status}`, ...fields, "", ""].join("\n");
const allowing = (origin: string, ...fields: string[]) =>
  response("200 OK", `Access-Control-Allow-Origin: ${origin}`, ...fields);
const get = (...fields: string[]) => request("GET /data HTTP/1.1", ...fields);
const preflight = (...fields: string[]) =>
  request("OPTIONS /data HTTP/1.1", "Access-Control-Request-Method: PUT", ...fields);

describe("the verdict on a fetch", () => {
  const rows: readonly (readonly [text: string, expected: readonly string[]])[] = [
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
      ["cannot tell: no preflight response shown", "cannot tell: no preflight response shown"],
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
    [get().replace("app", "api").replace("GET ", "GET https://api.example.com"), ["not a CORS request: same origin"]],
    [get("Sec-Fetch-Mode: no-cors"), ["not a CORS request: mode isn't cors"]],
    [get("Upgrade: websocket"), ["not a CORS request: a WebSocket"]],
    [request("GRPC /data"), ["not a CORS request: not HTTP"]],
    ["GET https://api.example.com/\n", ["cannot tell: which page sends this?"]],
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
    assert.deepEqual(labels(chain("*")), ["redirect followed, then allowed", "allowed"]);
  });

  describe("of several requests", () => {
    const redirect = (to: string, ...fields: string[]) =>
      response("302 Found", `Location: ${to}`, "Access-Control-Allow-Origin: *", ...fields);
    const bare = (line: string, ...fields: string[]) => [line, ...fields, "", ""].join("\n");
    const own = (line: string) => `${line}\nOrigin: https://app.example.com\n\n`;
    const several: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
      [
        "ends after a redirect",
        `${get()}${redirect("https://b.example/")}###\n${bare("GET https://b.example/", "Origin: null")}${allowing("https://app.example.com")}`,
        ["redirect followed, then blocked: Origin is null", "blocked: Origin is null"],
      ],
      [
        "ends at the redirect",
        `${get()}${redirect("https://b.example/").replace("*", "https://x.example")}###\n${bare("GET https://b.example/", "Origin: null")}${allowing("*")}`,
        ["blocked: host differs", "blocked: host differs before the redirect"],
      ],
      [
        "begins at the page's own server",
        `${own("GET https://app.example.com/a")}${response("302 Found", "Location: https://b.example/")}###\n${own("GET https://b.example/")}${response("200 OK")}`,
        ["redirect followed, then blocked: no Access-Control-Allow-Origin", "blocked: no Access-Control-Allow-Origin"],
      ],
      [
        "has three requests, and fails at the second",
        `${get()}${redirect("https://b.example/")}###\n${bare("GET https://b.example/", "Origin: null")}${redirect("https://b.example/c").replace("*", "https://x.example")}###\n${bare("GET https://b.example/c", "Origin: null")}${allowing("*")}`,
        [
          "redirect followed, then blocked: Origin is null",
          "blocked: Origin is null",
          "blocked: Origin is null before the redirect",
        ],
      ],
      [
        "is open at the end",
        `${get()}${redirect("https://b.example/")}###\n${bare("GET https://b.example/", "Origin: null")}`,
        ["redirect followed, then cannot tell: no response shown", "cannot tell: no response shown"],
      ],
      [
        "shows nothing after the redirect",
        `${get()}${redirect("/b")}`,
        ["cannot tell: the final response isn't shown"],
      ],
      [
        "is open before the redirect",
        `${get()}${redirect("https://b.example/").replace("*", "{{any}}")}###\n${bare("GET https://b.example/", "Origin: null")}${allowing("*")}`,
        ["cannot tell: {{any}} isn't defined", "cannot tell: {{any}} isn't defined before the redirect"],
      ],
      [
        "fails whatever the open redirect answers",
        `${get()}${redirect("https://b.example/").replace("*", "{{any}}")}###\n${bare("GET https://b.example/", "Origin: null")}${response("200 OK")}`,
        ["blocked: no Access-Control-Allow-Origin", "blocked: no Access-Control-Allow-Origin"],
      ],
      [
        "has no known page",
        `GET https://a.example/\n\n${redirect("https://b.example/")}###\nGET https://b.example/\n\n${allowing("*")}`,
        ["cannot tell: which page sends this?", "cannot tell: which page sends this?"],
      ],
      [
        "has a preflight that passes, and a response that fails",
        `${preflight()}${allowing("*", "Access-Control-Allow-Methods: PUT")}###\n${request("PUT /data HTTP/1.1")}${allowing("https://app.example.com:1")}`,
        ["preflight passes, then blocked: port differs", "blocked: port differs"],
      ],
      [
        "has a preflight that fails",
        `${preflight()}${allowing("*")}###\n${request("PUT /data HTTP/1.1")}${allowing("*")}`,
        ["preflight fails: PUT not allowed", "blocked: PUT not allowed"],
      ],
      [
        "shares a preflight with another one that ends differently",
        `${preflight()}${allowing("*", "Access-Control-Allow-Methods: PUT")}###\n${request("PUT /data HTTP/1.1")}${allowing("*")}###\n${request("PUT /data HTTP/1.1")}`,
        ["preflight passes", "allowed", "cannot tell: no response shown"],
      ],
    ];
    for (const [what, text, expected] of several) {
      it(`is one if the fetch ${what}`, () => assert.deepEqual(labels(text), expected, text));
    }

    const fetched = several[0]?.[1] ?? "";
    const reasons = (text: string, engines?: readonly Browser[]) => {
      const analysis = analyse(text, "http", { origin: null, ...(engines === undefined ? {} : { engines }) });
      return analysis.exchanges.map((one) => fetchReason(analysis, one));
    };
    it("says where the fetch fails, and doesn't repeat that the redirect is followed", () => {
      const [first = "", second = ""] = reasons(fetched);
      assert.match(first, /^Line 14: After the redirect from /);
      assert.match(second, /^After the redirect from /);
      assert.equal(
        reasons(fetched.replace(/https:\/\/app\.example\.com\n\n$/, "*\n\n"))[0],
        "A page at `https://app.example.com` can read the final response: it allows every origin.",
      );
    });
    it("says nothing more where the words say that the final response isn't shown", () =>
      assert.deepEqual(reasons(`${get()}${redirect("/b")}`), [""]));
    it("says at an earlier response of a command that the redirect is followed", () => {
      const command = "curl -iL https://a.example/ -H 'Origin: https://app.example.com'\n\n";
      const text = `${command}${redirect("/b")}${allowing("*")}`;
      assert.deepEqual(
        reasons(text).map((one) => one.startsWith("The redirect is followed. ")),
        [true, false],
      );
    });
    it("doesn't mistake the preflight after a redirect for the one before it", () => {
      const moved = `${request("PUT /data HTTP/1.1")}${response("307 Temporary Redirect", "Location: /b", "Access-Control-Allow-Origin: *")}`;
      const last = request("PUT /b HTTP/1.1");
      const text = `${preflight()}${allowing("*", "Access-Control-Allow-Methods: PUT")}###\n${moved}###\n${last}${allowing("*")}`;
      assert.deepEqual(labels(text), [
        "preflight passes, then needs another preflight: PUT",
        "redirect followed, then needs a preflight: PUT",
        "needs a preflight: PUT",
      ]);
    });
    it("says that the page can read a response that allows the origin null", () =>
      assert.equal(
        reasons(fetched.replace(/https:\/\/app\.example\.com\n\n$/, "null\n\n"))[1],
        "A page at `https://app.example.com` can read this response: it allows the origin `null`.",
      ));
    it("says that all browsers differ from the standard", () => {
      const text = `${preflight("Access-Control-Request-Headers: authorization").replace("PUT", "GET")}${allowing("*", "Access-Control-Allow-Headers: *")}###\n${get("Authorization: a")}${allowing("*")}`;
      assert.match(reasons(text)[1] ?? "", / The Fetch standard blocks it\.$/);
    });
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
          const label = fetchVerdict(analysis, exchange).words;
          if (/^(blocked|preflight fails)/.test(label)) {
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
