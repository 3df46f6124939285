import assert from "node:assert/strict";
import type { ClientCapabilities, DocumentDiagnosticReport } from "vscode-languageserver-protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const MISMATCH = `GET https://api.example.com/data HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example
Vary: Origin
`;
const RIGHT = MISMATCH.replace("other.example", "app.example.com");

const ASKED: ClientCapabilities = {
  ...USUAL_CAPABILITIES,
  workspace: { ...USUAL_CAPABILITIES.workspace, configuration: true },
};
const PULLING: ClientCapabilities = {
  textDocument: { ...USUAL_CAPABILITIES.textDocument, diagnostic: {} },
  workspace: { ...USUAL_CAPABILITIES.workspace, configuration: true, diagnostics: { refreshSupport: true } },
};
const uri = "file:///a.http";

const named = (diagnostics: readonly { code?: unknown; severity?: number }[]) =>
  diagnostics.map(({ code, severity }) => `${severity} ${code}`);

describe("settings for findings", () => {
  let client: LspClient;
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  const start = async (capabilities: ClientCapabilities, configuration: unknown) => {
    client = await LspClient.start(capabilities);
    client.configuration = configuration;
  };

  it("change the severity of a rule, or turn it off, at once", async () => {
    await start(ASKED, { rules: { "allow-origin-mismatch": "information" } });
    await client.open(uri, MISMATCH);
    assert.deepEqual(named(await client.published(uri)), ["3 allow-origin-mismatch"]);
    client.configuration = { rules: { "allow-origin-mismatch": "off" } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.deepEqual(await client.published(uri), []);
  });

  it("log a wrong entry, and apply the others", async () => {
    await start(ASKED, {
      rules: { "allow-origin-missmatch": "off", "vary-origin-missing": "loud", "allow-origin-mismatch": "hint" },
    });
    await client.open(uri, MISMATCH);
    assert.deepEqual(named(await client.published(uri)), ["4 allow-origin-mismatch"]);
    assert.ok(client.logged.some((line) => /There is no rule allow-origin-missmatch\. Did you mean/.test(line)));
    assert.ok(client.logged.some((line) => /severity of vary-origin-missing must be one of off, hint/.test(line)));
  });

  describe("for findings on save", () => {
    it("publish the findings of the opened or saved text, and nothing in between", async () => {
      await start(ASKED, { run: "onSave" });
      await client.open(uri, MISMATCH);
      assert.deepEqual(named(await client.published(uri, ({ version }) => version === 1)), ["1 allow-origin-mismatch"]);
      await client.replace(uri, 2, RIGHT);
      await client.replace(uri, 3, MISMATCH);
      await client.replace(uri, 4, `\n${RIGHT}`);
      // Hovers always reflect the current text.
      assert.match(JSON.stringify(await client.hover(uri, { line: 1, character: 2 })), /Allowed/);
      await client.save(uri);
      assert.deepEqual(await client.published(uri), []);
      await client.replace(uri, 5, MISMATCH);
      await client.save(uri);
      assert.deepEqual(named(await client.published(uri, ({ version }) => version !== 4)), ["1 allow-origin-mismatch"]);
    });

    it("answer requests with the findings of the saved text, and refresh after a save", async () => {
      await start(PULLING, { run: "onSave" });
      const pull = (previousResultId?: string) =>
        client.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
          textDocument: { uri },
          ...(previousResultId === undefined ? {} : { previousResultId }),
        });
      await client.open(uri, MISMATCH);
      const first = await pull();
      assert.ok(first.kind === "full" && first.resultId !== undefined);
      assert.deepEqual(named(first.items), ["1 allow-origin-mismatch"]);
      await client.replace(uri, 2, RIGHT);
      assert.deepEqual(await pull(first.resultId), { kind: "unchanged", resultId: first.resultId });
      assert.deepEqual(await pull(), first);
      assert.equal(client.refreshes, 0);
      await client.save(uri);
      const saved = await pull(first.resultId);
      assert.ok(saved.kind === "full" && saved.resultId !== first.resultId);
      assert.deepEqual(saved.items, []);
      assert.equal(client.refreshes, 1);
    });

    it("don't wait for an untitled document to be saved", async () => {
      await start(ASKED, { run: "onSave" });
      const untitled = "untitled:Untitled-1";
      await client.open(untitled, RIGHT);
      assert.deepEqual(await client.published(untitled), []);
      await client.replace(untitled, 2, MISMATCH);
      assert.deepEqual(named(await client.published(untitled)), ["1 allow-origin-mismatch"]);
    });

    it("report at once when the setting changes to onType", async () => {
      await start(ASKED, { run: "onSave" });
      await client.open(uri, RIGHT);
      assert.deepEqual(await client.published(uri), []);
      await client.replace(uri, 2, MISMATCH);
      client.configuration = { run: "onType" };
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      assert.deepEqual(named(await client.published(uri, ({ version }) => version === 2)), ["1 allow-origin-mismatch"]);
    });
  });
});
