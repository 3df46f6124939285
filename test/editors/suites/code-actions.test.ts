import { assert } from "chai";
import { CodeActionKind, commands, DiagnosticSeverity, EndOfLine, Selection } from "vscode";
import {
  activated,
  apply,
  closeAll,
  codeActionsAt,
  diagnostics,
  openFile,
  openText,
  select,
  type,
  undo,
} from "../editor";

const FIXED = `GET /data HTTP/1.1
Host: api.example.com
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:3000
`;

describe("code actions", () => {
  before(activated);
  afterEach(closeAll);

  it("fix a header, and one undo reverts it", async () => {
    const { document } = await openFile("mismatch.http");
    const before = document.getText();
    const [found] = await diagnostics(document);
    assert.isDefined(found);
    const actions = found === undefined ? [] : await codeActionsAt(document, found.range, CodeActionKind.QuickFix);
    const [first] = actions;
    assert.isDefined(first);
    await apply(first as never);
    assert.equal(document.getText(), FIXED);
    await diagnostics(document, (now) => !now.some(({ severity }) => severity === DiagnosticSeverity.Error));
    await undo();
    assert.equal(document.getText(), before);
  });

  it("keep the document's line ends", async () => {
    const editor = await openText(FIXED.replace(/3000\n$/, "3000/\n"));
    await editor.edit((builder) => builder.setEndOfLine(EndOfLine.CRLF));
    const [found] = await diagnostics(editor.document);
    const [first] =
      found === undefined ? [] : await codeActionsAt(editor.document, found.range, CodeActionKind.QuickFix);
    await apply(first as never);
    assert.equal(editor.document.getText(), FIXED.replaceAll("\n", "\r\n"));
  });
});

describe("the command that inserts a preflight", () => {
  before(activated);
  afterEach(closeAll);

  it("inserts it before the request, and one undo removes it", async () => {
    const editor = await openFile("put.http");
    const before = editor.document.getText();
    select(editor, "PUT");
    await commands.executeCommand("corsLens.insertPreflight");
    const after = editor.document.getText();
    assert.match(after, /^OPTIONS https:\/\/api\.example\.com\/data HTTP\/1\.1\n/);
    assert.include(after, "Access-Control-Request-Method: PUT\n");
    assert.isTrue(after.endsWith(before));
    await undo();
    assert.equal(editor.document.getText(), before);
  });

  it("selects a placeholder for the origin if the request has none", async () => {
    const editor = await openText("PUT https://api.example.com/data HTTP/1.1\n");
    editor.selection = new Selection(0, 0, 0, 0);
    await commands.executeCommand("corsLens.insertPreflight");
    await type("https://page.example.com");
    const lines = editor.document.getText().split("\n");
    assert.lengthOf(
      lines.filter((line) => line === "Origin: https://page.example.com"),
      2,
    );
    assert.include(lines, "Access-Control-Allow-Origin: https://page.example.com");
  });

  it("changes nothing if no preflight is needed", async () => {
    const editor = await openFile("get.rest");
    const before = editor.document.getText();
    select(editor, "GET");
    await commands.executeCommand("corsLens.insertPreflight");
    assert.equal(editor.document.getText(), before);
  });
});
