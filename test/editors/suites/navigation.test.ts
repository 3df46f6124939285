import { assert } from "chai";
import {
  commands,
  type DocumentHighlight,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  type LocationLink,
  type Position,
  type SelectionRange,
  type TextDocument,
  type WorkspaceEdit,
  workspace,
} from "vscode";
import { activated, closeAll, diagnostics, openFile, openText, rangeOf, undo } from "../editor";

const TEXT = `@host = api.example.com

# @name prices
# of today
GET https://{{host}}/prices HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Content-Type: application/json

{
  "price": 1
}
`;

function ask<T>(command: string, document: TextDocument, ...args: unknown[]): Thenable<T> {
  return commands.executeCommand<T>(`vscode.${command}`, document.uri, ...args);
}

function behind(document: TextDocument, text: string): Position {
  return rangeOf(document, text).end;
}

describe("navigation", () => {
  before(activated);
  afterEach(closeAll);

  it("has an outline of exchanges with their verdicts", async () => {
    const { document } = await openFile("mismatch.http");
    await diagnostics(document);
    const symbols = await ask<DocumentSymbol[]>("executeDocumentSymbolProvider", document);
    const found = symbols.find(({ name }) => name === "GET /data");
    assert.match(found?.detail ?? "", /^blocked/);
    assert.deepEqual(
      found?.children.map(({ name }) => name),
      ["Request", "Response 200"],
    );
  });

  it("folds messages, bodies and comments", async () => {
    const { document } = await openText(TEXT);
    const folds = await ask<FoldingRange[]>("executeFoldingRangeProvider", document);
    const lines = folds.map(({ start, end }) => `${start + 1}-${end + 1}`);
    // Of two ranges that start on the same line, the editor keeps the longer one: the exchange, not its request.
    assert.includeMembers(lines, ["3-4", "5-14", "8-14", "12-14"]);
  });

  it("expands the selection from a value to the message", async () => {
    const { document } = await openText(TEXT);
    const position = behind(document, "Origin: https://app.example.com\n\nHTTP/1.1 2");
    const [innermost] = await ask<SelectionRange[]>("executeSelectionRangeProvider", document, [position]);
    const texts: string[] = [];
    for (let range = innermost; range !== undefined; range = range.parent) {
      texts.push(document.getText(range.range));
    }
    assert.includeMembers(texts, ["200", "HTTP/1.1 200 OK", TEXT.slice(TEXT.indexOf("HTTP/1.1 200"), -1), TEXT]);
  });

  it("highlights the parts that a browser compares", async () => {
    const { document } = await openText(TEXT);
    const position = behind(document, "Access-Control-Allow-Origin: https");
    const found = await ask<DocumentHighlight[]>("executeDocumentHighlights", document, position);
    assert.deepEqual(
      found.map(({ range }) => document.getText(range)),
      ["https://app.example.com", "https://app.example.com"],
    );
  });

  it("goes from a variable to its definition, and lists its references", async () => {
    const { document } = await openText(TEXT);
    const position = behind(document, "{{ho");
    const [definition] = await ask<(Location | LocationLink)[]>("executeDefinitionProvider", document, position);
    assert.isDefined(definition);
    const range =
      definition !== undefined && "targetUri" in definition
        ? (definition.targetSelectionRange ?? definition.targetRange)
        : definition?.range;
    assert.equal(range?.start.line, 0);
    const references = await ask<Location[]>("executeReferenceProvider", document, position);
    assert.deepEqual(
      references.map((location) => document.getText(location.range)),
      ["@host", "host"],
    );
  });

  it("renames an origin, and one undo reverts it", async () => {
    const { document } = await openText(TEXT);
    const position = behind(document, "\nOrigin: https");
    const edit = await ask<WorkspaceEdit>("executeDocumentRenameProvider", document, position, "http://localhost:3000");
    assert.isTrue(await workspace.applyEdit(edit), "the editor refused the edit");
    assert.equal(document.getText(), TEXT.replaceAll("https://app.example.com", "http://localhost:3000"));
    await undo();
    assert.equal(document.getText(), TEXT);
  });

  it("says why a name isn't possible", async () => {
    const { document } = await openText(TEXT);
    const position = behind(document, "{{ho");
    let problem = "";
    try {
      await ask("executeDocumentRenameProvider", document, position, "1 host");
    } catch (error) {
      problem = String(error);
    }
    assert.match(problem, /isn't a variable name/);
  });
});
