import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { isUnknown } from "../../../server/src/text/unknown";

/** `GET→200`, one word for each exchange; `-` if it has no response. */
function pairs(text: string, carrier: "http" | "markdown" = "http"): string[] {
  return analyse(text, carrier, { origin: null }).exchanges.map(
    ({ request, response }) => `${request.method?.text ?? "GET"}→${response?.status.text ?? "-"}`,
  );
}

describe("a response belongs to the request", () => {
  it("above it in its block", () => assert.deepEqual(pairs("GET /a HTTP/1.1\n\nHTTP/1.1 200 OK\n"), ["GET→200"]));
  it("directly above it, without a blank line", () =>
    assert.deepEqual(pairs("GET /a HTTP/1.1\nHTTP/1.1 200 OK\n"), ["GET→200"]));
  it("at the end of the block before", () =>
    assert.deepEqual(pairs("GET /a HTTP/1.1\n\n###\n# Expected\n@x = 1\n\nHTTP/1.1 200 OK\n"), ["GET→200"]));
  it("before an empty block", () =>
    assert.deepEqual(pairs("GET /a HTTP/1.1\n\n###\n### note\n\nHTTP/1.1 200 OK\n"), ["GET→200"]));
  it("in the fence before", () =>
    assert.deepEqual(pairs("```http\nGET /a HTTP/1.1\n```\ntext\n```http\nHTTP/1.1 200 OK\n```\n", "markdown"), [
      "GET→200",
    ]));
  it("in the fence before, with text between that only looks like a heading", () =>
    assert.deepEqual(
      pairs("```http\nGET /a HTTP/1.1\n```\n#3 is the answer\n\n---\n```http\nHTTP/1.1 200 OK\n```\n", "markdown"),
      ["GET→200"],
    ));
  it("that is final: interim responses are skipped", () =>
    assert.deepEqual(pairs("GET /a HTTP/1.1\n\nHTTP/1.1 100 Continue\n\nHTTP/1.1 201 Created\n"), ["GET→201"]));
  it("that is nearest, if several have no response", () =>
    assert.deepEqual(pairs("GET https://a.example/a\n\nPUT https://a.example/b\n\nHTTP/1.1 200 OK\n"), [
      "GET→-",
      "PUT→200",
    ]));
  it("at the same place among those of one command", () => {
    const command = "curl -i https://a.example/a https://a.example/b --next -XPUT https://a.example/c";
    const answers = "\n\nHTTP/1.1 200 OK\n\nHTTP/1.1 100 Continue\n\nHTTP/1.1 201 Created\n\nHTTP/1.1 204 No Content\n";
    assert.deepEqual(pairs(command + answers), ["GET→200", "GET→201", "PUT→204"]);
    assert.deepEqual(pairs(`${command}\n\nHTTP/1.1 200 OK\n`), ["GET→-", "GET→-", "PUT→-"]);
  });
  it("that a proxy has passed on", () =>
    assert.deepEqual(pairs("curl -i a.example\nHTTP/1.1 200 Connection established\n\nHTTP/1.1 201 Created\n"), [
      "GET→201",
    ]));
});

describe("a response belongs to no request", () => {
  it("if a proxy gave it", () => {
    assert.deepEqual(pairs("curl -i a.example\nHTTP/1.1 200 Connection established\n"), ["GET→-"]);
    assert.deepEqual(
      pairs(
        "> CONNECT a.example:443 HTTP/1.1\n> Host: a.example:443\n>\n< HTTP/1.1 407 Proxy Authentication Required\n",
      ),
      [],
    );
  });
  it("if its block follows an answered one", () =>
    assert.deepEqual(pairs("GET /a HTTP/1.1\n\nHTTP/1.1 200 OK\n\n###\n\nHTTP/1.1 404 Not Found\n"), ["GET→200"]));
  it("if there is a heading between the fences", () =>
    assert.deepEqual(pairs("```http\nGET /a HTTP/1.1\n```\n## Next\n```http\nHTTP/1.1 200 OK\n```\n", "markdown"), [
      "GET→-",
    ]));
  it("if there is an underlined heading between them", () =>
    assert.deepEqual(pairs("```http\nGET /a HTTP/1.1\n```\nNext\n====\n```http\nHTTP/1.1 200 OK\n```\n", "markdown"), [
      "GET→-",
    ]));
  it("if several requests are followed by several responses", () =>
    assert.deepEqual(
      pairs("GET https://a.example/a\n\nPUT https://a.example/b\n\nHTTP/1.1 200 OK\n\nHTTP/1.1 201 Created\n"),
      ["GET→-", "PUT→-"],
    ));
  it("if its block has its own request", () =>
    assert.deepEqual(pairs("GET /a HTTP/1.1\n\n###\nPUT /b HTTP/1.1\n\nHTTP/1.1 200 OK\n"), ["GET→-", "PUT→200"]));
});

describe("the page's origin", () => {
  const origin = (text: string, setting: string | null = null) => {
    const found = analyse(text, "http", { origin: setting }).exchanges.at(-1)?.origin ?? null;
    return found === null ? null : [isUnknown(found.value) ? "?" : found.value, found.source];
  };
  it("is the Origin field", () =>
    assert.deepEqual(
      origin("# @cors origin=https://b.example\nGET /a HTTP/1.1\nOrigin: https://a.example\n", "https://c.example"),
      ["https://a.example", "field"],
    ));
  it("else the directive above the request", () =>
    assert.deepEqual(
      origin(
        "# @cors origin=https://top.example\n\nGET /a HTTP/1.1\n\n###\n# @cors origin=https://b.example\nGET /a HTTP/1.1\n",
        "https://c.example",
      ),
      ["https://b.example", "directive"],
    ));
  it("else the one at the top of the file", () =>
    assert.deepEqual(origin("# @cors origin=https://top.example\n\n###\nGET /a HTTP/1.1\n\n###\nGET /b HTTP/1.1\n"), [
      "https://top.example",
      "directive",
    ]));
  it("else the setting", () =>
    assert.deepEqual(origin("GET /a HTTP/1.1\n", " https://c.example/ "), ["https://c.example", "setting"]));
  it("else nothing", () => assert.equal(origin("GET /a HTTP/1.1\n"), null));
  const typed: readonly (readonly [string, string])[] = [
    ["https://A.example:443/x", "https://a.example"],
    ["null", "null"],
    ["chrome-extension://abc", "chrome-extension://abc"],
    ["a.example", "?"],
    ["Null", "?"],
    ["", "?"],
    ["https://a.example, https://b.example", "?"],
    ["{{origin}}", "?"],
  ];
  for (const [value, expected] of typed) {
    it(`of ${JSON.stringify(value)} is ${expected}`, () =>
      assert.deepEqual(origin(`GET /a HTTP/1.1\nOrigin: ${value}\n`), [expected, "field"]));
  }
});
