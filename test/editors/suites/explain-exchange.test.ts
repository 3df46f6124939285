import { assert } from "chai";
import { commands, Range, TabInputWebview, window } from "vscode";
import { activated, at, closeAll, eventually, openFile, select } from "../editor";

const panels = () =>
  window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith("corsLens.explanation"));

/** Runs the command and returns what it copied. */
async function copied(format: "Markdown" | "Svg"): Promise<string> {
  return (await commands.executeCommand<string | undefined>(`corsLens.copyExplanationAs${format}`)) ?? "";
}

describe("the command that explains an exchange", () => {
  before(activated);
  afterEach(closeAll);

  it("opens one panel beside the document", async () => {
    const editor = await openFile("mismatch.http");
    select(editor, "GET");
    await commands.executeCommand("corsLens.explainExchange");
    await commands.executeCommand("corsLens.explainExchange", editor.document.uri.toString(), at(4, 0));
    const [panel] = await eventually("a panel", () => (panels().length === 1 ? panels() : undefined));
    assert.equal(panel?.label, "GET /data — CORS");
    assert.notEqual(panel?.group.viewColumn, editor.viewColumn);
  });

  it("copies as Markdown and as SVG, with a panel and without", async () => {
    const editor = await openFile("mismatch.http");
    select(editor, "GET");
    const markdown = await copied("Markdown");
    assert.match(markdown, /^# `GET \/data`\n\n\*\*Blocked: .*\.\*\*/);
    await commands.executeCommand("corsLens.explainExchange");
    assert.equal(await copied("Markdown"), markdown);
    assert.match(await copied("Svg"), /^<\?xml [\s\S]*<svg class="cors-lens"/);
  });

  it("follows changes of the text", async () => {
    const editor = await openFile("mismatch.http");
    await commands.executeCommand("corsLens.explainExchange", editor.document.uri.toString(), at(0, 0));
    const { end } = select(editor, "3000/");
    await editor.edit((builder) => builder.delete(new Range(end.translate(0, -1), end)));
    await eventually("another verdict", async () =>
      (await copied("Markdown")).includes("**Allowed.**") ? true : undefined,
    );
  });

  it("follows the cursor into another file", async () => {
    const { document } = await openFile("mismatch.http");
    await commands.executeCommand("corsLens.explainExchange", document.uri.toString(), at(0, 0));
    const editor = await openFile("put.http");
    select(editor, "PUT");
    await eventually("the other exchange", async () =>
      (await copied("Markdown")).startsWith("# `PUT") ? true : undefined,
    );
  });

  it("keeps showing a pinned exchange", async () => {
    const { document } = await openFile("mismatch.http");
    await commands.executeCommand("corsLens.explainExchange", document.uri.toString(), at(0, 0));
    const markdown = await copied("Markdown");
    await commands.executeCommand("corsLens.pinExplanation");
    select(await openFile("put.http"), "PUT");
    assert.equal(await copied("Markdown"), markdown);
    await commands.executeCommand("corsLens.unpinExplanation");
    select(await openFile("put.http"), "Origin");
    await eventually("the other exchange", async () =>
      (await copied("Markdown")).startsWith("# `PUT") ? true : undefined,
    );
  });

  it("opens nothing if there is no exchange", async () => {
    await openFile("notes.md");
    await commands.executeCommand("corsLens.explainExchange");
    assert.isEmpty(panels());
  });
});
