import { assert } from "chai";
import { type CodeAction, CodeActionKind, commands } from "vscode";
import { activated, closeAll, codeActionsAt, openFile, openText, select } from "../editor";

const COPY = CodeActionKind.Refactor.append("copy");

/** Runs a command and returns what it copied. */
async function copied(command: string, ...place: unknown[]): Promise<string | undefined> {
  return commands.executeCommand<string | undefined>(`corsLens.${command}`, ...place);
}

describe("the commands that copy an exchange", () => {
  before(activated);
  afterEach(closeAll);

  it("copy the exchange at the cursor in each notation", async () => {
    const editor = await openFile("put.http");
    select(editor, "PUT");
    assert.match((await copied("copyAsCurl")) ?? "", /^curl -X PUT 'https:\/\/api\.example\.com\/data' \\\n/);
    assert.match(
      (await copied("copyAsFetch")) ?? "",
      /^fetch\("https:\/\/api\.example\.com\/data", \{\n {2}method: "PUT"/,
    );
    assert.match((await copied("copyAsMarkdownFence")) ?? "", /^```http\nPUT https:\/\/api\.example\.com\/data/);
  });

  it("are code actions, which copy the exchange for which they were offered", async () => {
    const { document } = await openText("GET https://a.example/\n\n###\nGET https://b.example/\n");
    const offered = await codeActionsAt(document, document.lineAt(3).range, COPY);
    assert.deepEqual(
      offered.map(({ title }) => title),
      ["Copy the request as a curl command", "Copy the request as fetch()", "Copy the exchange as a Markdown fence"],
    );
    const [{ command } = {}] = offered as CodeAction[];
    assert.equal(
      await commands.executeCommand<string | undefined>(command?.command ?? "", ...(command?.arguments ?? [])),
      "curl 'https://b.example/'",
    );
  });

  it("copy nothing if there is no exchange, or if the notation can't express it", async () => {
    const { document } = await openText("# nothing\n");
    assert.isUndefined(await copied("copyAsCurl"));
    assert.isEmpty(await codeActionsAt(document, document.lineAt(0).range, COPY));
    await openText("TRACE https://a.example/\n");
    assert.isUndefined(await copied("copyAsFetch"));
  });
});
