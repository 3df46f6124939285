import { assert } from "chai";
import { type CodeAction, CodeActionKind, type CodeLens, commands, env, type Range, window } from "vscode";
import {
  activated,
  apply,
  closeAll,
  codeActionNamed,
  codeActionsAt,
  diagnostics,
  eventually,
  openText,
  undo,
} from "../editor";

const MESSAGE =
  "Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const TITLE = "CORS: the response has no Access-Control-Allow-Origin";
const REQUEST = "GET https://api.example.com/users HTTP/1.1";
const WRITE = "Write the exchange that this message reports";

async function lensTitles(uri: unknown): Promise<string[]> {
  const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri);
  return lenses.flatMap(({ command }) => command?.title ?? []);
}

describe("a console message", () => {
  before(activated);
  afterEach(closeAll);

  it("on the clipboard becomes a file with its exchange, the cursor on it, and a cure", async () => {
    await env.clipboard.writeText(`app.js:12 ${MESSAGE}\n`);
    await commands.executeCommand("corsLens.explainConsoleMessage");
    const editor = await eventually("the file", () =>
      window.activeTextEditor?.document.getText().includes(REQUEST) ? window.activeTextEditor : undefined,
    );
    const { document, selection } = editor;
    assert.equal(document.languageId, "http");
    assert.isTrue(document.isUntitled);
    assert.equal(document.lineAt(selection.active.line).text, REQUEST);
    const [problem] = await diagnostics(document);
    await apply(await codeActionNamed(document, problem?.range as Range, "Allow https://app.example.com"));
    assert.include(document.getText(), "\nAccess-Control-Allow-Origin: https://app.example.com");
    await diagnostics(document, (found) => found.every(({ severity }) => severity !== 0));
  });

  it("in a file has a lens, and an action that writes its exchange in one step", async () => {
    const text = `# ${MESSAGE}\n`;
    const { document } = await openText(text);
    await eventually("the lens", async () => ((await lensTitles(document.uri)).includes(TITLE) ? true : undefined));
    const line = document.lineAt(0).range;
    const action = (await codeActionNamed(document, line, WRITE)) as CodeAction;
    await apply(action);
    assert.include(document.getText(), `\n###\n`);
    const { command, arguments: args = [] } = action.command ?? {};
    await commands.executeCommand(command ?? "", ...args);
    assert.equal(document.lineAt(window.activeTextEditor?.selection.active.line ?? 0).text, REQUEST);
    assert.isEmpty(await codeActionsAt(document, line, CodeActionKind.RefactorRewrite), "it isn't offered again");
    await undo();
    assert.equal(document.getText(), text);
  });
});
