import { assert } from "chai";
import { commands, extensions } from "vscode";
import { activated, closeAll, EXTENSION_ID, openFile } from "../editor";

describe("activation", () => {
  afterEach(closeAll);

  it("happens when an HTTP file is opened", async () => {
    await openFile("mismatch.http");
    await activated();
    assert.isTrue(extensions.getExtension(EXTENSION_ID)?.isActive);
  });

  it("gives .http and .rest files the language http", async () => {
    assert.equal((await openFile("mismatch.http")).document.languageId, "http");
    assert.equal((await openFile("get.rest")).document.languageId, "http");
  });

  it("registers every command in the manifest", async () => {
    await activated();
    const manifest = extensions.getExtension(EXTENSION_ID)?.packageJSON;
    const named: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    const registered = await commands.getCommands(true);
    assert.isNotEmpty(named);
    assert.includeMembers(registered, named);
  });
});
