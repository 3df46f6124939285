import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  type DidChangeWatchedFilesRegistrationOptions,
  FileChangeType,
} from "vscode-languageserver-protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const MISMATCH = `GET https://api.example.com/data HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example
Vary: Origin
`;

const WATCHING: ClientCapabilities = {
  ...USUAL_CAPABILITIES,
  workspace: {
    ...USUAL_CAPABILITIES.workspace,
    configuration: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
};

describe("a project file", () => {
  let folder: string;
  let client: LspClient;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cors-lens-project-"));
    mkdirSync(join(folder, "project", "requests"), { recursive: true });
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
  const FILE = "project/.corslens.json";
  const uri = () => uriOf("project/requests/a.http");
  const write = (text: string) => writeFileSync(join(folder, FILE), text);
  const changed = () =>
    client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf(FILE), type: FileChangeType.Changed }],
    });
  const found = async () => (await client.published(uri())).map(({ code, severity }) => `${severity} ${code}`);

  it("overrides the user's settings, and is read again when it changes", async () => {
    write('{ "rules": { "allow-origin-mismatch": "hint" } }');
    client = await LspClient.start(WATCHING, undefined, [uriOf("project")]);
    client.configuration = { rules: { "allow-origin-mismatch": "error" } };
    await client.open(uri(), MISMATCH);
    assert.deepEqual(await found(), ["4 allow-origin-mismatch"]);
    const options = client.registrations[0]?.registerOptions as DidChangeWatchedFilesRegistrationOptions | undefined;
    assert.ok(options?.watchers.some(({ globPattern }) => globPattern === "**/.corslens.json"));
    write('{ "rules": { "allow-origin-mismatch": "off" } }');
    await changed();
    assert.deepEqual(await found(), []);
    rmSync(join(folder, FILE));
    await changed();
    assert.deepEqual(await found(), ["1 allow-origin-mismatch"]);
  });

  it("can ignore documents", async () => {
    write('{ "ignore": ["requests"] }');
    client = await LspClient.start(WATCHING, undefined, [uriOf("project")]);
    await client.open(uri(), MISMATCH);
    assert.deepEqual(await found(), []);
    assert.equal(await client.hover(uri(), { line: 0, character: 0 }), null);
  });

  it("gets diagnostics for its mistakes until they are fixed", async () => {
    write('{\n  "rules": { "allow-origin-missmatch": "off", "allow-origin-mismatch": "hint" }\n}');
    client = await LspClient.start(WATCHING, undefined, [uriOf("project")]);
    await client.open(uri(), MISMATCH);
    const [problem, ...others] = await client.published(uriOf(FILE));
    assert.deepEqual(others, []);
    assert.equal(problem?.severity, 1);
    assert.match(String(problem?.message), /^There is no rule allow-origin-missmatch\. Did you mean/);
    assert.deepEqual(problem?.range, { start: { line: 1, character: 13 }, end: { line: 1, character: 37 } });
    // The correct settings still apply.
    assert.deepEqual(await found(), ["4 allow-origin-mismatch"]);
    write("{}");
    await changed();
    assert.deepEqual(await client.published(uriOf(FILE)), []);
    write("{ nonsense");
    await changed();
    assert.equal((await client.published(uriOf(FILE))).length, 1);
    rmSync(join(folder, FILE));
    await changed();
    assert.deepEqual(await client.published(uriOf(FILE)), []);
  });

  it("isn't looked up outside the open folders", async () => {
    writeFileSync(join(folder, ".corslens.json"), '{ "rules": { "allow-origin-mismatch": "off" } }');
    client = await LspClient.start(WATCHING, undefined, [uriOf("project")]);
    await client.open(uri(), MISMATCH);
    assert.deepEqual(await found(), ["1 allow-origin-mismatch"]);
  });

  it("is read after each change of the document if the client doesn't watch files", async () => {
    client = await LspClient.start(USUAL_CAPABILITIES, undefined, [uriOf("project")]);
    await client.open(uri(), MISMATCH);
    assert.deepEqual(await found(), ["1 allow-origin-mismatch"]);
    write('{ "rules": { "allow-origin-mismatch": "off" } }');
    await client.replace(uri(), 2, `${MISMATCH}\n`);
    assert.deepEqual(await found(), []);
  });
});
