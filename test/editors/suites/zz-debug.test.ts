import { commands, Range, workspace, type CodeAction, window } from "vscode";
import { activated, codeActionsAt, openText } from "../editor";
describe("debug", () => {
  before(activated);
  it("snippet", async () => {
    const editor = await openText("PUT https://api.example.com/data HTTP/1.1\n");
    await commands.executeCommand("vscode.executeHoverProvider", editor.document.uri, editor.selection.active);
    const actions = (await codeActionsAt(editor.document, new Range(0, 0, 0, 0))) as CodeAction[];
    console.log(JSON.stringify(actions));
    const a = actions.find((x) => x.title.startsWith("Insert"));
    if (a?.edit) {
      for (const [u, es] of a.edit.entries()) console.log(u.toString(), es.map((e) => e.constructor.name + JSON.stringify(e)).join("\n"));
      console.log("applied", await workspace.applyEdit(a.edit), window.activeTextEditor === editor);
      console.log(editor.document.getText());
    }
  });
});
