import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { RawServer } from "../support/raw-server";

const URI = "file:///work/a.http";
const MISMATCH =
  "GET /data HTTP/1.1\nHost: api.example.com\nOrigin: http://localhost:3000\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: http://localhost:8080\n";
const open = (server: RawServer, text = MISMATCH, version = 1, uri = URI) =>
  server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "http", version, text } });
const symbols = (server: RawServer, uri = URI) =>
  server.request("textDocument/documentSymbol", { textDocument: { uri } });
const NOT_INITIALIZED = -32002;
const INVALID_REQUEST = -32600;
const INVALID_PARAMS = -32602;
const PARSE_ERROR = -32700;

/** The parameters of every request that the server answers. */
const position = { line: 0, character: 0 };
const range = { start: position, end: position };
const textDocument = { uri: URI };
const REQUESTS: Readonly<Record<string, object>> = {
  "textDocument/hover": { textDocument, position },
  "textDocument/completion": { textDocument, position },
  "textDocument/definition": { textDocument, position },
  "textDocument/references": { textDocument, position, context: { includeDeclaration: true } },
  "textDocument/documentHighlight": { textDocument, position },
  "textDocument/prepareRename": { textDocument, position },
  "textDocument/rename": { textDocument, position, newName: "a" },
  "textDocument/documentSymbol": { textDocument },
  "textDocument/foldingRange": { textDocument },
  "textDocument/documentLink": { textDocument },
  "textDocument/codeLens": { textDocument },
  "textDocument/diagnostic": { textDocument },
  "textDocument/selectionRange": { textDocument, positions: [position] },
  "textDocument/codeAction": { textDocument, range, context: { diagnostics: [] } },
  "textDocument/inlayHint": { textDocument, range },
  "textDocument/semanticTokens/full": { textDocument },
  "textDocument/semanticTokens/range": { textDocument, range },
  "workspace/symbol": { query: "" },
  "workspace/diagnostic": { previousResultIds: [] },
  "corsLens/explainExchange": { textDocument, position },
  "corsLens/copyExchange": { textDocument, position, format: "curl" },
  "corsLens/pastedExchange": { textDocument, position, text: "curl https://a.example/" },
  "corsLens/verdict": { textDocument, position },
  "corsLens/reportedDocument": { text: "" },
  "corsLens/environments": { textDocument },
  "corsLens/harExchanges": { text: "{}" },
};
const CAPABILITIES = {
  textDocument: {
    diagnostic: {},
    codeLens: {},
    inlayHint: {},
    semanticTokens: {},
    codeAction: { codeActionLiteralSupport: {} },
  },
  workspace: { diagnostics: {} },
};

describe("the life of the server", () => {
  it("begins with initialize, which comes once", async () => {
    const server = new RawServer();
    assert.equal((await symbols(server)).error?.code, NOT_INITIALIZED);
    assert.equal((await server.request("shutdown")).error?.code, NOT_INITIALIZED);
    open(server);
    await server.initialize();
    assert.deepEqual((await symbols(server)).result, null, "a notification before initialize is dropped");
    assert.equal((await server.request("initialize", { capabilities: {} })).error?.code, INVALID_REQUEST);
    open(server);
    assert.notDeepEqual((await symbols(server)).result, null);
    assert.equal(await server.stop(), 0);
  });

  it("ends with shutdown and exit", async () => {
    const server = new RawServer();
    await server.initialize();
    assert.deepEqual((await server.request("shutdown")).result, null);
    assert.equal((await symbols(server)).error?.code, INVALID_REQUEST);
    assert.equal((await server.request("shutdown")).error?.code, INVALID_REQUEST);
    server.notify("exit");
    assert.equal(await server.exited, 0);
  });

  it("ends with code 1 without shutdown", async () => {
    for (const begin of [async () => {}, (server: RawServer) => server.initialize()]) {
      const server = new RawServer();
      await begin(server);
      server.notify("exit");
      assert.equal(await server.exited, 1);
    }
  });

  it("ends when the client closes its end", async () => {
    const server = new RawServer();
    await server.initialize();
    server.close();
    assert.equal(await server.exited, 1);
  });

  it("ends when the client's process has ended", async () => {
    const client = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => client.once("exit", resolve));
    const server = new RawServer();
    await server.initialize({}, { processId: client.pid });
    assert.equal(await server.exited, 1);
  });
});

describe("a stream", () => {
  const BROKEN: readonly (readonly [what: string, bytes: string])[] = [
    ["a negative length", "Content-Length: -5\r\n\r\n"],
    ["a length that isn't a number", "Content-Length: many\r\n\r\n"],
    ["no length", "Content-Type: text/plain\r\n\r\n"],
    ["a huge length", "Content-Length: 1000000000000\r\n\r\n"],
    ["a header that never ends", "X".repeat(100_000)],
  ];
  for (const [what, bytes] of BROKEN) {
    it(`that isn't made of messages ends the server with one line: ${what}`, async () => {
      const server = new RawServer();
      server.bytes(bytes);
      assert.equal(await server.exited, 1);
      assert.match(server.stderr, /^cors-lens: the connection is broken: .+\n$/);
    });
  }

  it("may come byte by byte, or with many messages at once", async () => {
    const server = new RawServer();
    const message = (id: number) => {
      const body = JSON.stringify({ jsonrpc: "2.0", id, method: "shutdown" });
      return `content-length:${body.length}\r\nX-Other: é\r\n\r\n${body}`;
    };
    for (const one of message(1)) {
      server.bytes(one);
    }
    server.bytes(message(2) + message(3));
    for (const id of [1, 2, 3]) {
      assert.equal((await server.first((one) => one.id === id)).error?.code, NOT_INITIALIZED);
    }
    server.close();
    await server.exited;
  });

  it("goes on after a body that isn't JSON, a batch, and messages that aren't JSON-RPC", async () => {
    const server = new RawServer();
    await server.initialize();
    const answered = async (message: unknown, code: number, id: unknown = null) => {
      const before = server.received.length;
      server.send(message);
      const answer = await server.first((one) => server.received.indexOf(one) >= before && one.error !== undefined);
      assert.deepEqual([answer.error?.code, answer.id], [code, id], JSON.stringify(message));
      server.received.length = before;
    };
    await answered("{", PARSE_ERROR);
    await answered("", PARSE_ERROR);
    await answered([{ jsonrpc: "2.0", id: 1, method: "shutdown" }], INVALID_REQUEST);
    await answered({ id: 7, method: "shutdown" }, INVALID_REQUEST, 7);
    await answered({ jsonrpc: "1.0", id: 8, method: "shutdown" }, INVALID_REQUEST, 8);
    await answered({ jsonrpc: "2.0", id: 9, method: 5 }, INVALID_REQUEST, 9);
    await answered({ jsonrpc: "2.0", id: {}, method: "shutdown" }, INVALID_REQUEST);
    await answered({ jsonrpc: "2.0", id: 1.5, method: "shutdown" }, INVALID_REQUEST);
    await answered({ jsonrpc: "2.0" }, INVALID_REQUEST);
    await answered("null", INVALID_REQUEST);
    await answered("5", INVALID_REQUEST);
    server.send({ jsonrpc: "2.0", id: "unknown", result: null });
    assert.equal(await server.stop(), 0);
  });
});

describe("parameters", () => {
  const WRONG: readonly unknown[] = [undefined, null, "a", -1, 1.5, 2 ** 40, [], {}, true];

  /** The same parameters with one value at a time replaced. */
  function* mutations(value: unknown, path = ""): Generator<{ readonly value: unknown; readonly path: string }> {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [name, own] of Object.entries(value)) {
        for (const one of mutations(own, `${path}.${name}`)) {
          yield { value: { ...value, [name]: one.value }, path: one.path };
        }
      }
    }
    for (const wrong of WRONG) {
      yield { value: wrong, path: `${path} = ${JSON.stringify(wrong)}` };
    }
  }

  it("of every request: wrong ones are answered with InvalidParams, or nothing is found", async () => {
    const server = new RawServer();
    await server.initialize(CAPABILITIES);
    open(server);
    for (const [method, params] of Object.entries(REQUESTS)) {
      assert.notEqual((await server.request(method, params)).error?.code, INVALID_PARAMS, method);
      for (const { value, path } of mutations(params)) {
        const { error } = await server.request(method, value);
        assert.ok(
          error === undefined || error.code === INVALID_PARAMS || error.code === -32803,
          `${method} ${path}: ${JSON.stringify(error)}`,
        );
      }
    }
    for (const params of [
      undefined,
      null,
      5,
      {},
      { textDocument },
      { textDocument, position: { line: -1, character: 0 } },
    ]) {
      assert.equal((await server.request("textDocument/hover", params)).error?.code, INVALID_PARAMS);
    }
    const copy = { ...REQUESTS["corsLens/copyExchange"], format: "wget" };
    assert.equal((await server.request("corsLens/copyExchange", copy)).error?.code, INVALID_PARAMS);
    const backwards = { start: { line: 3, character: 0 }, end: { line: 1, character: 0 } };
    const actions = { ...REQUESTS["textDocument/codeAction"], range: backwards };
    assert.equal((await server.request("textDocument/codeAction", actions)).error?.code, INVALID_PARAMS);
    assert.equal(await server.stop(), 0);
  });

  it("outside of every document find nothing", async () => {
    const server = new RawServer();
    await server.initialize(CAPABILITIES);
    open(server);
    server.notify("textDocument/didClose", { textDocument });
    const far = { line: 2 ** 31 - 1, character: 2 ** 31 - 1 };
    for (const [method, params] of Object.entries(REQUESTS)) {
      for (const uri of [URI, "file:///other.http", "", "not a uri", "file:///%zz", "http:///:::"]) {
        const { error } = await server.request(method, { ...params, textDocument: { uri } });
        assert.equal(error, undefined, `${method} ${uri}`);
      }
    }
    for (const uri of ["", "not a uri", "file:///%zz", "untitled:a"]) {
      open(server, MISMATCH, 1, uri);
      assert.notDeepEqual((await symbols(server, uri)).result, null, uri);
    }
    open(server);
    for (const [method, params] of Object.entries(REQUESTS)) {
      const { error } = await server.request(method, {
        ...params,
        position: far,
        positions: [far],
        range: { start: far, end: far },
      });
      assert.ok(error === undefined || error.code === -32803, `${method}: ${JSON.stringify(error)}`);
    }
    assert.equal(await server.stop(), 0);
  });

  it("of initialize are checked, and a second attempt is possible", async () => {
    const server = new RawServer();
    for (const params of [
      undefined,
      {},
      { capabilities: null },
      { capabilities: { textDocument: { hover: { contentFormat: 5 } } } },
      { capabilities: {}, workspaceFolders: [{}] },
    ]) {
      assert.equal((await server.request("initialize", params)).error?.code, INVALID_PARAMS, JSON.stringify(params));
    }
    await server.initialize();
    assert.equal(await server.stop(), 0);
  });

  it("may have null for what a client lacks: it gets what it can use", async () => {
    const server = new RawServer();
    const nothing = { diagnostic: null, codeLens: null, inlayHint: null, publishDiagnostics: null, hover: null };
    await server.initialize(
      { textDocument: { ...nothing, codeAction: { codeActionLiteralSupport: null } }, workspace: null, window: null },
      { rootPath: null, workspaceFolders: null, initializationOptions: null, trace: null, locale: null, extra: 1 },
    );
    open(server, MISMATCH);
    const published = await server.first(({ method }) => method === "textDocument/publishDiagnostics");
    assert.equal((published.params as { diagnostics: unknown[] }).diagnostics.length, 1);
    assert.deepEqual((await server.request("textDocument/codeAction", REQUESTS["textDocument/codeAction"])).result, []);
    assert.equal(await server.stop(), 0);
  });

  it("may be what the server doesn't read, and more than the protocol has", async () => {
    const server = new RawServer();
    await server.initialize(CAPABILITIES);
    open(server, MISMATCH);
    const whole = { start: { line: 0, character: 0 }, end: { line: 2 ** 32 - 1, character: Number.MAX_VALUE } };
    for (const context of [
      {},
      { diagnostics: null, only: null, triggerKind: null },
      { diagnostics: [{ message: 5 }] },
    ]) {
      const { result } = await server.request("textDocument/codeAction", {
        textDocument,
        range: whole,
        context,
        more: 1,
      });
      assert.ok((result as unknown[]).length > 0);
    }
    server.notify("$/setTrace", { value: "compact" });
    for (const method of ["textDocument/willSave", "textDocument/willSaveWaitUntil"]) {
      server.notify(method, { textDocument, reason: 1 });
    }
    await symbols(server);
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  it("of a setting can be of any depth: the others still count", async () => {
    const server = new RawServer();
    await server.initialize(CAPABILITIES);
    open(server, MISMATCH);
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const settings = `"corsLens":{"engines":${deep},"rules":{"allow-origin-mismatch":"hint","x":${deep}}},"rest-client":{"environmentVariables":{"$shared":{"a":${deep}}}}`;
    server.send(`{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":{${settings}}}}`);
    const { result } = await server.request("textDocument/diagnostic", { textDocument });
    const { items } = result as { items: { code: string; severity: number }[] };
    assert.deepEqual(
      items.map(({ code, severity }) => [code, severity]),
      [["allow-origin-mismatch", 4]],
    );
    assert.equal(await server.stop(), 0);
  });
});

describe("the text of a document", () => {
  const change = (server: RawServer, version: unknown, ...contentChanges: unknown[]) =>
    server.notify("textDocument/didChange", { textDocument: { uri: URI, version }, contentChanges });
  const diagnostics = async (server: RawServer) => {
    const { result } = await server.request("textDocument/diagnostic", { textDocument });
    return (result as { items: { message: string }[] }).items.map(({ message }) => message);
  };
  const at = (line: number, character: number) => ({ line, character });

  it("survives changes of documents that aren't open, and a document that is opened twice", async () => {
    const server = new RawServer();
    await server.initialize(CAPABILITIES);
    change(server, 2, { text: "a" });
    server.notify("textDocument/didClose", { textDocument });
    server.notify("textDocument/didSave", { textDocument });
    open(server, "GET /first\n");
    open(server);
    assert.ok((await diagnostics(server)).length > 0, "the second text counts");
    change(server, 0, { text: MISMATCH });
    await symbols(server);
    assert.equal(server.logged.length, 4, server.logged.join("\n"));
    assert.equal(await server.stop(), 0);
  });

  const LOSING: readonly (readonly [what: string, change: unknown])[] = [
    ["reversed", { range: { start: at(2, 0), end: at(1, 0) }, text: "X" }],
    ["negative", { range: { start: at(-1, 0), end: at(1, 0) }, text: "X" }],
    ["fractional", { range: { start: at(0.5, 0), end: at(1, 0) }, text: "X" }],
    ["below the last line", { range: { start: at(500, 0), end: at(501, 0) }, text: "X" }],
    ["without a text", { range: { start: at(0, 0), end: at(0, 0) } }],
  ];
  for (const [what, wrong] of LOSING) {
    it(`isn't guessed after a change that is ${what}: the editor says so until the whole text comes again`, async () => {
      const server = new RawServer();
      await server.initialize(CAPABILITIES);
      open(server);
      change(server, 2, wrong);
      assert.match((await diagnostics(server)).join(), /^CORS Lens has lost track of this document/);
      assert.deepEqual((await symbols(server)).result, null);
      assert.equal(server.logged.filter((line) => line.includes("isn't checked any more")).length, 1);
      change(server, 3, { range: { start: at(0, 0), end: at(0, 0) }, text: "# " });
      assert.match((await diagnostics(server)).join(), /^CORS Lens has lost track/);
      change(server, 4, { text: MISMATCH, range: null });
      assert.doesNotMatch((await diagnostics(server)).join(), /lost track/);
      assert.notDeepEqual((await symbols(server)).result, null);
      assert.equal(await server.stop(), 0);
    });
  }
});

describe("a request", () => {
  it("can be cancelled many times, before and after its turn", async () => {
    const server = new RawServer();
    await server.initialize(CAPABILITIES);
    open(server);
    const ids = Array.from({ length: 200 }, (_, i) => 1000 + i);
    for (const id of ids) {
      server.send({ jsonrpc: "2.0", id, method: "textDocument/documentSymbol", params: { textDocument } });
      server.notify("$/cancelRequest", { id });
    }
    // Some of these arrive between the turn of a request and its answer.
    for (let round = 0; round < 20; round++) {
      for (const id of ids) {
        server.notify("$/cancelRequest", { id });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.notDeepEqual((await symbols(server)).result, null);
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });
});

describe("a change that ends below the text", () => {
  it("ends at its end: clients replace whole texts in this way", async () => {
    const server = new RawServer();
    await server.initialize(CAPABILITIES);
    open(server, "GET /first\n");
    const range = { start: { line: 0, character: 0 }, end: { line: 2 ** 31 - 1, character: 0 } };
    server.notify("textDocument/didChange", {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range, text: MISMATCH }],
    });
    const { result } = await server.request("textDocument/diagnostic", { textDocument });
    assert.match(JSON.stringify(result), /allow-origin-mismatch/);
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });
});

describe("the cells of a notebook", () => {
  const NOTEBOOK = "file:///work/a.ipynb";
  const CELL = "vscode-notebook-cell:/work/a.ipynb#a";
  const start = { line: 0, character: 0 };
  const content = (change: unknown, uri: unknown = CELL) => ({
    cells: { textContent: [{ document: { uri, version: 2 }, changes: [change] }] },
  });
  const LOSING: readonly (readonly [what: string, change: unknown])[] = [
    [
      "below the last line",
      content({ range: { start: { line: 500, character: 0 }, end: { line: 500, character: 0 } }, text: "" }),
    ],
    ["reversed", content({ range: { start: { line: 2, character: 0 }, end: start }, text: "" })],
    ["without numbers", content({ range: { start: "a", end: {} }, text: "" })],
    ["without a text", content({})],
    ["not a list", { cells: { textContent: 7 } }],
    ["for no place among the cells", { cells: { structure: { array: null } } }],
    ["of a cell that isn't there", { cells: { data: [{ kind: 2, document: "x" }], ...content({ text: "" }).cells } }],
  ];
  for (const [what, change] of LOSING) {
    it(`aren't guessed after a change that is ${what}: the editor says so until the whole text comes again`, async () => {
      const server = new RawServer();
      await server.initialize(CAPABILITIES);
      server.notify("notebookDocument/didOpen", {
        notebookDocument: { uri: NOTEBOOK, notebookType: "x", version: 1, cells: [{ kind: 2, document: CELL }] },
        cellTextDocuments: [{ uri: CELL, languageId: "http", version: 1, text: MISMATCH }],
      });
      const diagnostics = async () => {
        const { result } = await server.request("textDocument/diagnostic", { textDocument: { uri: CELL } });
        return (result as { items: { message: string }[] }).items.map(({ message }) => message).join();
      };
      const send = (version: number, own: unknown) =>
        server.notify("notebookDocument/didChange", { notebookDocument: { uri: NOTEBOOK, version }, change: own });
      assert.doesNotMatch(await diagnostics(), /lost track/);
      send(2, change);
      assert.match(await diagnostics(), /^CORS Lens has lost track of this document/);
      send(3, content({ text: MISMATCH, range: null }));
      assert.doesNotMatch(await diagnostics(), /lost track/);
      assert.notEqual(await diagnostics(), "");
      assert.equal(await server.stop(), 0);
    });
  }
});

describe("many events", () => {
  it("cause one refresh", async () => {
    const server = new RawServer();
    await server.initialize({
      ...CAPABILITIES,
      workspace: { diagnostics: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
    });
    const { id } = await server.first(({ method }) => method === "client/registerCapability");
    server.send({ jsonrpc: "2.0", id, result: null });
    for (let i = 0; i < 2_000; i++) {
      server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: `file:///work/${i}/.env`, type: 2 }] });
      server.notify("workspace/didChangeConfiguration", { settings: {} });
    }
    const refresh = await server.first(({ method }) => method === "workspace/diagnostic/refresh");
    server.send({ jsonrpc: "2.0", id: refresh.id, result: null });
    await symbols(server);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const refreshes = server.received.filter(({ method }) => method === "workspace/diagnostic/refresh").length;
    // A burst that takes longer than a second is followed while it lasts.
    assert.ok(refreshes <= 3, `${refreshes} refreshes`);
    assert.equal(await server.stop(), 0);
  });
});
