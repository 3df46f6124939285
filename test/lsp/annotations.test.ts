import assert from "node:assert/strict";
import type { CodeLens, InlayHint, SemanticTokens } from "vscode-languageserver-protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const URI = "file:///work/api.http";
const TEXT = `### Prices
GET https://api.example.com/prices
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8080

###
PUT https://api.example.com/prices
Origin: {{origin}}

###
GET https://api.example.com/log
`;
const COMMAND = "corsLens.explainExchange";
const SET_ORIGIN = "corsLens.setOrigin";
const CAPABILITIES = {
  ...USUAL_CAPABILITIES,
  textDocument: {
    ...USUAL_CAPABILITIES.textDocument,
    codeLens: {},
    inlayHint: {},
    semanticTokens: { requests: { full: true, range: true }, tokenTypes: [], tokenModifiers: [], formats: [] },
  },
  workspace: {
    ...USUAL_CAPABILITIES.workspace,
    configuration: true,
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
  },
  experimental: { commands: { commands: [COMMAND] } },
};
const ALL_LINES = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

describe("annotations", () => {
  let client: LspClient;
  const start = async (configuration: unknown = null, capabilities: object = CAPABILITIES, text = TEXT) => {
    client = await LspClient.start(capabilities);
    client.configuration = configuration;
    await client.open(URI, text);
  };
  const ask = <T>(method: string, params: object = {}): Promise<T> =>
    client.connection.sendRequest(method, { textDocument: { uri: URI }, ...params });
  const lenses = () => ask<CodeLens[]>("textDocument/codeLens");
  const hints = (range = ALL_LINES) => ask<InlayHint[]>("textDocument/inlayHint", { range });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it("are announced only to clients that support them", async () => {
    await start();
    const { capabilities } = client.initialized ?? { capabilities: {} };
    assert.deepEqual(capabilities.codeLensProvider, {});
    assert.equal(capabilities.inlayHintProvider, true);
    assert.deepEqual(capabilities.semanticTokensProvider, {
      legend: {
        tokenTypes: ["property", "variable", "keyword", "number", "origin", "httpMethod"],
        tokenModifiers: ["cors", "unknown"],
      },
      full: true,
      range: true,
    });
    assert.equal(await client.stop(), 0);
    await start(null, USUAL_CAPABILITIES);
    const other = client.initialized?.capabilities ?? {};
    for (const provider of ["codeLensProvider", "inlayHintProvider", "semanticTokensProvider"] as const) {
      assert.equal(other[provider], undefined, provider);
    }
  });

  it("are lenses that explain the exchange", async () => {
    await start();
    const [first, second, third, ...others] = await lenses();
    assert.deepEqual(others, []);
    const line = { start: { line: 1, character: 0 }, end: { line: 1, character: 34 } };
    assert.deepEqual(first, {
      range: line,
      command: {
        title: "CORS: blocked: port differs",
        tooltip: "The page's origin is http://localhost:3000, not http://localhost:8080: the port differs.",
        command: COMMAND,
        arguments: [URI, line.start],
      },
    });
    assert.equal(second?.command?.title, "CORS: needs a preflight: PUT");
    assert.equal(third?.command?.title, "CORS: cannot tell: which page sends this?");
    assert.equal(await client.stop(), 0);
    await start(null, { ...CAPABILITIES, experimental: { commands: { commands: [COMMAND, SET_ORIGIN] } } });
    const asking = (await lenses()).at(-1);
    assert.equal(asking?.command?.title, "CORS: which page? Set the origin…");
    assert.equal(asking?.command?.command, SET_ORIGIN);
    const position = { line: 12, character: 0 };
    const { contents } = await ask<{ contents: { value: string } }>("textDocument/hover", { position });
    const link = `command:${SET_ORIGIN}?${encodeURIComponent(JSON.stringify([URI, position]))}`;
    assert.ok(contents.value.includes(`\n\n[Set the page's origin…](${link}) · [Explain](`), contents.value);
    assert.deepEqual(await hints(), []);
  });

  it("are lenses without a command if the client doesn't have it", async () => {
    await start(null, { ...CAPABILITIES, experimental: undefined });
    const [first] = await lenses();
    assert.deepEqual([first?.command?.command, first?.command?.arguments], ["", undefined]);
  });

  it("are lenses that never show text from the file as an icon", async () => {
    await start(
      null,
      CAPABILITIES,
      "GET https://api.example.com/\nOrigin: https://a.example\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: {{$(bug)}}\n",
    );
    const [first] = await lenses();
    assert.equal(first?.command?.title, "CORS: cannot tell: {{$ (bug)}} is computed at run time");
  });

  it("are hints at the ends of the lines in the visible range", async () => {
    await start({ codeLens: { enabled: false }, inlayHints: { enabled: true } });
    assert.deepEqual(await lenses(), []);
    const [first, ...others] = await hints();
    assert.equal(others.length, 2);
    assert.deepEqual(first, {
      position: { line: 1, character: 34 },
      label: "CORS: blocked: port differs",
      tooltip: "The page's origin is http://localhost:3000, not http://localhost:8080: the port differs.",
      paddingLeft: true,
    });
    assert.deepEqual(await hints({ start: { line: 2, character: 0 }, end: { line: 7, character: 0 } }), []);
  });

  it("also mark exchanges without a verdict if the user wants that", async () => {
    await start({ showNotCors: true });
    assert.deepEqual(
      (await lenses()).map(({ command }) => command?.title),
      ["CORS: blocked: port differs", "CORS: needs a preflight: PUT", "CORS: cannot tell: which page sends this?"],
    );
  });

  it("are refreshed when settings change", async () => {
    await start();
    const kinds = ["codeLens", "inlayHint", "semanticTokens"];
    const refreshed = Promise.all(
      kinds.map(
        (kind) =>
          new Promise<void>((resolve) => {
            client.connection.onRequest(`workspace/${kind}/refresh`, () => {
              resolve();
              return null;
            });
          }),
      ),
    );
    assert.equal((await lenses()).length, 3);
    client.configuration = { codeLens: { enabled: false } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await refreshed;
    assert.deepEqual(await lenses(), []);
  });

  it("are tokens of the whole text and of a range", async () => {
    await start();
    const full = await ask<SemanticTokens>("textDocument/semanticTokens/full");
    assert.deepEqual(full.data.slice(0, 20), [
      ...[2, 0, 6, 0, 1], // Origin
      ...[0, 8, 21, 4, 0], // http://localhost:3000
      ...[3, 0, 27, 0, 1], // Access-Control-Allow-Origin
      ...[0, 29, 21, 4, 0], // http://localhost:8080
    ]);
    const part = await ask<SemanticTokens>("textDocument/semanticTokens/range", {
      range: { start: { line: 9, character: 0 }, end: { line: 10, character: 0 } },
    });
    assert.deepEqual(part.data, [...[9, 0, 6, 0, 1], ...[0, 8, 10, 1, 2]]);
  });

  it("are empty for a document that isn't HTTP", async () => {
    await start();
    const uri = "file:///work/notes.txt";
    await client.open(uri, TEXT, "plaintext");
    const textDocument = { uri };
    assert.deepEqual(await ask("textDocument/codeLens", { textDocument }), []);
    assert.equal(await ask("textDocument/semanticTokens/full", { textDocument }), null);
  });
});
