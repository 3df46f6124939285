import { assert } from "chai";
import { type CodeLens, commands, type DocumentSymbol, extensions, languages } from "vscode";
import {
  activated,
  at,
  closeAll,
  codeActionsAt,
  completionsAt,
  diagnostics,
  eventually,
  hoversAt,
  openFile,
  openText,
  rangeOf,
} from "../editor";

/** Stand-ins for REST Client and httpYac, which contribute the same language, files, lenses and completions. */
const NEIGHBOURS = ["cors-lens-test.stand-in-rest-client", "cors-lens-test.stand-in-httpyac"];

const lensesOf = async (uri: unknown) =>
  ((await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri)) ?? []).map(
    ({ command }) => command?.title ?? "",
  );

describe("beside REST Client and httpYac", () => {
  before(async () => {
    await activated();
    for (const id of NEIGHBOURS) {
      const neighbour = extensions.getExtension(id);
      assert.isDefined(neighbour, id);
      await neighbour?.activate();
    }
  });
  afterEach(closeAll);

  it("there is one language http, which its files have", async () => {
    assert.lengthOf(
      (await languages.getLanguages()).filter((id) => id === "http"),
      1,
    );
    assert.equal((await openFile("mismatch.http")).document.languageId, "http");
  });

  it("each finding is reported once, and theirs are kept", async () => {
    const { document } = await openFile("mismatch.http");
    assert.lengthOf(await diagnostics(document), 1);
    await eventually("the diagnostics of all", async () => {
      await lensesOf(document.uri);
      return languages.getDiagnostics(document.uri).length === 2 || undefined;
    });
  });

  it("the verdict comes after the lenses that send the request", async () => {
    const { document } = await openFile("mismatch.http");
    const lenses = await eventually("all lenses", async () => {
      const all = await lensesOf(document.uri);
      return all.length === 3 ? all : undefined;
    });
    assert.sameMembers(lenses, ["Send Request", "send", "CORS: blocked: trailing slash after the origin"]);
  });

  it("each of our completions is offered once, together with theirs", async () => {
    const { document } = await openText(
      "GET https://api.example.com/data\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\n\n",
    );
    const labels = await completionsAt(document, at(4, 0));
    assert.equal(labels[0], "Access-Control-Allow-Origin");
    assert.include(labels, "Content-Type");
    assert.lengthOf(
      labels.filter((label) => label === "Access-Control-Allow-Origin"),
      1,
    );
  });

  it("hovers, symbols and actions work", async () => {
    const { document } = await openFile("mismatch.http");
    await diagnostics(document);
    const range = rangeOf(document, "Access-Control-Allow-Origin");
    assert.lengthOf(
      (await hoversAt(document, range.start)).filter((hover) => hover.startsWith("**Blocked")),
      1,
    );
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.lengthOf(
      symbols.filter(({ detail }) => detail.includes("blocked")),
      1,
    );
    const titles = (await codeActionsAt(document, range)).map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length, titles.join(", "));
  });
});
