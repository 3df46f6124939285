import assert from "node:assert/strict";
import { keyOf, PUSHED, Typist } from "../support/typist";

const BLOCKED = `GET https://api.example.com/prices
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8080
Vary: Origin
`;
const ALLOWED = BLOCKED.replace("8080", "3000");
const SECOND = 1_000;

describe("while someone types, the server", () => {
  let typist: Typist;
  afterEach(() => typist.close());

  it("holds back what is new on the line, for a second", async () => {
    typist = await Typist.open(ALLOWED);
    assert.deepEqual(await typist.findings(), []);
    await typist.goTo("Access-Control-Allow-Origin: http://localhost:3000");
    await typist.backspace();
    assert.deepEqual(await typist.findings(), []);
    typist.clock.pass(SECOND - 1);
    await typist.settled();
    assert.deepEqual([await typist.findings(), typist.refreshes], [[], []]);
    typist.clock.pass(1);
    await typist.settled();
    assert.deepEqual([await typist.findings(), typist.refreshes], [["5 allow-origin-mismatch"], ["diagnostic"]]);
  });

  it("starts the second again with each key", async () => {
    typist = await Typist.open(ALLOWED);
    await typist.goTo("Access-Control-Allow-Origin: http://localhost:3000");
    for (let i = 0; i < 4; i++) {
      await typist.backspace();
      assert.deepEqual(await typist.findings(), []);
      typist.clock.pass(SECOND - 1);
    }
  });

  it("reports it at once when the cursor leaves the line or the document", async () => {
    for (const line of [0, null]) {
      typist = await Typist.open(ALLOWED);
      await typist.goTo("Access-Control-Allow-Origin: http://localhost:3000");
      await typist.backspace();
      assert.deepEqual(await typist.findings(), []);
      await typist.tellLine(4);
      assert.deepEqual(await typist.findings(), []);
      await typist.tellLine(line);
      assert.deepEqual([await typist.findings(), typist.refreshes], [["5 allow-origin-mismatch"], ["diagnostic"]]);
    }
  });

  it("ignores a cursor in another version of the text", async () => {
    typist = await Typist.open(ALLOWED);
    await typist.goTo("Access-Control-Allow-Origin: http://localhost:3000");
    await typist.backspace();
    await typist.send("corsLens/cursorMoved", { textDocument: { uri: typist.uri, version: 1 }, line: 0 });
    assert.deepEqual(await typist.findings(), []);
  });

  it("keeps what was reported before, wherever its line goes", async () => {
    typist = await Typist.open(BLOCKED);
    assert.deepEqual(await typist.findings(), ["5 allow-origin-mismatch"]);
    await typist.goTo("Access-Control-Allow-Origin: http://localhost:8080");
    await typist.insert("1");
    assert.deepEqual(await typist.findings(), ["5 allow-origin-mismatch"]);
    await typist.edit(0, 0, "\n");
    assert.deepEqual(await typist.findings(), ["6 allow-origin-mismatch"]);
    await typist.edit(0, 0, "###");
    assert.deepEqual(await typist.findings(), ["6 allow-origin-mismatch"]);
  });

  it("takes back at once what has become false", async () => {
    typist = await Typist.open(BLOCKED);
    assert.deepEqual(await typist.findings(), ["5 allow-origin-mismatch"]);
    const at = typist.text.indexOf("8080");
    await typist.edit(at, at + 4, "3000");
    assert.deepEqual(await typist.findings(), []);
  });

  it("holds back what the message lacks, until someone rests", async () => {
    typist = await Typist.open();
    assert.deepEqual(await typist.findings(), []);
    for (const key of ALLOWED.slice(0, ALLOWED.indexOf("Access-Control"))) {
      await typist.insert(key);
      assert.deepEqual(await typist.findings(), [], JSON.stringify(typist.text));
    }
    typist.clock.pass(SECOND);
    assert.deepEqual(await typist.findings(), ["4 allow-origin-missing"]);
  });

  it("reports a wrong field as soon as its line is finished", async () => {
    typist = await Typist.open();
    for (const key of BLOCKED.slice(0, BLOCKED.indexOf("Vary") - 1)) {
      await typist.insert(key);
      assert.deepEqual(await typist.findings(), []);
    }
    await typist.insert("\n");
    assert.deepEqual(await typist.findings(), ["5 allow-origin-mismatch"]);
  });

  it("reports on a pasted text at once", async () => {
    typist = await Typist.open();
    assert.deepEqual(await typist.findings(), []);
    await typist.insert(BLOCKED);
    assert.deepEqual(await typist.findings(), ["5 allow-origin-mismatch"]);
    assert.deepEqual(await typist.lenses(), ["1 CORS: blocked: port differs"]);
  });

  it("keeps the verdict of an exchange, and shows none on a new one", async () => {
    typist = await Typist.open(ALLOWED);
    assert.deepEqual(await typist.lenses(), ["1 CORS: allowed"]);
    await typist.goTo("Access-Control-Allow-Origin: http://localhost:3000");
    await typist.backspace();
    assert.deepEqual([await typist.lenses(), await typist.hints()], [["1 CORS: allowed"], ["1 CORS: allowed"]]);
    await typist.edit(0, 0, "\n");
    assert.deepEqual(await typist.lenses(), ["2 CORS: allowed"]);
    typist.clock.pass(SECOND);
    await typist.settled();
    assert.deepEqual(typist.refreshes, ["codeLens", "inlayHint"]);
    assert.deepEqual(await typist.lenses(), ["2 CORS: blocked: port differs"]);
    await typist.edit(0, 0, "DELETE https://api.example.com/a\n\n\n###");
    await typist.goTo("DELETE https://api.example.com/a\n");
    await typist.insert("Origin: http://a");
    assert.deepEqual(await typist.lenses(), ["5 CORS: blocked: port differs"]);
    typist.clock.pass(SECOND);
    assert.deepEqual((await typist.lenses()).length, 2);
  });

  it("makes the client ask again only for what it held back", async () => {
    typist = await Typist.open(BLOCKED);
    const before = [await typist.findings(), await typist.lenses(), await typist.hints()];
    await typist.goTo("Vary: Origin");
    await typist.insert(",");
    assert.deepEqual([await typist.findings(), await typist.lenses(), await typist.hints()], before);
    await typist.rest();
    assert.deepEqual(typist.refreshes, []);
  });

  it("holds back nothing that is reported on save", async () => {
    typist = await Typist.open(ALLOWED, { configuration: { run: "onSave" } });
    assert.deepEqual(await typist.findings(), []);
    await typist.goTo("Access-Control-Allow-Origin: http://localhost:3000");
    await typist.backspace();
    assert.deepEqual(await typist.findings(), []);
    await typist.save();
    assert.deepEqual(await typist.findings(), ["5 allow-origin-mismatch"]);
  });

  it("holds back nothing from a client that wouldn't ask again", async () => {
    typist = await Typist.open(ALLOWED, { capabilities: { textDocument: { diagnostic: {}, codeLens: {} } } });
    assert.deepEqual([await typist.findings(), await typist.lenses()], [[], ["1 CORS: allowed"]]);
    await typist.goTo("Access-Control-Allow-Origin: http://localhost:3000");
    await typist.backspace();
    assert.deepEqual(
      [await typist.findings(), await typist.lenses()],
      [["5 allow-origin-mismatch"], ["1 CORS: blocked: port differs"]],
    );
  });

  it("publishes what it held back after a second", async () => {
    typist = await Typist.open(ALLOWED, { capabilities: PUSHED });
    const published = async () => {
      typist.clock.pass(100);
      await typist.settled();
      return typist.published.splice(0).map(({ version, diagnostics }) => [version, ...diagnostics.map(keyOf)]);
    };
    await typist.settled();
    assert.deepEqual(await published(), [[1]]);
    await typist.goTo("Access-Control-Allow-Origin: http://localhost:3000", false);
    await typist.backspace();
    await typist.settled();
    assert.deepEqual(await published(), [[2]]);
    typist.clock.pass(SECOND);
    assert.deepEqual(await published(), [[2, "5 allow-origin-mismatch"]]);
  });

  it("does the same for a cell of a notebook", async () => {
    typist = await Typist.open();
    const cell = "vscode-notebook-cell:/n.ipynb#1";
    await typist.send("notebookDocument/didOpen", {
      notebookDocument: {
        uri: "file:///n.ipynb",
        notebookType: "http",
        version: 1,
        cells: [{ kind: 2, document: cell }],
      },
      cellTextDocuments: [{ uri: cell, languageId: "http", version: 1, text: ALLOWED }],
    });
    const findings = async () => {
      const { items } = await typist.ask<{ readonly items: readonly unknown[] }>("textDocument/diagnostic", {
        textDocument: { uri: cell },
      });
      return items.length;
    };
    assert.equal(await findings(), 0);
    const end = { line: 4, character: 50 };
    await typist.send("notebookDocument/didChange", {
      notebookDocument: { uri: "file:///n.ipynb", version: 2 },
      change: {
        cells: {
          textContent: [{ document: { uri: cell, version: 2 }, changes: [{ range: { start: end, end }, text: "0" }] }],
        },
      },
    });
    assert.equal(await findings(), 0);
    typist.clock.pass(SECOND);
    assert.equal(await findings(), 1);
  });
});
