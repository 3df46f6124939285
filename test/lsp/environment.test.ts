import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  type CodeLens,
  type DidChangeWatchedFilesRegistrationOptions,
  FileChangeType,
  type Hover,
} from "vscode-languageserver-protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const EXCHANGE = `GET https://api.example.com/data HTTP/1.1
Origin: {{origin}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`;
const RIGHT = "https://app.example.com";
const WRONG = "https://dev.example.com";

const WATCHING: ClientCapabilities = {
  ...USUAL_CAPABILITIES,
  workspace: { ...USUAL_CAPABILITIES.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
};

const errors = (diagnostics: readonly { severity?: number; code?: unknown }[]) =>
  diagnostics.filter(({ severity }) => severity === 1).map(({ code }) => code);
const textOf = (hover: Hover | null): string =>
  hover !== null && typeof hover.contents === "object" && "value" in hover.contents ? hover.contents.value : "";

describe("environment files and settings", () => {
  let folder: string;
  let client: LspClient;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cors-lens-environment-"));
    mkdirSync(join(folder, "project", "requests"), { recursive: true });
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  const write = (path: string, content: unknown) =>
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
  const DOCUMENT = "project/requests/a.http";
  const open = async () => {
    await client.open(uriOf(DOCUMENT), EXCHANGE);
    return errors(await client.published(uriOf(DOCUMENT)));
  };
  const fileChanged = (path: string) =>
    client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf(path), type: FileChangeType.Changed }],
    });

  it("are used, and are read again when the client reports a change", async () => {
    write("project/http-client.env.json", { dev: { origin: WRONG } });
    client = await LspClient.start(WATCHING, undefined, [uriOf("project")]);
    assert.deepEqual(await open(), ["allow-origin-mismatch"]);
    const [registration] = client.registrations;
    assert.equal(registration?.method, "workspace/didChangeWatchedFiles");
    const { watchers } = registration.registerOptions as DidChangeWatchedFilesRegistrationOptions;
    assert.ok(watchers.some(({ globPattern }) => String(globPattern).includes(".env")));
    write("project/http-client.env.json", { dev: { origin: RIGHT } });
    await fileChanged("project/http-client.env.json");
    assert.deepEqual(errors(await client.published(uriOf(DOCUMENT))), []);
    assert.match(
      textOf(await client.hover(uriOf(DOCUMENT), { line: 1, character: 11 })),
      /^Variable `origin`: `https:\/\/app\.example\.com`, from `http-client\.env\.json`, environment `dev`\./,
    );
  });

  it("are read after each change of the document if the client doesn't watch files", async () => {
    write("project/.env", `origin=${WRONG}`);
    client = await LspClient.start(USUAL_CAPABILITIES, undefined, [uriOf("project")]);
    assert.deepEqual(await open(), ["allow-origin-mismatch"]);
    write("project/.env", `origin=${RIGHT}`);
    await client.replace(uriOf(DOCUMENT), 2, `${EXCHANGE}\n`);
    assert.deepEqual(errors(await client.published(uriOf(DOCUMENT), ({ version }) => version === 2)), []);
  });

  it("leave values unknown if environments differ, until one is chosen", async () => {
    write("project/requests/http-client.env.json", { dev: { origin: WRONG }, prod: { origin: RIGHT } });
    client = await LspClient.start(WATCHING, {}, [uriOf("project")]);
    assert.deepEqual(await open(), []);
    const choose = async (environment: string) => {
      await client.connection.sendNotification("workspace/didChangeConfiguration", {
        settings: { corsLens: { environment } },
      });
      return errors(await client.published(uriOf(DOCUMENT)));
    };
    assert.deepEqual(await choose("dev"), ["allow-origin-mismatch"]);
    assert.deepEqual(await choose("prod"), []);
    assert.deepEqual(await choose("test"), []);
    assert.deepEqual(client.logged, ["No file or setting defines the environment test. Expected one of dev, prod."]);
  });

  it("are read from the settings of other extensions, which the server requests from the client", async () => {
    client = await LspClient.start({
      ...USUAL_CAPABILITIES,
      workspace: { ...USUAL_CAPABILITIES.workspace, configuration: true },
    });
    client.otherConfiguration.set("rest-client.environmentVariables", { $shared: { origin: WRONG } });
    assert.deepEqual(await open(), ["allow-origin-mismatch"]);
    assert.match(
      textOf(await client.hover(uriOf(DOCUMENT), { line: 1, character: 11 })),
      /from `rest-client\.environmentVariables`\./,
    );
  });

  it("are read only in open folders", async () => {
    write(".env", `origin=${WRONG}`);
    write("project/.env.example", `origin=${WRONG}`);
    client = await LspClient.start(WATCHING, undefined, [uriOf("project")]);
    assert.deepEqual(await open(), []);
    await client.open(uriOf("b.http"), EXCHANGE);
    assert.deepEqual(errors(await client.published(uriOf("b.http"))), []);
  });

  it("are also read in folders that are opened later", async () => {
    write("project/.env", `origin=${WRONG}`);
    client = await LspClient.start(
      { ...WATCHING, workspace: { ...WATCHING.workspace, workspaceFolders: true } },
      undefined,
      [uriOf("elsewhere")],
    );
    assert.deepEqual(await open(), []);
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [{ uri: uriOf("project"), name: "project" }], removed: [] },
    });
    assert.deepEqual(errors(await client.published(uriOf(DOCUMENT))), ["allow-origin-mismatch"]);
  });

  it("are logged with the place of a mistake, and never with a value", async () => {
    write("project/http-client.private.env.json", '{\n  "dev": { "origin": "s3cr3t", }\n  nonsense\n}');
    client = await LspClient.start(WATCHING, undefined, [uriOf("project")]);
    assert.deepEqual(await open(), []);
    assert.deepEqual(client.logged, ["http-client.private.env.json:3: expected a JSON object; the file is ignored"]);
  });

  describe("to choose from", () => {
    const CHOOSING: ClientCapabilities = {
      ...WATCHING,
      textDocument: { ...WATCHING.textDocument, codeLens: {} },
      workspace: { ...WATCHING.workspace, configuration: true },
      experimental: { commands: { commands: ["corsLens.chooseEnvironment"] } },
    };
    const environments = () =>
      client.connection.sendRequest<unknown>("corsLens/environments", { textDocument: { uri: uriOf(DOCUMENT) } });
    const lenses = async () =>
      (
        await client.connection.sendRequest<CodeLens[]>("textDocument/codeLens", {
          textDocument: { uri: uriOf(DOCUMENT) },
        })
      ).map(({ command }) => [command?.title, command?.command]);
    const choices = async (line: number) =>
      (await client.codeActions(uriOf(DOCUMENT), { line, character: 0 })).filter(
        ({ command }) => command?.command === "corsLens.chooseEnvironment",
      );
    const start = async (capabilities: ClientCapabilities = CHOOSING) => {
      client = await LspClient.start(capabilities, undefined, [uriOf("project")]);
      client.configuration = {};
      await client.open(uriOf(DOCUMENT), EXCHANGE);
    };
    const DIFFERENT = { dev: { origin: WRONG }, prod: { origin: RIGHT }, $shared: { other: "1" } };

    it("are listed for the client, with the chosen one", async () => {
      write("project/http-client.env.json", DIFFERENT);
      await start();
      const names = ["dev", "prod"];
      assert.deepEqual(await environments(), { names, chosen: null, chosenIn: null, areUsed: true });
      client.configuration = { environment: "tset" };
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      assert.deepEqual(await environments(), { names, chosen: "tset", chosenIn: null, areUsed: true });
      write("project/.corslens.json", '{ "environment": "prod" }');
      await fileChanged("project/.corslens.json");
      assert.deepEqual(await environments(), {
        names,
        chosen: "prod",
        chosenIn: uriOf("project/.corslens.json"),
        areUsed: true,
      });
    });

    it("aren't used by a document without a variable whose value depends on them", async () => {
      write("project/http-client.env.json", DIFFERENT);
      await start();
      for (const text of ["{{other}}", "{{undefined}}", "https://app.example.com"]) {
        await client.replace(uriOf(DOCUMENT), 2, EXCHANGE.replace("{{origin}}", text));
        assert.deepEqual(await environments(), {
          names: ["dev", "prod"],
          chosen: null,
          chosenIn: null,
          areUsed: false,
        });
      }
    });

    it("are named in the verdict, with a lens and an action that choose one, until one is chosen", async () => {
      write("project/http-client.env.json", DIFFERENT);
      await start();
      assert.deepEqual(await lenses(), [
        ["CORS: cannot tell: {{origin}} differs between dev and prod", ""],
        ["Choose the environment…", "corsLens.chooseEnvironment"],
      ]);
      const [choice, ...others] = await choices(0);
      assert.deepEqual(others, []);
      assert.deepEqual(choice?.command?.arguments, [uriOf(DOCUMENT)]);
      assert.equal((await choices(1)).length, 1);
      client.configuration = { environment: "prod" };
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      assert.deepEqual(await lenses(), [["CORS: allowed", ""]]);
      assert.deepEqual(await choices(0), []);
    });

    it("are offered only if the client can choose", async () => {
      write("project/http-client.env.json", DIFFERENT);
      await start({ ...CHOOSING, experimental: undefined });
      assert.equal((await lenses()).length, 1);
      assert.deepEqual(await choices(0), []);
    });

    it("are announced to the client when files or settings change", async () => {
      write("project/http-client.env.json", DIFFERENT);
      await start();
      let announced = () => {};
      const next = () => new Promise<void>((resolve) => (announced = resolve));
      client.connection.onNotification("corsLens/environmentsChanged", () => announced());
      const first = next();
      await fileChanged("project/http-client.env.json");
      await first;
      const second = next();
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await second;
    });
  });
});
