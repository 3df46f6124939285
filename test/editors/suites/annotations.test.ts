import { assert } from "chai";
import {
  type CodeLens,
  ConfigurationTarget,
  commands,
  type InlayHint,
  Range,
  type SemanticTokens,
  type SemanticTokensLegend,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import { activated, closeAll, eventually, openFile, openText } from "../editor";

const lensesOf = async ({ uri }: TextDocument) =>
  (await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri)) ?? [];
const verdicts = async (document: TextDocument) =>
  (await lensesOf(document)).filter(({ command }) => command?.command === "corsLens.explainExchange");
const hintsOf = ({ uri, lineCount }: TextDocument) =>
  commands.executeCommand<InlayHint[]>("vscode.executeInlayHintProvider", uri, new Range(0, 0, lineCount, 0));

const set = (key: string, value: boolean | undefined) =>
  workspace.getConfiguration("corsLens").update(key, value, ConfigurationTarget.Global);

describe("verdicts in the text", () => {
  before(activated);
  afterEach(async () => {
    await set("codeLens.enabled", undefined);
    await set("inlayHints.enabled", undefined);
    await closeAll();
  });

  it("are one lens above each request line, which explains the exchange", async () => {
    const { document } = await openFile("mismatch.http");
    const [lens] = await eventually("a lens", async () => {
      const found = await verdicts(document);
      return found.length === 1 ? found : undefined;
    });
    assert.equal(lens?.command?.title, "CORS: blocked: trailing slash after the origin");
    assert.equal(lens?.range.start.line, 0);
    await commands.executeCommand("corsLens.explainExchange", ...(lens?.command?.arguments ?? []));
    await eventually("the panel", () => window.tabGroups.all.flatMap(({ tabs }) => tabs)[1]);
  });

  it("are hints if the user turns them on, and no lenses if the user turns them off", async () => {
    const { document } = await openFile("mismatch.http");
    await set("codeLens.enabled", false);
    await set("inlayHints.enabled", true);
    const [hint] = await eventually("a hint alone", async () => {
      const found = await hintsOf(document);
      return found.length === 1 && (await verdicts(document)).length === 0 ? found : undefined;
    });
    assert.equal(hint?.label, "CORS: blocked: trailing slash after the origin");
    assert.equal(hint?.position.line, 0);
  });

  it("aren't shown in other documents", async () => {
    const { document } = await openText("GET /\nOrigin: https://a.example\n", "plaintext");
    assert.isEmpty(await verdicts(document));
  });
});

describe("semantic tokens", () => {
  before(activated);
  afterEach(closeAll);

  it("have a legend that the editor knows", async () => {
    const { document } = await openFile("mismatch.http");
    const tokens = await eventually("tokens", async () =>
      commands.executeCommand<SemanticTokens | undefined>("vscode.provideDocumentSemanticTokens", document.uri),
    );
    const legend = await commands.executeCommand<SemanticTokensLegend>(
      "vscode.provideDocumentSemanticTokensLegend",
      document.uri,
    );
    assert.include(legend.tokenTypes, "origin");
    assert.isAbove(tokens.data.length, 0);
  });
});
