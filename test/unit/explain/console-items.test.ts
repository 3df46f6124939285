import assert from "node:assert/strict";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { consoleItems } from "../../../server/src/explain/console/paragraphs";
import { exchangeAt } from "../../../server/src/explain/locate";
import { plainHover } from "../../../server/src/explain/plain";
import { explanationAt } from "../../support/explanation";
import { ALLOW, ALLOW_ALL, API, fetchText, PAGE } from "./console-texts";

/** The items about the console for the exchange at the first line that begins with `line`. */
function list(text: string, line: string): readonly string[] {
  const analysis = analyse(text, "http", DEFAULT_SETTINGS);
  const exchange = exchangeAt(analysis.judged, text.indexOf(`\n${line}`) + 1);
  return exchange === null ? [] : analysis.document.privacy.shown(consoleItems(analysis, exchange));
}

const OK = "HTTP/1.1 200 OK";
const blocked = fetchText([{ response: [OK] }]);

describe("what browsers print", () => {
  it("shows the line with the reason for each browser", () =>
    assert.deepEqual(list(blocked, "HTTP/1.1"), [
      `Chrome: \`Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\``,
      `Firefox: \`Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.\``,
      `Safari: \`Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 200\``,
    ]));
  it("shows nothing for an allowed exchange", () =>
    assert.deepEqual(list(fetchText([{ response: [OK, ALLOW] }]), "HTTP/1.1"), []));
  for (const [origin, scheme] of [
    [PAGE, "https"],
    ["http://localhost:3000", "http"],
    ["null", "https"],
  ] as const) {
    it(`assumes ${scheme} for a page at ${origin} if the text gives no scheme, and says so`, () => {
      const items = list(
        `\nGET /a HTTP/1.1\nHost: api.example.com\nOrigin: ${origin}\n\n${OK}\nAccess-Control-Allow-Origin: https://b.example\n`,
        "GET",
      );
      assert.match(items[0] ?? "", new RegExp(`at '${scheme}://api\\.example\\.com/a' from`));
      assert.equal(items.at(-1), `Assuming \`${scheme}\`, because the text gives no scheme.`);
    });
  }
  it("shows an unknown host as typed", () =>
    assert.match(
      list(`\nGET /a HTTP/1.1\nHost: {{ host }}\nOrigin: ${PAGE}\n\n${OK}\n`, "GET")[0] ?? "",
      /at '\{\{ host \}\}\/a'/,
    ));
  it("shows a URL as typed if more of it is unknown", () =>
    assert.match(
      list(`\nGET {{api}}/a HTTP/1.1\nOrigin: ${PAGE}\n\n${OK}\n`, "GET")[0] ?? "",
      /at '\{\{api\}\}\/a' from/,
    ));

  const preflight = fetchText([
    { headers: ["x-b: 1", "x-a: 1"], preflight: [OK, ALLOW_ALL], response: [OK, ALLOW_ALL] },
  ]);
  it("says that Chrome may name another header", () =>
    assert.match(list(preflight, "GET")[0] ?? "", /header field x-a is .*`, or the same for another header$/));
  it("shows the same for the preflight itself", () =>
    assert.deepEqual(list(preflight, "OPTIONS"), list(preflight, "GET")));
  it("names the redirected URL for a preflight after a redirect", () => {
    const other = "https://b.example/c";
    const text = fetchText([
      {
        method: "PUT",
        preflight: [OK, ALLOW_ALL, "Access-Control-Allow-Methods: PUT"],
        response: ["HTTP/1.1 307 Temporary Redirect", `Location: ${other}`, ALLOW_ALL],
      },
      { url: other, method: "PUT", preflight: [OK, ALLOW_ALL], response: [OK, ALLOW_ALL] },
    ]);
    assert.match(
      list(text, `OPTIONS ${other}`)[0] ?? "",
      /at 'https:\/\/b\.example\/c' \(redirected from 'https:\/\/api/,
    );
  });

  it("shows a warning for an allowed exchange", () => {
    const text = fetchText([
      {
        headers: ["Authorization: Basic c2VjcmV0"],
        preflight: [OK, ALLOW_ALL, "Access-Control-Allow-Headers: *"],
        response: [OK, ALLOW_ALL],
      },
    ]);
    const items = list(text, "GET");
    assert.equal(items.length, 1);
    assert.match(items[0] ?? "", /^Firefox: `` Cross-Origin Request Warning: /);
  });
  it("says that a browser blocks without a CORS message", () =>
    assert.equal(
      list(fetchText([{ response: ["HTTP/1.1 302 Found", "Location: data:,x", ALLOW_ALL] }]), "GET")[0],
      "Chrome: nothing about CORS, only that the request failed.",
    ));
  for (const scheme of ["https", "ftp"]) {
    it(`never shows a password: ${scheme}`, () => {
      const location = `Location: ${scheme}://me:secret@b.example/`;
      const items = list(fetchText([{ response: ["HTTP/1.1 302 Found", location, ALLOW_ALL] }]), "GET");
      assert.match(items.join("\n"), /:\/\/…@b\.example\//);
      assert.doesNotMatch(items.join("\n"), /secret/);
    });
  }
  it("shortens a very long line, and shows no control characters", () => {
    const text = fetchText([{ response: [OK, `Access-Control-Allow-Origin: \x01${"a".repeat(900)}`] }]);
    for (const item of list(text, "HTTP/1.1")) {
      assert.ok(item.length < 530, item);
      assert.doesNotMatch(item, /\p{Cc}/u);
    }
  });
  it("is part of the exchange's explanation, and of its plain text", () => {
    const analysis = analyse(blocked, "http", DEFAULT_SETTINGS);
    const markdown = explanationAt(analysis, blocked.indexOf("HTTP/1.1 200"));
    assert.match(markdown, /\n\n +What browsers print to the console:\n\n +- Chrome: `Access to fetch/);
    assert.match(plainHover(markdown), /\n +- Safari: Origin https:\/\/app\.example\.com is not allowed/);
  });
});
