import { assert } from "chai";
import { commands, window, workspace } from "vscode";
import { activated, at, closeAll, eventually, openFile, select } from "../editor";

const tabs = () => window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
const explanation = () => workspace.textDocuments.find(({ uri }) => uri.scheme === "cors-lens");

describe("the command that explains an exchange", () => {
  before(activated);
  afterEach(closeAll);

  it("shows the explanation of the exchange at the cursor beside it", async () => {
    const editor = await openFile("mismatch.http");
    select(editor, "GET");
    await commands.executeCommand("corsLens.explainExchange");
    await eventually("a tab for the explanation", () => tabs().find((label) => label === "Preview Exchange at line 1"));
    const shown = await eventually("its document", explanation);
    assert.match(shown.getText(), /blocked/i);
  });

  it("follows the document that it explains", async () => {
    const editor = await openFile("mismatch.http");
    await commands.executeCommand("corsLens.explainExchange", editor.document.uri.toString(), at(0, 0));
    const shown = await eventually("its document", explanation);
    await editor.edit((builder) => builder.delete(select(editor, "3000/").with(editor.selection.end.translate(0, -1))));
    await eventually("another verdict", () => (/allowed/i.test(shown.getText()) ? true : undefined));
  });

  it("opens nothing where there is no exchange", async () => {
    await openFile("notes.md");
    await commands.executeCommand("corsLens.explainExchange");
    assert.isEmpty(tabs().filter((label) => label.includes("Exchange")));
  });
});
