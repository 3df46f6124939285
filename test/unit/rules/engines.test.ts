import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { BROWSERS, type Browser } from "../../../server/src/cors/engines";
import { hoverAt } from "../../../server/src/explain/hover";

/** Only Firefox sends a preflight for this POST, because its Content-Type ends in a semicolon. The response doesn't allow the header. */
const FIREFOX_ASKS = `OPTIONS https://api.example.com/data
Origin: https://app.example.com
Access-Control-Request-Method: POST

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Max-Age: 900
Vary: Origin

POST https://api.example.com/data
Origin: https://app.example.com
Content-Type: text/plain; charset=utf-8;

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`;

const analysed = (engines: readonly Browser[] | undefined) =>
  analyse(FIREFOX_ASKS, "http", engines === undefined ? { origin: null } : { origin: null, engines });

function headlineAt(line: string, engines: readonly Browser[]): string {
  const analysis = analysed(engines);
  const hover = hoverAt(analysis, FIREFOX_ASKS.indexOf(line));
  return /^\*\*(.*?)\.\*\*/m.exec(hover?.markdown ?? "")?.[1] ?? "";
}

const FIREFOX = ["warning preflight-request-mismatch", "error allow-headers-missing-header"];
const WEBKIT = "hint max-age-over-engine-limit";

describe("the configured browsers", () => {
  const rows: readonly (readonly [readonly Browser[] | undefined, readonly string[]])[] = [
    [undefined, [...FIREFOX, WEBKIT]],
    [[], [...FIREFOX, WEBKIT]],
    [BROWSERS, [...FIREFOX, WEBKIT]],
    [["firefox"], FIREFOX],
    [["chromium", "firefox"], FIREFOX],
    [["chromium"], []],
    [["webkit"], [WEBKIT]],
  ];
  for (const [engines, expected] of rows) {
    it(`${engines?.join(", ") ?? "not given"}: their findings are reported`, () => {
      const found = analysed(engines).findings.map(({ severity, rule }) => `${severity} ${rule}`);
      assert.deepEqual(found, expected);
    });
  }
  it("are named in messages that say which browsers decide", () => {
    const messages = analysed(["chromium", "webkit"]).findings.map(({ message }) => message);
    assert.deepEqual(messages, ["Safari caches a preflight for at most 600 seconds."]);
  });
  it("are named if only some of them send a preflight", () => {
    const [mismatch] = analysed([]).findings.filter(({ rule }) => rule === "preflight-request-mismatch");
    assert.match(mismatch?.message ?? "", /^This preflight .* but Firefox asks for `content-type`/);
  });
  it("decide the verdict", () => {
    assert.equal(headlineAt("POST https:", ["firefox"]), "Blocked: content-type not allowed");
    assert.equal(headlineAt("POST https:", ["chromium", "webkit"]), "Allowed");
    assert.equal(headlineAt("POST https:", []), "Blocked in Firefox, allowed in Chrome and Safari");
  });
  it("are named in an error only if they differ", () => {
    const error = (engines: readonly Browser[]) =>
      analysed(engines).findings.find(({ severity }) => severity === "error")?.message ?? "";
    assert.match(error(["firefox"]), /it must list `content-type`\.$/);
    assert.match(error(["chromium", "firefox"]), /it must list `content-type`\. Firefox blocks the request\.$/);
  });
  it("don't change the verdicts of the other browsers", () => {
    const [, post] = analysed(["chromium"]).exchanges;
    assert.equal(post?.verdict.firefox, "blocked");
    const analysis = analysed(["chromium"]);
    const [, last] = analysis.exchanges;
    assert.deepEqual(last && analysis.failures.get(last)?.map(({ engines }) => engines), [["firefox"]]);
  });
});
