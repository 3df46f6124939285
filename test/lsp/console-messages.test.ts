import assert from "node:assert/strict";
import type { CodeAction, CodeLens, Hover, TextDocumentEdit } from "vscode-languageserver-protocol";
import type { ReportedDocument } from "../../server/src/edits/reported-document";
import type { ExplainExchangeResult } from "../../server/src/lsp/protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const URI = "file:///work/api.http";
const URL = "https://api.example.com/users";
const MESSAGE = `Access to fetch at '${URL}' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
const TITLE = "CORS: the response has no Access-Control-Allow-Origin";
const TEXT = `# a comment\n# ${MESSAGE}\n\n${MESSAGE.replace(" policy", "\n policy").replace("users", "others")}\n`;
const COMMANDS = ["corsLens.explainExchange", "corsLens.showLine"];

describe("console messages in a document", () => {
  let client: LspClient;
  const start = async (commands: readonly string[] = COMMANDS) => {
    const capabilities = { ...USUAL_CAPABILITIES, experimental: { commands: { commands } } };
    client = await LspClient.start({
      ...capabilities,
      textDocument: { ...capabilities.textDocument, codeLens: {}, hover: { contentFormat: ["markdown"] } },
    });
    await client.open(URI, TEXT);
  };
  const ask = <T>(method: string, params: object = {}): Promise<T> =>
    client.connection.sendRequest(method, { textDocument: { uri: URI }, ...params });
  const at = (line: number, character = 0) => ({ position: { line, character } });
  const actions = (line: number) =>
    ask<CodeAction[]>("textDocument/codeAction", {
      range: { start: at(line).position, end: at(line).position },
      context: { diagnostics: [], only: ["refactor.rewrite"] },
    });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it("have a lens with their meaning, which explains them", async () => {
    await start();
    const lenses = await ask<CodeLens[]>("textDocument/codeLens");
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start, range.end.line, command?.title, command?.command]),
      [
        [{ line: 1, character: 2 }, 1, TITLE, COMMANDS[0]],
        [{ line: 3, character: 0 }, 4, TITLE, COMMANDS[0]],
      ],
    );
    assert.deepEqual(lenses[1]?.command?.arguments, [URI, { line: 3, character: 0 }]);
  });

  it("have a lens that only says their meaning to a client without the command", async () => {
    await start([]);
    const [lens] = await ask<CodeLens[]>("textDocument/codeLens");
    assert.deepEqual(lens?.command, { title: TITLE, command: "" });
  });

  it("have a hover on all of their lines", async () => {
    await start();
    for (const [line, character] of [
      [1, 10],
      [3, 10],
      [4, 10],
    ] as const) {
      const { contents } = (await ask<Hover>("textDocument/hover", at(line, character))) ?? {};
      const { value } = contents as { value: string };
      assert.ok(value.startsWith(`**${TITLE}**`), value);
      assert.match(value, /It proves/);
      assert.match(value, /\[Explain\]\(command:corsLens\.explainExchange/);
    }
    assert.equal(await ask<Hover | null>("textDocument/hover", at(0, 5)), null);
  });

  it("have an explanation with the picture of the exchange, and a button that writes it", async () => {
    await start();
    const { title, name, html, svg, markdown, fixes } = await ask<ExplainExchangeResult>(
      "corsLens/explainExchange",
      at(4),
    );
    assert.deepEqual([title, name], [TITLE, "Console message"]);
    assert.match(html, /^<h1>CORS: the response has no Access-Control-Allow-Origin<\/h1>/);
    assert.match(html, /<button type="button" data-fix="0">Write the exchange that this message reports/);
    assert.match(html, /<svg class="cors-lens"/);
    assert.doesNotMatch(html, /data-line/, "the picture's lines aren't those of the document");
    assert.match(svg, /<\/svg>\n$/);
    assert.match(markdown, /other browsers print/);
    assert.equal(fixes.length, 1);
  });

  it("have an action that writes their exchange and puts the cursor on its request", async () => {
    await start();
    const offered = await actions(1);
    assert.deepEqual(
      offered.map(({ title, kind }) => [title, kind]),
      [["Write the exchange that this message reports", "refactor.rewrite.corsLens.writeReportedExchange"]],
    );
    const [{ edit, command } = {}] = offered;
    const edits = edit?.changes?.[URI] ?? (edit?.documentChanges as TextDocumentEdit[] | undefined)?.[0]?.edits ?? [];
    assert.equal(edits.length, 1, "one edit is one undo");
    const written = `${TEXT}${(edits[0] as { newText: string }).newText}`;
    assert.equal(written.split("\n")[command?.arguments?.[1]], `GET ${URL} HTTP/1.1`);
    assert.deepEqual([command?.command, command?.arguments?.[0]], [COMMANDS[1], URI]);
    assert.deepEqual(await actions(0), []);
  });

  it("have no command in the action for a client without it", async () => {
    await start([]);
    assert.deepEqual(
      (await actions(1)).map(({ command }) => command),
      [undefined],
    );
  });

  it("make a document of a text from a console", async () => {
    await start();
    const made = await client.connection.sendRequest<ReportedDocument | null>("corsLens/reportedDocument", {
      text: `app.js:3 ${MESSAGE}`,
    });
    assert.equal(made?.text.split("\n")[made.line ?? -1], `GET ${URL} HTTP/1.1`);
    assert.equal(await client.connection.sendRequest("corsLens/reportedDocument", { text: "hello" }), null);
  });
});
