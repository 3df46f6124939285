import assert from "node:assert/strict";
import type { Hover, TextDocumentEdit, TextEdit } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CopyFormat, ExchangeCopy } from "../../server/src/copy/copy-exchange";
import type { ExplainExchangeResult } from "../../server/src/lsp/protocol";
import { LspClient, USUAL_CAPABILITIES } from "../support/lsp-client";

const MISMATCH = `GET /data HTTP/1.1
Host: api.example.com
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8080
`;
const PUT = `PUT https://api.example.com/data HTTP/1.1
Origin: https://app.example.com
Content-Type: application/json

{}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`;

const text = (hover: Hover | null): string =>
  hover !== null && typeof hover.contents === "object" && "value" in hover.contents ? hover.contents.value : "";

function apply(uri: string, source: string, edit: unknown): string {
  const [change] = (edit as { documentChanges: TextDocumentEdit[] }).documentChanges;
  return TextDocument.applyEdits(TextDocument.create(uri, "http", 1, source), (change?.edits ?? []) as TextEdit[]);
}

describe("the language server", () => {
  let client: LspClient;
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it("announces all capabilities statically", async () => {
    client = await LspClient.start();
    const { capabilities, serverInfo } = client.initialized ?? { capabilities: {} };
    assert.equal(serverInfo?.name, "cors-lens");
    assert.equal(capabilities.hoverProvider, true);
    assert.ok(capabilities.codeActionProvider);
    assert.equal(capabilities.diagnosticProvider, undefined, "a client that cannot ask gets diagnostics published");
  });

  it("publishes diagnostics with link, related information and version, and clears them on close", async () => {
    client = await LspClient.start();
    const uri = "untitled:Untitled-1";
    await client.open(uri, MISMATCH);
    const [diagnostic, ...others] = (await client.published(uri)).filter(({ severity }) => (severity ?? 4) <= 2);
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.code, "allow-origin-mismatch");
    assert.equal(diagnostic?.severity, 1);
    assert.equal(diagnostic?.source, "CORS Lens");
    assert.match(diagnostic?.codeDescription?.href ?? "", /allow-origin-mismatch\.md$/);
    assert.deepEqual(diagnostic?.range, { start: { line: 5, character: 46 }, end: { line: 5, character: 50 } });
    assert.deepEqual(diagnostic?.relatedInformation?.[0]?.location.range.start, { line: 2, character: 8 });
    await client.replace(uri, 2, MISMATCH.replace("8080", "3000"));
    assert.deepEqual(
      (await client.published(uri, ({ version }) => version === 2)).filter(({ severity }) => severity === 1),
      [],
    );
    await client.close(uri);
    assert.deepEqual(await client.published(uri, ({ version }) => version === undefined), []);
  });

  it("reports that a document is too large", async () => {
    client = await LspClient.start();
    const uri = "file:///large.http";
    await client.open(uri, MISMATCH + "\n".repeat(20_000_000));
    const [diagnostic, ...others] = await client.published(uri);
    assert.deepEqual(others, []);
    assert.match(String(diagnostic?.message), /too large/);
    assert.equal(diagnostic?.severity, 3);
  });

  it("shows the 1,000 most severe findings of a document, and how many more there are", async () => {
    client = await LspClient.start();
    const uri = "file:///many.http";
    // 1,200 warnings above one error.
    await client.open(uri, `${"# @cors nonsense\n".repeat(1200)}\n###\n${MISMATCH}`);
    const diagnostics = await client.published(uri);
    assert.equal(diagnostics.length, 1001);
    assert.equal(diagnostics[0]?.code, "allow-origin-mismatch");
    assert.equal(diagnostics[0]?.severity, 1);
    assert.match(
      String(diagnostics.at(-1)?.message),
      /^CORS Lens shows the 1,000 most severe findings .* are \d+ more/,
    );
    assert.deepEqual(diagnostics.at(-1)?.range.start, { line: 0, character: 0 });
  });

  it("follows edits: it reports the same as for the whole new text", async () => {
    client = await LspClient.start();
    const uri = "file:///edited.http";
    const source = `${MISMATCH}\n###\n${MISMATCH}`;
    await client.open(uri, source);
    const before = (await client.published(uri)).map(({ code, range }) => [code, range.start.line]);
    const start = { line: 0, character: 0 };
    await client.change(uri, 2, [{ range: { start, end: start }, text: "# a comment\n\n" }]);
    const after = await client.published(uri, ({ version }) => version === 2);
    assert.deepEqual(
      after.map(({ code, range }) => [code, range.start.line - 2]),
      before,
    );
  });

  it("answers a client that requests diagnostics, and publishes nothing to it", async () => {
    client = await LspClient.start({
      ...USUAL_CAPABILITIES,
      textDocument: { ...USUAL_CAPABILITIES.textDocument, diagnostic: { relatedDocumentSupport: false } },
    });
    assert.ok(client.initialized?.capabilities.diagnosticProvider);
    await client.open("file:///a.http", MISMATCH);
    assert.deepEqual(
      (await client.pull("file:///a.http")).filter(({ severity }) => severity === 1).map(({ code }) => code),
      ["allow-origin-mismatch"],
    );
    await client.open("file:///b.md", "# Nothing here\n\n```json\n{}\n```\n", "markdown");
    assert.deepEqual(await client.pull("file:///b.md"), []);
    assert.deepEqual(await client.pull("file:///not-open.http"), []);
  });

  it("reads fences, notebook cells, and files recognised only by their name", async () => {
    client = await LspClient.start();
    await client.open("file:///a.md", `# x\n\n\`\`\`http\n${MISMATCH}\`\`\`\n`, "markdown");
    assert.equal(
      (await client.published("file:///a.md")).filter(({ severity }) => severity === 1)[0]?.range.start.line,
      8,
    );
    await client.open("file:///b.rest", MISMATCH, "plaintext");
    assert.equal((await client.published("file:///b.rest")).filter(({ severity }) => severity === 1).length, 1);
    await client.connection.sendNotification("notebookDocument/didOpen", {
      notebookDocument: {
        uri: "file:///n.ipynb",
        notebookType: "http",
        version: 1,
        cells: [{ kind: 2, document: "vscode-notebook-cell:/n.ipynb#1" }],
      },
      cellTextDocuments: [{ uri: "vscode-notebook-cell:/n.ipynb#1", languageId: "http", version: 1, text: MISMATCH }],
    });
    assert.equal(
      (await client.published("vscode-notebook-cell:/n.ipynb#1")).filter(({ severity }) => severity === 1).length,
      1,
    );
  });

  it("requests the settings of each document, and again when they change", async () => {
    client = await LspClient.start({
      ...USUAL_CAPABILITIES,
      workspace: { ...USUAL_CAPABILITIES.workspace, configuration: true },
    });
    const uri = "file:///a.http";
    const text = MISMATCH.replace("Origin: http://localhost:3000\n", "");
    await client.open(uri, text);
    assert.deepEqual(
      (await client.published(uri)).filter(({ severity }) => severity === 1),
      [],
    );
    client.configuration = { origin: "http://localhost:3000" };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.deepEqual(
      (await client.published(uri)).filter(({ severity }) => severity === 1).map(({ code }) => code),
      ["allow-origin-mismatch"],
    );
  });

  it("checks against the engines in the settings, and logs an unknown one", async () => {
    client = await LspClient.start(USUAL_CAPABILITIES, { engines: ["chromium", "netscape"] });
    const uri = "file:///a.http";
    const keptShorter = `OPTIONS https://api.example.com/
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 900
`;
    await client.open(uri, keptShorter);
    assert.deepEqual(await client.published(uri), []);
    assert.deepEqual(client.logged, [
      'corsLens.engines must be a list of chromium, firefox, webkit, but has "netscape".',
    ]);
    const webkit = { settings: { corsLens: { engines: ["webkit"] } } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", webkit);
    assert.deepEqual(
      (await client.published(uri)).map(({ code }) => code),
      ["max-age-over-engine-limit"],
    );
  });

  it("reads responses in comments if the setting is on", async () => {
    client = await LspClient.start(USUAL_CAPABILITIES, { readCommentedResponses: true });
    const uri = "file:///a.http";
    await client.open(uri, MISMATCH.replace("HTTP/1.1 200", "# HTTP/1.1 200").replace("Access-", "# Access-"));
    assert.deepEqual(
      (await client.published(uri)).map(({ code }) => code),
      ["allow-origin-mismatch"],
    );
    const without = { settings: { corsLens: { readCommentedResponses: false } } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", without);
    assert.deepEqual(await client.published(uri), []);
  });

  it("reads a fence that is HTTP without the label, and offers the label where that is in doubt", async () => {
    client = await LspClient.start();
    const uri = "file:///a.md";
    const doubtful = "```text title=a\nAccess-Control-Allow-Origin: *\n```\n";
    await client.open(uri, `\`\`\`\n${MISMATCH}\`\`\`\n\n${doubtful}`, "markdown");
    const diagnostics = await client.published(uri);
    assert.deepEqual(
      diagnostics.map(({ code, severity }) => `${severity} ${code}`),
      ["1 allow-origin-mismatch", "4 fence-not-labelled"],
    );
    assert.match(text(await client.hover(uri, { line: 6, character: 3 })), /^\*\*Blocked: port differs\.\*\*/);
    const line = diagnostics[1]?.range.start.line ?? 0;
    const actions = await client.codeActions(uri, { line, character: 1 }, ["quickfix"]);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ["Label this fence http", "Disable the rule for this line", "Disable the rule for the entire file"],
    );
    const edits = actions.map(
      ({ edit }) => (edit?.documentChanges?.[0] as TextDocumentEdit | undefined)?.edits[0] as TextEdit,
    );
    assert.deepEqual(
      edits.map((edit) => [edit?.range.start.character, edit?.range.end.character, edit?.newText]),
      [
        [3, 7, "http"],
        [0, 0, "<!-- cors-lens-disable-next-line fence-not-labelled -->\n"],
        [0, 0, "<!-- cors-lens-disable-file fence-not-labelled -->\n"],
      ],
    );
    const off = { settings: { corsLens: { readUnlabelledFences: false } } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", off);
    assert.deepEqual(await client.published(uri), []);
  });

  it("explains on hover: the verdict, what differs, the expected line, how to learn more", async () => {
    client = await LspClient.start();
    const uri = "file:///a.http";
    await client.open(uri, MISMATCH);
    const hover = text(await client.hover(uri, { line: 5, character: 3 }));
    assert.match(
      hover,
      /^\*\*Blocked: port differs\.\*\* The page's origin is `http:\/\/localhost:3000`, not `http:\/\/localhost:8080`: the port differs/,
    );
    assert.match(hover, /\n\nShould be: `Access-Control-Allow-Origin: http:\/\/localhost:3000`\n/);
    assert.match(hover, /\n\n`cors-lens explain-exchange \/a\.http:6`\n/);
    assert.match(hover, /\[Fetch, CORS check, step 4\]\(https:\/\/fetch\.spec\.whatwg\.org\/#concept-cors-check\)/);
    assert.match(text(await client.hover(uri, { line: 0, character: 1 })), /^\*\*Blocked: port differs\.\*\*/);
    assert.match(text(await client.hover(uri, { line: 4, character: 1 })), /^\*\*Blocked: port differs\.\*\*/);
    assert.match(text(await client.hover(uri, { line: 1, character: 1 })), /^Only browsers can set it/);
    assert.equal(await client.hover(uri, { line: 3, character: 0 }), null);
  });

  it("links the explanation in a hover, and leaves out the message that the editor shows above it", async () => {
    client = await LspClient.start({
      textDocument: { hover: { contentFormat: ["markdown"] } },
      experimental: { commands: { commands: ["corsLens.explainExchange"] } },
    });
    const uri = "file:///a%20(1).http";
    await client.open(uri, MISMATCH);
    const onFinding = text(await client.hover(uri, { line: 5, character: 47 }));
    assert.match(onFinding, /^\*\*Blocked: port differs\.\*\*\n\nport/);
    const [, address = ""] =
      /\[Explain\]\(command:corsLens\.explainExchange\?([^)\s]*)\) · \[Rule\]/.exec(onFinding) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(address)), [uri, { line: 5, character: 47 }]);
    assert.match(text(await client.hover(uri, { line: 5, character: 3 })), /The page's origin is/);
  });

  it("says in the hover of the request line what needs a preflight", async () => {
    client = await LspClient.start();
    const uri = "file:///a.http";
    await client.open(uri, PUT);
    const hover = text(await client.hover(uri, { line: 0, character: 0 }));
    assert.match(hover, /^\*\*Needs a preflight: PUT, content-type\.\*\* No preflight is shown/);
  });

  it("fixes a wrong origin", async () => {
    client = await LspClient.start();
    const uri = "file:///a.http";
    await client.open(uri, MISMATCH);
    const [fix] = await client.codeActions(uri, { line: 5, character: 47 }, ["quickfix"]);
    assert.equal(fix?.title, "Allow http://localhost:3000");
    assert.equal(apply(uri, MISMATCH, fix?.edit), MISMATCH.replace("8080", "3000"));
  });

  it("offers no action twice", async () => {
    client = await LspClient.start();
    const uri = "file:///a.http";
    const text = `${MISMATCH}Vary: Origin\n`;
    await client.open(uri, text);
    const titles = (await client.codeActions(uri, { line: 5, character: 47 })).map(({ title }) => title);
    assert.deepEqual(titles, [...new Set(titles)]);
    assert.equal(titles[0], "Allow http://localhost:3000");
    const rewrites = await client.codeActions(uri, { line: 5, character: 47 }, ["refactor"]);
    assert.ok(rewrites.some(({ title }) => title === "Allow http://localhost:3000"));
  });

  it("inserts the preflight that a browser would send, with the file's line ends", async () => {
    client = await LspClient.start();
    const uri = "file:///a.http";
    const source = PUT.replaceAll("\n", "\r\n");
    await client.open(uri, source);
    const [action] = await client.codeActions(uri, { line: 0, character: 0 }, [
      "refactor.rewrite.corsLens.insertPreflight",
    ]);
    assert.match(action?.title ?? "", /preflight/);
    assert.equal(
      apply(uri, source, action?.edit),
      [
        "OPTIONS https://api.example.com/data HTTP/1.1",
        "Origin: https://app.example.com",
        "Access-Control-Request-Method: PUT",
        "Access-Control-Request-Headers: content-type",
        "",
        "HTTP/1.1 204 No Content",
        "Access-Control-Allow-Origin: https://app.example.com",
        "Access-Control-Allow-Methods: PUT",
        "Access-Control-Allow-Headers: content-type",
        "Access-Control-Max-Age: 600",
        "",
        "###",
        source,
      ].join("\r\n"),
    );
  });

  it("returns snippets to a client that supports them, and their default text to others", async () => {
    const request = "GET https://api.example.com/data\n";
    const uri = "file:///a.http";
    client = await LspClient.start();
    await client.open(uri, request);
    const [plain] = await client.codeActions(uri, { line: 0, character: 0 }, ["refactor"]);
    assert.equal(
      apply(uri, request, plain?.edit),
      "GET https://api.example.com/data\nOrigin: https://app.example.com\n",
    );
    await client.stop();
    client = await LspClient.start({
      ...USUAL_CAPABILITIES,
      workspace: { workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
    });
    await client.open(uri, request);
    const [snippet] = await client.codeActions(uri, { line: 0, character: 0 }, ["refactor"]);
    assert.match(
      JSON.stringify(snippet?.edit),
      /"kind":"snippet","value":"\\nOrigin: \$\{1:https:\/\/app\.example\.com\}"/,
    );
  });

  it("applies every safe fix at once, and nothing else", async () => {
    client = await LspClient.start();
    const uri = "file:///a.http";
    const source = `GET /data HTTP/1.1\nHost : api.example.com\nOrigin: http://Localhost:3000/\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: http://localhost:8080\n`;
    await client.open(uri, source);
    const actions = await client.codeActions(uri, { line: 0, character: 0 }, ["source.fixAll.corsLens"]);
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ["source.fixAll.corsLens"],
    );
    assert.equal(
      apply(uri, source, actions[0]?.edit),
      source.replace("Host :", "Host:").replace("http://Localhost:3000/", "http://localhost:3000"),
    );
  });

  it("explains an exchange on request", async () => {
    client = await LspClient.start();
    await client.open("file:///a.http", MISMATCH);
    await client.open("file:///b.http", "# nothing\n");
    const ask = (uri: string) =>
      client.connection.sendRequest<ExplainExchangeResult | null>("corsLens/explainExchange", {
        textDocument: { uri },
        position: { line: 1, character: 0 },
      });
    const result = await ask("file:///a.http");
    assert.equal(result?.title, "GET /data");
    assert.match(result?.markdown ?? "", /^# `GET \/data`\n\n\*\*Blocked: port differs\.\*\*/);
    assert.match(result?.html ?? "", /<button type="button" data-line="6" [^>]*>line 6<\/button>/);
    assert.match(result?.html ?? "", /<svg class="cors-lens" [^>]*role="img"/);
    assert.match(result?.svg ?? "", /^<\?xml [\s\S]*<style>[\s\S]*<\/svg>\n$/);
    assert.ok(result?.svg.includes(result.style));
    assert.equal(result?.name, "GET /data");
    assert.equal(await ask("file:///b.http"), null);
  });

  it("draws an explanation for the room that the client has", async () => {
    client = await LspClient.start();
    const uri = "file:///a.http";
    await client.open(uri, MISMATCH);
    const widthFor = async (width?: number | null) => {
      const result = await client.connection.sendRequest<ExplainExchangeResult>("corsLens/explainExchange", {
        textDocument: { uri },
        position: { line: 1, character: 0 },
        ...(width === undefined ? {} : { width }),
      });
      return [/<svg [^>]* width="(\d+)"/.exec(result.html)?.[1], /data-fold="(\w+)" open=/.exec(result.html)?.[1]];
    };
    assert.deepEqual(await widthFor(), ["838", "picture"]);
    assert.deepEqual(await widthFor(null), ["838", "picture"]);
    assert.deepEqual(await widthFor(480), ["480", "picture"]);
    assert.deepEqual(await widthFor(300), ["300", "steps"]);
    assert.deepEqual(await widthFor(0), ["280", "steps"]);
  });

  it("explains an exchange with the fixes of its failing steps, whose edits are those of the code actions", async () => {
    client = await LspClient.start(USUAL_CAPABILITIES);
    const uri = "file:///a.http";
    await client.open(uri, MISMATCH);
    const ask = () =>
      client.connection.sendRequest<ExplainExchangeResult>("corsLens/explainExchange", {
        textDocument: { uri },
        position: { line: 1, character: 0 },
      });
    const { fixes, version, html } = await ask();
    const [fix] = fixes;
    assert.equal(fixes.length, 1);
    assert.equal(fix?.line, 6);
    assert.ok(html.includes(`<button type="button" data-fix="0">${fix?.title} (line 6)</button>`), html);
    const offered = await client.codeActions(uri, { line: 5, character: 47 }, ["quickfix"]);
    const action = offered.find(({ title }) => title === fix?.title);
    assert.deepEqual(fix?.edit, action?.edit);
    assert.equal(version, 1);
    const fixed = apply(uri, MISMATCH, fix?.edit);
    await client.replace(uri, 2, fixed);
    const after = await ask();
    assert.deepEqual([after.fixes, after.version], [[], 2]);
    assert.match(after.html, /Allowed/);
  });

  it("copies an exchange in other notations, and offers that to a client with the commands", async () => {
    const commands = ["corsLens.copyAsCurl", "corsLens.copyAsFetch", "corsLens.copyAsMarkdownFence"];
    client = await LspClient.start({ ...USUAL_CAPABILITIES, experimental: { commands: { commands } } });
    const uri = "file:///a.http";
    await client.open(uri, PUT);
    await client.open("file:///b.http", "# nothing\n");
    const ask = (textDocument: string, format: CopyFormat) =>
      client.connection.sendRequest<ExchangeCopy | null>("corsLens/copyExchange", {
        textDocument: { uri: textDocument },
        position: { line: 1, character: 0 },
        format,
      });
    assert.match((await ask(uri, "curl"))?.text ?? "", /^curl -X PUT 'https:\/\/api\.example\.com\/data' \\\n/);
    assert.match((await ask(uri, "fetch"))?.text ?? "", /^fetch\("https:\/\/api\.example\.com\/data", \{\n/);
    assert.equal((await ask(uri, "markdown"))?.text, `\`\`\`http\n${PUT}\`\`\`\n`);
    assert.equal(await ask("file:///b.http", "curl"), null);
    const offered = await client.codeActions(uri, { line: 7, character: 0 }, ["refactor.copy"]);
    assert.deepEqual(
      offered.map(({ title, command }) => [title, command?.command]),
      [
        ["Copy the request as a curl command", "corsLens.copyAsCurl"],
        ["Copy the request as fetch()", "corsLens.copyAsFetch"],
        ["Copy the exchange as a Markdown fence", "corsLens.copyAsMarkdownFence"],
      ],
    );
    assert.deepEqual(offered[0]?.command?.arguments, [uri, { line: 0, character: 0 }]);
    const all = await client.codeActions(uri, { line: 7, character: 0 });
    assert.deepEqual(all.slice(-3), offered, "copies come last");
  });

  it("offers no copy to a client without the commands", async () => {
    client = await LspClient.start();
    await client.open("file:///a.http", PUT);
    assert.deepEqual(await client.codeActions("file:///a.http", { line: 0, character: 0 }, ["refactor.copy"]), []);
  });
});
