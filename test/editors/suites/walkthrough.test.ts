import { assert } from "chai";
import { commands, extensions, window } from "vscode";
import { activated, closeAll, diagnostics, EXTENSION_ID, ruleOf } from "../editor";

describe("the walkthrough", () => {
  before(activated);
  afterEach(closeAll);

  it("opens a sample in which each step can be tried", async () => {
    await commands.executeCommand("corsLens.openSample");
    const document = window.activeTextEditor?.document;
    assert.equal(document?.languageId, "http");
    assert.isFalse(document?.isDirty);
    assert.isFalse(document?.isUntitled);
    const found = document === undefined ? [] : await diagnostics(document);
    assert.include(found.map(ruleOf), "allow-origin-mismatch");
  });

  it("only uses commands that exist", async () => {
    const [{ steps }] = extensions.getExtension(EXTENSION_ID)?.packageJSON.contributes.walkthroughs ?? [];
    const named = steps.flatMap(({ description }: { description: string }) =>
      [...description.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command),
    );
    assert.lengthOf(named, steps.length);
    assert.includeMembers(await commands.getCommands(true), named);
  });
});
