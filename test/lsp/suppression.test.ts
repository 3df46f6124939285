import assert from "node:assert/strict";
import type { TextDocumentEdit, TextEdit } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LspClient } from "../support/lsp-client";
import { SUPPRESSION_CASES } from "../support/suppression-cases";

describe("suppression comments in an editor", () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start();
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it("suppress the same findings as on the command line", async () => {
    for (const { what, file, text, shown } of SUPPRESSION_CASES) {
      const uri = `file:///${file}`;
      await client.open(uri, text, file.endsWith(".md") ? "markdown" : "http");
      const diagnostics = await client.published(uri);
      assert.deepEqual(
        diagnostics.map(({ code, range }) => `${range.start.line + 1} ${code}`),
        shown,
        what,
      );
      for (const { code, tags } of diagnostics) {
        assert.deepEqual(tags, code === "unused-suppression" ? [1] : undefined, what);
      }
    }
  });

  const uri = "file:///actions.http";
  const text =
    "GET https://api.example.com/data\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://other.example\nVary: Origin\n";
  const place = { line: 4, character: 40 };

  it("are offered last, never as the preferred action, and suppress their finding", async () => {
    await client.open(uri, text);
    await client.published(uri);
    const actions = await client.codeActions(uri, place);
    const hiding = actions.slice(-3);
    assert.deepEqual(
      hiding.map(({ title, kind, isPreferred, diagnostics }) => [
        title,
        kind,
        isPreferred,
        diagnostics?.map(({ code }) => code),
      ]),
      ["this line", "this exchange", "the entire file"].map((where) => [
        `Disable the rule for ${where}`,
        "quickfix.suppress.corsLens",
        undefined,
        ["allow-origin-mismatch"],
      ]),
    );
    assert.ok(actions.slice(0, -3).every(({ title }) => !title.startsWith("Disable")));
    for (const [i, { edit }] of hiding.entries()) {
      const [change] = (edit as { documentChanges: TextDocumentEdit[] }).documentChanges;
      const after = TextDocument.applyEdits(
        TextDocument.create(uri, "http", 1, text),
        (change?.edits ?? []) as TextEdit[],
      );
      await client.replace(uri, i + 2, after);
      assert.deepEqual(await client.published(uri, ({ version }) => version === i + 2), []);
    }
  });

  it("aren't part of fix-all or of actions of another kind", async () => {
    await client.open(uri, text);
    assert.deepEqual(await client.codeActions(uri, place, ["source.fixAll"]), []);
    const rewrites = await client.codeActions(uri, place, ["refactor"]);
    assert.ok(rewrites.length > 0 && rewrites.every(({ title }) => !title.startsWith("Disable")));
  });
});
