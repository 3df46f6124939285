import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type DidChangeWatchedFilesRegistrationOptions,
  FileChangeType,
  LSPErrorCodes,
  type PreviousResultId,
  ProgressType,
  WorkDoneProgress,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver-protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const MISMATCH = `GET https://api.example.com/data HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example
Vary: Origin
`;
const RIGHT = MISMATCH.replace("other.example", "app.example.com");
const FOUND = "full allow-origin-mismatch";

const PULLING: ClientCapabilities = {
  textDocument: { ...USUAL_CAPABILITIES.textDocument, diagnostic: {} },
  workspace: { ...USUAL_CAPABILITIES.workspace, configuration: true, diagnostics: { refreshSupport: true } },
};
const WATCHING: ClientCapabilities = {
  ...PULLING,
  workspace: { ...PULLING.workspace, didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true },
};

describe("diagnostics of the workspace", () => {
  let folder: string;
  let client: LspClient;
  /** What the client has, as an editor would keep it. */
  let previous: Map<string, string>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cors-lens-workspace-"));
    previous = new Map();
    write("project/.corslens.json", "{}");
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
  const start = async (
    capabilities: ClientCapabilities = WATCHING,
    configuration: unknown = {},
    open = ["project"],
  ) => {
    client = await LspClient.start(capabilities, undefined, open.map(uriOf));
    client.configuration = configuration;
  };
  const changed = (...paths: string[]) =>
    client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: paths.map((path) => ({ uri: uriOf(path), type: FileChangeType.Changed })),
    });
  const ids = (): PreviousResultId[] => Array.from(previous, ([uri, value]) => ({ uri, value }));
  const request = (params: object = {}) =>
    client.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds: ids(),
      ...params,
    });
  /** The reports by path: the kind, and the rules or the message. */
  const seen = (reports: readonly WorkspaceDocumentDiagnosticReport[]) => {
    const shown: Record<string, string> = {};
    for (const report of reports) {
      const path = decodeURIComponent(report.uri)
        .replace(decodeURIComponent(uriOf("")), "")
        .replace(/^\//, "");
      const items = report.kind === "full" ? report.items.map(({ code, message }) => ` ${code ?? message}`) : [];
      shown[path] = `${report.kind}${items.join("")}`;
      if (report.resultId === undefined) {
        previous.delete(report.uri);
      } else {
        previous.set(report.uri, report.resultId);
      }
    }
    return shown;
  };
  const pull = async () => seen((await request()).items);

  it("are those of the files that the command line checks", async () => {
    const files = {
      "project/a.http": FOUND,
      "project/deep/er/b.REST": FOUND,
      "project/clean.http": "full",
      "project/README.md": FOUND,
      "project/a file (1) + @ä.http": FOUND,
    };
    for (const [path, found] of Object.entries(files)) {
      const text = found === "full" ? RIGHT : MISMATCH;
      write(path, path.endsWith(".md") ? `# Fence\n\n\`\`\`http\n${text}\`\`\`\n` : text);
    }
    for (const path of [
      "node_modules/x/a.http",
      ".git/a.http",
      ".idea/httpRequests/a.http",
      "notes.txt",
      "drafts/a.http",
    ]) {
      write(`project/${path}`, MISMATCH);
    }
    write("project/.corslens.json", '{ "ignore": ["drafts"] }');
    write("outside.http", MISMATCH);
    await start();
    assert.equal(client.initialized?.capabilities.diagnosticProvider?.workspaceDiagnostics, true);
    assert.deepEqual(await pull(), files);
  });

  it("read what changed, and report the rest as unchanged", async () => {
    write("project/a.http", MISMATCH);
    write("project/b.http", MISMATCH);
    await start();
    assert.deepEqual(await pull(), { "project/a.http": FOUND, "project/b.http": FOUND });
    write("project/b.http", RIGHT);
    await changed("project/b.http");
    assert.deepEqual(await pull(), { "project/a.http": "unchanged", "project/b.http": "full" });
    write("project/c.http", MISMATCH);
    rmSync(join(folder, "project/a.http"));
    await changed("project/a.http", "project/c.http");
    assert.deepEqual(await pull(), {
      "project/a.http": "full",
      "project/b.http": "unchanged",
      "project/c.http": FOUND,
    });
    const options = client.registrations.map(({ registerOptions }) => registerOptions);
    const { watchers } = options[0] as DidChangeWatchedFilesRegistrationOptions;
    assert.ok(watchers.some(({ globPattern }) => String(globPattern).includes("http,rest,md")));
  });

  it("disappear with the folder that is deleted or renamed in the editor", async () => {
    for (const path of ["project/in/a.http", "project/in/deep/b.http", "project/c.http"]) {
      write(path, MISMATCH);
    }
    await start();
    await pull();
    await changed("project/c.http");
    await pull();
    rmSync(join(folder, "project/in/deep"), { recursive: true });
    await client.connection.sendNotification("workspace/didDeleteFiles", {
      files: [{ uri: uriOf("project/in/deep") }],
    });
    assert.deepEqual(await pull(), {
      "project/in/a.http": "unchanged",
      "project/in/deep/b.http": "full",
      "project/c.http": "unchanged",
    });
    renameSync(join(folder, "project/in"), join(folder, "project/out"));
    await client.connection.sendNotification("workspace/didRenameFiles", {
      files: [{ oldUri: uriOf("project/in"), newUri: uriOf("project/out") }],
    });
    assert.deepEqual(await pull(), {
      "project/in/a.http": "full",
      "project/out/a.http": FOUND,
      "project/c.http": "unchanged",
    });
  });

  it("are sent again to a client that has lost them", async () => {
    write("project/a.http", MISMATCH);
    write("project/b.http", MISMATCH);
    await start();
    await pull();
    previous.delete(uriOf("project/a.http"));
    assert.deepEqual(await pull(), { "project/a.http": FOUND, "project/b.http": "unchanged" });
  });

  it("wait for a change where the client has everything, and are cancelled at once", async () => {
    write("project/a.http", MISMATCH);
    await start();
    await pull();
    // The first one may have come before the client watched the files.
    await changed("project/a.http");
    await pull();
    const source = new CancellationTokenSource();
    const waiting = client.connection.sendRequest("workspace/diagnostic", { previousResultIds: ids() }, source.token);
    let isAnswered = false;
    waiting.then(
      () => (isAnswered = true),
      () => {},
    );
    for (let i = 0; i < 50; i++) {
      await client.connection.sendRequest("workspace/symbol", { query: "" });
    }
    assert.equal(isAnswered, false);
    source.cancel();
    await assert.rejects(waiting, { code: LSPErrorCodes.RequestCancelled });
    const next = pull();
    write("project/a.http", RIGHT);
    await changed("project/a.http");
    assert.deepEqual(await next, { "project/a.http": "full" });
  });

  it("are cancelled while files are checked, and complete afterwards", async () => {
    const all: Record<string, string> = {};
    for (let i = 0; i < 20; i++) {
      for (const path of [`project/a${i}.http`, `project/z${i}.http`]) {
        write(path, MISMATCH);
        all[path] = FOUND;
      }
    }
    write("project/m.http", MISMATCH);
    all["project/m.http"] = FOUND;
    await start();
    // The server can't go on after the first files before the client has answered, which it does after it has cancelled.
    const source = new CancellationTokenSource();
    const hasCancelled = new Promise<void>((resolve) => source.token.onCancellationRequested(() => resolve()));
    client.beforeConfiguration = async (uri) => (uri === uriOf("project/m.http") ? hasCancelled : undefined);
    await client.open(uriOf("project/m.http"), MISMATCH);
    const progress = new ProgressType<WorkspaceDiagnosticReport>();
    client.connection.onProgress(progress, "part", () => source.cancel());
    const cancelled = client.connection.sendRequest(
      "workspace/diagnostic",
      { previousResultIds: [], partialResultToken: "part" },
      source.token,
    );
    await assert.rejects(cancelled, { code: LSPErrorCodes.RequestCancelled });
    assert.deepEqual(await pull(), all);
  });

  it("come in parts, with progress, if the client wants that", async () => {
    for (let i = 0; i < 45; i++) {
      write(`project/${i}.http`, MISMATCH);
    }
    await start();
    const parts: number[] = [];
    const work: string[] = [];
    const progress = new ProgressType<WorkspaceDiagnosticReport>();
    client.connection.onProgress(progress, "part", ({ items }) => void parts.push(items.length));
    client.connection.onProgress(WorkDoneProgress.type, 7, ({ kind }) => void work.push(kind));
    const { items } = await request({ partialResultToken: "part", workDoneToken: 7 });
    assert.deepEqual([items, parts], [[], [20, 20, 5]]);
    assert.deepEqual(work, ["begin", "report", "report", "end"]);
  });

  it("of an open document are those of the editor's text, until it is closed", async () => {
    const path = "project/a (1).http";
    write(path, MISMATCH);
    await start();
    assert.deepEqual(await pull(), { [path]: FOUND });
    // VS Code escapes more characters than Node does.
    const uri = uriOf(path).replace("(", "%28").replace(")", "%29");
    await client.open(uri, RIGHT);
    previous.delete(uriOf(path));
    const { items } = await request();
    assert.deepEqual(
      items.map((item) => ({ uri: item.uri, version: item.version, items: item.kind === "full" ? item.items : null })),
      [{ uri, version: 1, items: [] }],
    );
    await client.close(uri);
    assert.deepEqual(await pull(), { [path]: FOUND });
  });

  it("of a closed document that isn't checked are taken back", async () => {
    write("outside.http", MISMATCH);
    await start();
    await client.open(uriOf("outside.http"), MISMATCH);
    assert.equal((await client.pull(uriOf("outside.http"))).length, 1);
    assert.deepEqual(await pull(), {});
    await client.close(uriOf("outside.http"));
    assert.deepEqual(await pull(), { "outside.http": "full" });
  });

  it("follow the project's file, the environment and the settings", async () => {
    write("project/a.http", MISMATCH.replace("https://other.example", "{{origin}}"));
    write("project/http-client.env.json", JSON.stringify({ dev: { origin: "https://other.example" } }));
    await start();
    assert.deepEqual(await pull(), { "project/a.http": FOUND });
    write("project/http-client.env.json", JSON.stringify({ dev: { origin: "https://app.example.com" } }));
    await changed("project/http-client.env.json");
    assert.deepEqual(await pull(), { "project/a.http": "full" });
    write("project/http-client.env.json", JSON.stringify({ dev: { origin: "https://other.example" } }));
    write("project/.corslens.json", '{ "rules": { "allow-origin-mismatch": "off" } }');
    await changed("project/http-client.env.json", "project/.corslens.json");
    assert.deepEqual(await pull(), { "project/a.http": "full" });
    write("project/.corslens.json", "{}");
    await changed("project/.corslens.json");
    assert.deepEqual(await pull(), { "project/a.http": FOUND });
    client.configuration = { checkWorkspace: "off" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.deepEqual(await pull(), { "project/a.http": "full" });
  });

  for (const [setting, found] of [
    ["off", {}],
    ["projects", { "project/a.http": FOUND }],
    ["all", { "project/a.http": FOUND, "plain/b.http": FOUND }],
  ] as const) {
    it(`are those of ${setting === "off" ? "no file" : setting} with the setting ${setting}`, async () => {
      write("project/a.http", MISMATCH);
      write("plain/b.http", MISMATCH);
      await start(WATCHING, { checkWorkspace: setting }, ["project", "plain"]);
      assert.deepEqual(await pull(), found);
    });
  }

  it("follow the open folders", async () => {
    write("project/a.http", MISMATCH);
    write("later/b.http", MISMATCH);
    write("later/.corslens.json", "{}");
    await start();
    assert.deepEqual(await pull(), { "project/a.http": FOUND });
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [{ uri: uriOf("later"), name: "later" }], removed: [{ uri: uriOf("project"), name: "project" }] },
    });
    assert.deepEqual(await pull(), { "project/a.http": "full", "later/b.http": FOUND });
  });

  it("say which files can't be checked, and why", async () => {
    write("outside.http", MISMATCH);
    write("project/large.http", `${MISMATCH}\n${"# a comment\n".repeat(100_000)}`);
    writeFileSync(join(folder, "project/binary.http"), Buffer.from([0, 1, 2, 0, 200, 0, 0, 0]));
    symlinkSync(join(folder, "outside.http"), join(folder, "project/link.http"));
    symlinkSync(join(folder, "nothing"), join(folder, "project/broken.http"));
    symlinkSync(folder, join(folder, "project/cycle"));
    await start();
    const why = "full CORS Lens can't check this file:";
    assert.deepEqual(await pull(), {
      "project/binary.http": `${why} not UTF-8 text, but binary, or UTF-16 without a byte order mark; save it as UTF-8.`,
      "project/broken.http": `${why} no such file or folder.`,
      "project/large.http": `${why} larger than 1048576 bytes.`,
      "project/link.http": `${why} a link leads out of the workspace folder or repository.`,
    });
  });

  it("are read again at each request of a client that doesn't watch files", async () => {
    write("project/a.http", MISMATCH);
    await start(PULLING);
    assert.deepEqual(await pull(), { "project/a.http": FOUND });
    assert.deepEqual(await pull(), { "project/a.http": "unchanged" });
    write("project/a.http", RIGHT);
    assert.deepEqual(await pull(), { "project/a.http": "full" });
    write("project/.corslens.json", '{ "ignore": ["*"] }');
    assert.deepEqual(await pull(), { "project/a.http": "full" });
    assert.deepEqual(await pull(), {});
  });

  it("aren't offered to a client that doesn't request them", async () => {
    await start({ textDocument: PULLING.textDocument ?? {} });
    assert.equal(client.initialized?.capabilities.diagnosticProvider?.workspaceDiagnostics, false);
  });
});
