import assert from "node:assert/strict";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionTriggerKind,
  type Position,
  type ShowDocumentParams,
} from "vscode-languageserver-protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const MISMATCH = `GET /data HTTP/1.1
Host: api.example.com
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8080
`;
const WRONG_PORT = { line: 5, character: 46 };
const URI = "file:///a.http";

const COMMANDS = [
  "corsLens.explainExchange",
  "corsLens.copyAsCurl",
  "corsLens.copyAsFetch",
  "corsLens.copyAsMarkdownFence",
];
/** A client that can do everything that the menu offers, as VS Code's. */
const ABLE: ClientCapabilities = {
  ...USUAL_CAPABILITIES,
  window: { showDocument: { support: true } },
  experimental: { commands: { commands: COMMANDS } },
};

/** The order of the groups in VS Code's menu. Within a group, an entry with a diagnostic comes before one without. */
const GROUPS = ["quickfix", "refactor.rewrite", ""];

describe("the light bulb", () => {
  let client: LspClient;
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  const ask = (position: Position, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> =>
    client.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri: URI },
      range: { start: position, end: position },
      context: { diagnostics: [], ...context },
    });
  const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

  it("shines only for corrections", async () => {
    client = await LspClient.start(ABLE);
    await client.open(URI, MISMATCH);
    const automatic = { triggerKind: CodeActionTriggerKind.Automatic };
    assert.deepEqual(titles(await ask(WRONG_PORT, automatic)), ["Allow http://localhost:3000"]);
    assert.deepEqual(await ask({ line: 0, character: 0 }, automatic), []);
    const rewrites = await ask({ line: 0, character: 0 }, { ...automatic, only: ["refactor.rewrite"] });
    assert.ok(rewrites.length > 0, "what an editor asks for by kind, it gets");
  });

  it("opens a menu with corrections first and comments that hide findings last", async () => {
    client = await LspClient.start(ABLE);
    await client.open(URI, MISMATCH);
    const menu = [
      "Allow http://localhost:3000",
      "Allow credentials",
      "Add Vary: Origin",
      "Put request and response in separate blocks",
      "Expect this request to be blocked",
      "Write probes for other origins",
      "Write a short set of probes",
      "Explain this exchange",
      "Show documentation for allow-origin-mismatch",
      "Copy the request as a curl command",
      "Copy the request as fetch()",
      "Copy the exchange as a Markdown fence",
      "Disable the rule for this line",
      "Disable the rule for this exchange",
      "Disable the rule for the entire file",
    ];
    const all = titles(await ask(WRONG_PORT));
    assert.deepEqual(all, menu);
    assert.deepEqual(titles(await ask(WRONG_PORT, { triggerKind: CodeActionTriggerKind.Invoked })), all);
    const fixes = await ask(WRONG_PORT, { only: ["quickfix"] });
    assert.deepEqual(
      fixes.map(({ kind }) => kind),
      ["quickfix", "quickfix.documentation.corsLens", ...Array(3).fill("quickfix.suppress.corsLens")],
    );
    assert.equal((await ask(WRONG_PORT, { only: ["quickfix.suppress"] })).length, 3);
  });

  it("names the rules to disable where there are several", async () => {
    client = await LspClient.start();
    await client.open(URI, MISMATCH.replace("Origin: http://localhost:3000", "Origin: http://Localhost:3000/"));
    const range = { start: { line: 0, character: 0 }, end: { line: 6, character: 0 } };
    const actions = await client.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: URI },
      range,
      context: { diagnostics: [] },
    });
    const disabling = titles(actions).filter((title) => title.startsWith("Disable"));
    assert.ok(disabling.includes("Disable allow-origin-mismatch for this line"));
    assert.ok(disabling.includes("Disable origin-not-serialized for this line"));
  });

  it("applies all safe fixes of the file where there are several, and the finding has one", async () => {
    client = await LspClient.start();
    const title = "Apply all safe CORS Lens fixes in this file";
    await client.open(URI, MISMATCH.replace("Host:", "Host :"));
    assert.ok(!titles(await ask({ line: 1, character: 4 })).includes(title), "only one safe fix");
    await client.replace(
      URI,
      2,
      MISMATCH.replace("Host:", "Host :").replace("Origin: http://localhost:3000", "Origin: http://localhost:3000/"),
    );
    const actions = await ask({ line: 1, character: 4 }, { triggerKind: CodeActionTriggerKind.Automatic });
    assert.deepEqual(
      actions.map(({ title: one, kind, isPreferred }) => [one, kind, isPreferred]),
      [
        ["Remove the whitespace before the colon", "quickfix", true],
        [title, "quickfix", undefined],
      ],
    );
    assert.ok(!titles(await ask(WRONG_PORT)).includes(title), "the finding here has no safe fix");
  });

  it("shows the page of a rule through the editor", async () => {
    client = await LspClient.start(ABLE);
    const shown: ShowDocumentParams[] = [];
    client.connection.onRequest("window/showDocument", (params: ShowDocumentParams) => {
      shown.push(params);
      return { success: true };
    });
    await client.open(URI, MISMATCH);
    const [diagnostic] = await client.published(URI);
    const action = (await ask(WRONG_PORT)).find(({ title }) => title.startsWith("Show documentation"));
    const run = (command: unknown, rule: unknown) =>
      client.connection.sendRequest("workspace/executeCommand", { command, arguments: [rule] });
    await run(action?.command?.command, action?.command?.arguments?.[0]);
    assert.deepEqual(shown, [{ uri: diagnostic?.codeDescription?.href, external: true }]);
    for (const rule of ["no-such-rule", "https://example.com/", null]) {
      await assert.rejects(run("corsLens.showDocumentation", rule), /needs the id of a rule/);
    }
    await assert.rejects(
      client.connection.sendRequest("workspace/executeCommand", {
        command: "corsLens.showDocumentation",
        arguments: 5,
      }),
      /arguments must be an array/,
    );
    assert.equal(shown.length, 1);
  });

  it("offers nothing that the client can't do", async () => {
    client = await LspClient.start();
    assert.equal(client.initialized?.capabilities.executeCommandProvider, undefined);
    await client.open(URI, MISMATCH);
    assert.deepEqual(
      (await ask(WRONG_PORT)).filter(({ command }) => command !== undefined),
      [],
    );
  });

  const REQUEST = "Host: api.example.com\nOrigin: http://localhost:3000\n";
  const ALLOWED = "\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: http://localhost:3000\nVary: Origin\n";
  for (const { task, text, at, first } of [
    { task: "a wrong origin", text: MISMATCH, at: WRONG_PORT, first: "Allow http://localhost:3000" },
    {
      task: "a missing preflight",
      text: `PUT /data HTTP/1.1\n${REQUEST}Content-Type: application/json\nAuthorization: Bearer abc\n${ALLOWED}`,
      at: { line: 0, character: 0 },
      first: "Insert the preflight",
    },
    {
      task: "a missing response",
      text: `GET /data HTTP/1.1\n${REQUEST}`,
      at: { line: 0, character: 0 },
      first: "Write a response that browsers accept",
    },
    {
      task: "missing credentials",
      text: `GET /data HTTP/1.1\n${REQUEST}Cookie: a=b\n${ALLOWED}`,
      at: null,
      first: "Add Access-Control-Allow-Credentials: true",
    },
  ]) {
    it(`cures ${task} with its first entry`, async () => {
      client = await LspClient.start(ABLE);
      await client.open(URI, text);
      const [found] = await client.published(URI);
      const menu = await ask(at ?? found?.range.start ?? { line: 0, character: 0 });
      const groups = GROUPS.map((group) => menu.filter((action) => groupOf(action) === group));
      const inOrder = groups.flatMap((group) => [
        ...group.filter(({ diagnostics = [] }) => diagnostics.length > 0),
        ...group.filter(({ diagnostics = [] }) => diagnostics.length === 0),
      ]);
      assert.equal(menu[0]?.title, first);
      assert.equal(inOrder[0]?.title, first, "in VS Code");
    });
  }
});

function groupOf({ kind = "" }: CodeAction): string {
  return GROUPS.find((group) => kind === group || kind.startsWith(`${group}.`)) ?? "";
}
