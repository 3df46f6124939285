import { assert } from "chai";
import { EndOfLine, Selection } from "vscode";
import { acceptSuggestion, activated, at, closeAll, completionsAt, eventually, openText, type } from "../editor";

const GET = `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
`;

describe("completion", () => {
  before(activated);
  afterEach(closeAll);

  it("offers what the exchange needs first", async () => {
    const { document } = await openText(`${GET}\n`);
    assert.equal((await completionsAt(document, at(5, 0)))[0], "Access-Control-Allow-Origin");
  });

  it("opens while typing, and continues with the value", async () => {
    const editor = await openText(`${GET}`);
    await editor.edit((builder) => builder.setEndOfLine(EndOfLine.CRLF));
    editor.selection = new Selection(5, 0, 5, 0);
    await type("access-control-allow-o");
    await acceptSuggestion(editor.document, "Access-Control-Allow-Origin: ");
    await acceptSuggestion(editor.document, "Access-Control-Allow-Origin: https://app.example.com");
    assert.equal(
      editor.document.getText(),
      `${GET}Access-Control-Allow-Origin: https://app.example.com`.replaceAll("\n", "\r\n"),
    );
  });

  it("inserts a whole exchange into a fence", async () => {
    const editor = await openText("- item\n\n  ```http\n  exch\n  ```\n", "markdown");
    editor.selection = new Selection(3, 6, 3, 6);
    const labels = await completionsAt(editor.document, at(3, 6));
    assert.include(labels, "exchange");
    assert.include(labels, "preflight");
  });

  it("is silent in bodies and prose", async () => {
    const own = (labels: readonly string[]) =>
      labels.filter((label) => /^(Access-Control-|HTTP\/|exchange$)/.test(label));
    const { document } = await openText(`${GET}\nbody\n`);
    // The server may not know a document yet that was just opened.
    await eventually(
      "silence in a body",
      async () => own(await completionsAt(document, at(6, 4))).length === 0 || undefined,
    );
    const notes = await openText("Some words\n\n```http\nGET /\n```\n", "markdown");
    await eventually(
      "silence in prose",
      async () => own(await completionsAt(notes.document, at(0, 4))).length === 0 || undefined,
    );
  });
});
