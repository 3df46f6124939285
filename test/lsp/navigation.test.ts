import assert from "node:assert/strict";
import type {
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Location,
  LocationLink,
  PrepareRenameResult,
  SelectionRange,
  SymbolInformation,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const URI = "file:///work/api.http";
const TEXT = `@host = api.example.com

### Prices
GET https://{{host}}/prices HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com

###
POST https://api.example.com/log

< ./body.json
`;
const ALL_CAPABILITIES = {
  ...USUAL_CAPABILITIES,
  textDocument: {
    ...USUAL_CAPABILITIES.textDocument,
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    definition: { linkSupport: true },
    rename: { prepareSupport: true },
    foldingRange: { rangeLimit: 2 },
  },
};

const ASKED_FOR_SETTINGS = {
  ...USUAL_CAPABILITIES,
  workspace: { ...USUAL_CAPABILITIES.workspace, configuration: true },
};

const at = (line: number, character: number) => ({ textDocument: { uri: URI }, position: { line, character } });
const lineRange = (line: number, start: number, end: number) => ({
  start: { line, character: start },
  end: { line, character: end },
});

describe("navigation", () => {
  let client: LspClient;
  const start = async (capabilities = USUAL_CAPABILITIES) => {
    client = await LspClient.start(capabilities);
    await client.open(URI, TEXT);
  };
  const ask = <T>(method: string, params: object): Promise<T> => client.connection.sendRequest(method, params);
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it("is announced", async () => {
    await start();
    const { capabilities } = client.initialized ?? { capabilities: {} };
    assert.equal(capabilities.renameProvider, true);
    for (const provider of [
      "documentSymbolProvider",
      "workspaceSymbolProvider",
      "foldingRangeProvider",
      "selectionRangeProvider",
      "documentHighlightProvider",
      "definitionProvider",
      "referencesProvider",
      "documentLinkProvider",
    ] as const) {
      assert.ok(capabilities[provider], provider);
    }
  });

  it("leaves the outline of Markdown to the editor", async () => {
    await start(ALL_CAPABILITIES);
    const uri = "file:///work/notes.md";
    await client.open(uri, "# Notes\n\n```http\nGET https://api.example.com/prices\n```\n", "markdown");
    assert.deepEqual(await ask("textDocument/documentSymbol", { textDocument: { uri } }), []);
  });

  it("lists exchanges with their messages, or without them for a client that shows a flat list", async () => {
    await start(ALL_CAPABILITIES);
    const [first, second] = await ask<DocumentSymbol[]>("textDocument/documentSymbol", { textDocument: { uri: URI } });
    assert.equal(first?.name, "Prices");
    assert.equal(first?.detail, "allowed");
    assert.deepEqual(first?.range, { start: { line: 3, character: 0 }, end: { line: 7, character: 52 } });
    assert.deepEqual(first?.selectionRange, lineRange(3, 0, 36));
    assert.deepEqual(
      first?.children?.map(({ name }) => name),
      ["Request", "Response 200"],
    );
    assert.equal(second?.name, "POST /log");
    assert.equal(second?.detail, undefined);
    await client.stop();
    await start();
    const flat = await ask<SymbolInformation[]>("textDocument/documentSymbol", { textDocument: { uri: URI } });
    assert.deepEqual(
      flat.map(({ name, location }) => [name, location.range.start.line]),
      [
        ["Prices", 3],
        ["POST /log", 10],
      ],
    );
  });

  it("finds exchanges in all open documents by parts of their names", async () => {
    await start();
    await client.open("file:///work/other.md", "```http\nGET https://api.example.com/prince\n```\n", "markdown");
    const names = async (query: string) =>
      (await ask<SymbolInformation[]>("workspace/symbol", { query })).map(({ name }) => name);
    assert.deepEqual(await names(""), ["Prices", "POST /log", "GET /prince"]);
    assert.deepEqual(await names("prics"), ["Prices"]);
    assert.deepEqual(await names("prce"), ["Prices", "GET /prince"]);
    assert.deepEqual(await names("zz"), []);
  });

  it("gives exchanges positions that are true of one version, though the text changes while it waits", async () => {
    await start(ASKED_FOR_SETTINGS);
    const lines = async () =>
      (await ask<SymbolInformation[]>("workspace/symbol", { query: "" })).map(
        ({ location }) => location.range.start.line,
      );
    assert.deepEqual(await lines(), [3, 10]);
    let release = () => {};
    const other = "file:///work/other.http";
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    client.beforeConfiguration = (scopeUri) => (scopeUri === other ? held : Promise.resolve());
    await client.open(other, "GET https://api.example.com/other\n");
    const answer = lines();
    await client.replace(URI, 2, `${"# a comment\n".repeat(5)}${TEXT}`);
    // Asked for after the edit, so that the server has seen it.
    await ask("textDocument/documentSymbol", { textDocument: { uri: URI } });
    release();
    const [first = -1, second, third] = await answer;
    assert.deepEqual([first, second, third], [first, first + 7, 0]);
    assert.ok(first === 3 || first === 8);
  });

  it("folds, up to the client's limit", async () => {
    await start(ALL_CAPABILITIES);
    const folds = await ask<FoldingRange[]>("textDocument/foldingRange", { textDocument: { uri: URI } });
    assert.deepEqual(folds, [
      { startLine: 2, endLine: 7, kind: "region" },
      { startLine: 3, endLine: 4, kind: "region" },
    ]);
  });

  it("expands a selection for each cursor", async () => {
    await start();
    const [first, second] = await ask<SelectionRange[]>("textDocument/selectionRange", {
      textDocument: { uri: URI },
      positions: [at(4, 10).position, at(1, 0).position],
    });
    assert.deepEqual(first?.range, lineRange(4, 8, 31));
    assert.deepEqual(first?.parent?.range, lineRange(4, 0, 31));
    assert.deepEqual(second?.range, { start: { line: 0, character: 0 }, end: { line: 13, character: 0 } });
  });

  it("highlights related parts, and leaves other words to the editor", async () => {
    await start();
    const found = await ask<DocumentHighlight[] | null>("textDocument/documentHighlight", at(4, 10));
    assert.deepEqual(found, [
      { range: lineRange(4, 8, 31), kind: 1 },
      { range: lineRange(7, 29, 52), kind: 1 },
    ]);
    assert.equal(await ask("textDocument/documentHighlight", at(10, 1)), null);
  });

  it("goes to the value with which a browser compares, and to definitions", async () => {
    await start();
    assert.deepEqual(await ask<Location[]>("textDocument/definition", at(7, 40)), [
      { uri: URI, range: lineRange(4, 8, 31) },
    ]);
    await client.stop();
    await start(ALL_CAPABILITIES);
    assert.deepEqual(await ask<LocationLink[]>("textDocument/definition", at(3, 16)), [
      {
        originSelectionRange: lineRange(3, 12, 20),
        targetUri: URI,
        targetRange: lineRange(0, 0, 23),
        targetSelectionRange: lineRange(0, 0, 5),
      },
    ]);
    assert.equal(await ask("textDocument/definition", at(11, 0)), null);
  });

  it("lists references", async () => {
    await start();
    const references = (includeDeclaration: boolean) =>
      ask<Location[]>("textDocument/references", { ...at(0, 2), context: { includeDeclaration } });
    assert.deepEqual(
      (await references(true)).map(({ range }) => range),
      [lineRange(0, 0, 5), lineRange(3, 14, 18)],
    );
    assert.equal((await references(false)).length, 1);
  });

  it("renames, and says why not", async () => {
    await start(ALL_CAPABILITIES);
    assert.deepEqual(client.initialized?.capabilities.renameProvider, { prepareProvider: true });
    assert.deepEqual(await ask<PrepareRenameResult>("textDocument/prepareRename", at(3, 16)), {
      range: lineRange(3, 14, 18),
      placeholder: "host",
    });
    assert.equal(await ask("textDocument/prepareRename", at(6, 0)), null);
    const edit = await ask<WorkspaceEdit>("textDocument/rename", { ...at(7, 40), newName: "http://localhost:3000" });
    const [change] = edit.documentChanges as TextDocumentEdit[];
    assert.deepEqual(change?.textDocument, { uri: URI, version: 1 });
    const edits = (change?.edits ?? []) as Parameters<typeof TextDocument.applyEdits>[1];
    assert.equal(
      TextDocument.applyEdits(TextDocument.create(URI, "http", 1, TEXT), edits),
      TEXT.replaceAll("https://app.example.com", "http://localhost:3000"),
    );
    await assert.rejects(
      ask("textDocument/rename", { ...at(7, 40), newName: "localhost" }),
      /`localhost` isn't an origin as browsers write it/,
    );
    assert.deepEqual(client.logged, [], "a refusal is an answer, and no fault");
  });

  it("links files relative to the document, but not URLs", async () => {
    await start();
    assert.deepEqual(await ask<DocumentLink[]>("textDocument/documentLink", { textDocument: { uri: URI } }), [
      { range: lineRange(12, 2, 13), target: "file:///work/body.json" },
    ]);
  });

  it("is silent in a document that isn't open or isn't HTTP", async () => {
    await start();
    const textDocument = { uri: "file:///work/none.http" };
    assert.equal(await ask("textDocument/documentSymbol", { textDocument }), null);
    assert.equal(await ask("textDocument/foldingRange", { textDocument }), null);
  });
});
