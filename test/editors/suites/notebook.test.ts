import { assert } from "chai";
import { NotebookCellData, NotebookCellKind, NotebookData, window, workspace } from "vscode";
import { activated, closeAll, diagnostics } from "../editor";

const CELL = `GET https://api.example.com/data HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example.com
`;

describe("a notebook", () => {
  before(activated);
  afterEach(closeAll);

  it("has its HTTP cells checked", async () => {
    const cells = [new NotebookCellData(NotebookCellKind.Code, CELL, "http")];
    const notebook = await workspace.openNotebookDocument("jupyter-notebook", new NotebookData(cells));
    await window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    const [found] = await diagnostics(document);
    assert.equal(found && document.getText(found.range), "other.example.com");
  });
});
