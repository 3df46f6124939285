import { assert } from "chai";
import { ConfigurationTarget, commands, DiagnosticSeverity, workspace } from "vscode";
import {
  activated,
  at,
  closeAll,
  diagnostics,
  diagnosticsNow,
  hoversAt,
  openFile,
  openText,
  rangeOf,
  ruleOf,
  select,
  type,
} from "../editor";

const WITHOUT_ORIGIN = `GET https://api.example.com/data HTTP/1.1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://other.example.com
`;

describe("diagnostics", () => {
  before(activated);
  afterEach(closeAll);

  it("mark the wrong text in an HTTP file", async () => {
    const { document } = await openFile("mismatch.http");
    const [found] = await diagnostics(document, ({ length }) => length === 1);
    assert.equal(found && ruleOf(found), "allow-origin-mismatch");
    assert.equal(found?.severity, DiagnosticSeverity.Error);
    assert.equal(found && document.getText(found.range), "/");
  });

  it("mark the wrong text in a Markdown fence", async () => {
    const { document } = await openFile("notes.md");
    const [found] = await diagnostics(document, ({ length }) => length === 1);
    assert.equal(found && document.getText(found.range), "8080");
  });

  it("follow typing", async () => {
    const editor = await openFile("mismatch.http");
    await diagnostics(editor.document, ({ length }) => length === 1);
    select(editor, "http://localhost:3000/");
    await type("http://localhost:3000");
    await diagnostics(editor.document, (now) => !now.some(({ severity }) => severity === DiagnosticSeverity.Error));
  });

  it("use the setting for the page's origin", async () => {
    const { document } = await openText(WITHOUT_ORIGIN);
    const settings = workspace.getConfiguration("corsLens", document.uri);
    await settings.update("origin", "https://app.example.com", ConfigurationTarget.Global);
    try {
      const found = await diagnostics(document, ({ length }) => length > 0);
      assert.include(found.map(ruleOf), "allow-origin-mismatch");
    } finally {
      await settings.update("origin", undefined, ConfigurationTarget.Global);
    }
    await diagnostics(document, ({ length }) => length === 0);
  });

  it("disappear while the server restarts, and come back", async () => {
    const { document } = await openFile("mismatch.http");
    await diagnostics(document);
    const gone = diagnostics(document, ({ length }) => length === 0);
    await commands.executeCommand("corsLens.restartServer");
    await gone;
    await diagnostics(document, ({ length }) => length === 1);
  });

  it("ignore other languages", async () => {
    const { document } = await openText(WITHOUT_ORIGIN, "plaintext");
    assert.isEmpty(diagnosticsNow(document));
    assert.isEmpty(await hoversAt(document, at(3, 40)));
  });
});

describe("hovers", () => {
  before(activated);
  afterEach(closeAll);

  it("show the verdict at a finding", async () => {
    const { document } = await openFile("mismatch.http");
    await diagnostics(document);
    const hovers = await hoversAt(document, rangeOf(document, "Access-Control-Allow-Origin").start);
    assert.match(hovers.join("\n"), /block/i);
  });
});
