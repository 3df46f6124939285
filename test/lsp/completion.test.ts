import assert from "node:assert/strict";
import type { ClientCapabilities, CompletionItem, Position } from "vscode-languageserver-protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const HEAD = `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
`;
const UNFINISHED_NAME = `${HEAD}Acc\n`;
const NAME: Position = { line: 5, character: 2 };
const WITHOUT_VALUE = `${HEAD}Access-Control-Allow-Origin: \n`;
const VALUE: Position = { line: 5, character: 29 };

/** The capabilities of a modern editor. */
const MODERN: ClientCapabilities = {
  ...USUAL_CAPABILITIES,
  textDocument: {
    ...USUAL_CAPABILITIES.textDocument,
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ["markdown", "plaintext"],
        insertReplaceSupport: true,
        insertTextModeSupport: { valueSet: [1, 2] },
      },
    },
  },
};

const named = (items: readonly CompletionItem[], label: string) => items.find((item) => item.label === label);

describe("completion over the protocol", () => {
  let client: LspClient;
  const uri = "file:///a.http";
  const open = async (capabilities?: ClientCapabilities, text = WITHOUT_VALUE) => {
    client = await LspClient.start(capabilities);
    await client.open(uri, text);
  };
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it("is announced with its trigger characters", async () => {
    await open();
    assert.deepEqual(client.initialized?.capabilities.completionProvider, {
      triggerCharacters: [":", "-", ",", " ", "*"],
    });
  });

  it("gives an editor ranges to insert and replace, an order, and Markdown", async () => {
    await open(MODERN, UNFINISHED_NAME);
    const [first] = await client.completion(uri, NAME);
    const start = { line: 5, character: 0 };
    assert.equal(first?.label, "Access-Control-Allow-Origin");
    assert.equal(first?.sortText, "0000");
    assert.deepEqual(first?.textEdit, {
      newText: "Access-Control-Allow-Origin: ",
      insert: { start, end: NAME },
      replace: { start, end: { line: 5, character: 3 } },
    });
    assert.equal(first?.insertTextFormat, 1);
    assert.deepEqual(first?.data, { continues: true });
    assert.match(JSON.stringify(first?.documentation), /"markdown".*The origin whose pages/);
  });

  it("gives a plain client one range and plain text", async () => {
    await open();
    const [first] = await client.completion(uri, VALUE);
    assert.deepEqual(first?.textEdit, { newText: "https://app.example.com", range: { start: VALUE, end: VALUE } });
    assert.match(String(first?.documentation), /^Allows pages from https:\/\/app\.example\.com to read the response/);
    assert.equal(first?.insertTextMode, undefined);
  });

  it("returns snippets only to a client that supports them", async () => {
    await open(MODERN, "");
    const snippet = named(await client.completion(uri, { line: 0, character: 0 }), "exchange");
    assert.deepEqual([snippet?.kind, snippet?.insertTextFormat, snippet?.insertTextMode], [15, 2, 1]);
    assert.match(JSON.stringify(snippet?.textEdit), /\$\{1:\/data\}/);
    await client.stop();
    await open(USUAL_CAPABILITIES, "");
    const plain = named(await client.completion(uri, { line: 0, character: 0 }), "exchange");
    assert.equal(plain?.insertTextFormat, 1);
    assert.match(JSON.stringify(plain?.textEdit), /"GET \/data HTTP\/1\.1\\nHost: api/);
  });

  it("responds to a trigger character only where it has a meaning", async () => {
    await open();
    const typed = (triggerCharacter: string) => ({ triggerKind: 2 as const, triggerCharacter });
    assert.notDeepEqual(await client.completion(uri, VALUE, typed(" ")), []);
    assert.deepEqual(await client.completion(uri, { line: 0, character: 4 }, typed(" ")), []);
    assert.deepEqual(await client.completion(uri, { line: 0, character: 0 }, typed(" ")), []);
  });

  it("is silent in documents that aren't HTTP", async () => {
    client = await LspClient.start();
    await client.open("file:///a.txt", WITHOUT_VALUE, "plaintext");
    assert.deepEqual(await client.completion("file:///a.txt", VALUE), []);
  });
});
