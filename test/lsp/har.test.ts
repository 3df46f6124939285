import assert from "node:assert/strict";
import { CancellationTokenSource, LSPErrorCodes } from "vscode-languageserver-protocol";
import type { HarExchangesResult } from "../../server/src/lsp/protocol";
import { LspClient } from "../support/lsp-client";
import { at, fields, har } from "../unit/har/hars";

const PAGE = "https://app.example.com";

/** An entry as Chromium exports it. */
function entry(url: string, mode: string, responseFields: Readonly<Record<string, string>> = {}) {
  return {
    startedDateTime: at(0),
    _resourceType: "fetch",
    request: { method: "GET", url, headers: fields({ Origin: PAGE, "Sec-Fetch-Mode": mode }) },
    response: { status: 200, statusText: "OK", headers: fields(responseFields) },
  };
}

describe("the exchanges of a HAR", () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(async () => assert.equal(await client.stop(), 0));

  const ask = (text: string) =>
    client.connection.sendRequest<HarExchangesResult | null>("corsLens/harExchanges", { text });

  it("are a document, with the number of those that are left out for each reason", async () => {
    const text = har("WebInspector", [
      entry(`${PAGE}/a`, "same-origin"),
      entry("https://api.example.com/a", "cors", { "Access-Control-Allow-Origin": "https://other.example.com" }),
      entry("https://img.example.com/a", "no-cors"),
      entry("https://img.example.com/b", "no-cors"),
    ]);
    const exchanges = await ask(text);
    assert.deepEqual(
      { ...exchanges, text: "" },
      { text: "", entries: 4, leftOut: { "same-origin": 1, "no-cors": 2 }, tooMany: 0, error: null },
    );
    assert.match(exchanges?.text ?? "", /^### GET api\.example\.com\/a\n# entry 1\b/);
    await client.open("untitled:Untitled-1", exchanges?.text ?? "");
    const diagnostics = await client.published("untitled:Untitled-1");
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["allow-origin-mismatch"],
    );
  });

  it("begin with those that a browser blocks", async () => {
    const allowed = { "Access-Control-Allow-Origin": PAGE };
    const text = har("Firefox", [
      entry("https://api.example.com/a", "cors", allowed),
      entry("https://api.example.com/b", "cors"),
      entry("https://api.example.com/c", "cors", allowed),
    ]);
    assert.deepEqual((await ask(text))?.text.match(/# entry \d/g), ["# entry 1", "# entry 0", "# entry 2"]);
  });

  it("are those before the mistake of a broken file, which has a place", async () => {
    const whole = har("Firefox", [
      entry("https://api.example.com/a", "cors"),
      entry("https://api.example.com/b", "cors"),
    ]);
    const cut = whole.slice(0, whole.lastIndexOf('"status"'));
    const exchanges = await ask(cut);
    const lines = cut.split("\n");
    assert.deepEqual(exchanges?.error?.position, { line: lines.length - 1, character: lines.at(-1)?.length });
    assert.match(exchanges?.error?.reason ?? "", /ends too early/);
    assert.match(exchanges?.text ?? "", /api\.example\.com\/a/);
    assert.equal(exchanges?.entries, 1);
  });

  it("are none in a text that isn't a HAR", async () => {
    for (const text of ["", "{}", "[]", "GET https://a.example/", '{"log": 1}', "\ufeff"]) {
      const exchanges = await ask(text);
      assert.equal(exchanges?.text, "", text);
      assert.ok(exchanges?.error, text);
    }
  });

  it("are read while other messages are answered", async () => {
    const order: string[] = [];
    const reading = ask(LARGE).then((exchanges) => {
      order.push("exchanges");
      return exchanges;
    });
    await client.connection.sendRequest("workspace/symbol", { query: "" });
    order.push("symbols");
    assert.equal((await reading)?.entries, 30);
    assert.deepEqual(order, ["symbols", "exchanges"]);
  });

  it("aren't read on if they are no longer needed", async () => {
    const cancel = new CancellationTokenSource();
    const reading = client.connection.sendRequest("corsLens/harExchanges", { text: LARGE }, cancel.token);
    cancel.cancel();
    await assert.rejects(reading, { code: LSPErrorCodes.RequestCancelled });
  });
});

const LARGE = har(
  "WebInspector",
  Array.from({ length: 30 }, () => ({
    ...entry("https://api.example.com/a", "cors"),
    body: "x".repeat(900_000),
  })),
);
