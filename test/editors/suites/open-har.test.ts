import { assert } from "chai";
import { commands, type Disposable, EventEmitter, FileType, type TextDocument, Uri, window, workspace } from "vscode";
import { activated, closeAll, diagnostics, openFile, openText, ruleOf } from "../editor";

/** Runs the command and returns the document that it opened. */
async function opened(...args: unknown[]): Promise<TextDocument | undefined> {
  const uri = await commands.executeCommand<Uri | undefined>("corsLens.openHar", ...args);
  return uri === undefined ? undefined : workspace.openTextDocument(uri);
}

function uriOf(name: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  return Uri.joinPath(folder?.uri ?? Uri.file("/"), name);
}

describe("the command that opens a HAR as exchanges", () => {
  before(activated);
  afterEach(closeAll);

  it("opens the exchanges of a file as a new document, which is checked", async () => {
    const document = await opened(uriOf("export.har"));
    assert.isTrue(document?.isUntitled);
    assert.equal(document?.languageId, "http");
    assert.equal(window.activeTextEditor?.document, document);
    assert.match(document?.getText() ?? "", /^### GET api\.example\.com\/prices\n# entry 1\b/);
    assert.notInclude(document?.getText(), "/me");
    assert.include((await diagnostics(document as TextDocument)).map(ruleOf), "allow-origin-mismatch");
  });

  it("takes the HAR in the active editor", async () => {
    await openFile("export.har");
    assert.match((await opened())?.getText() ?? "", /api\.example\.com\/stock/);
  });

  it("takes what is in an editor, if that isn't saved", async () => {
    const saved = new TextDecoder().decode(await workspace.fs.readFile(uriOf("export.har")));
    const { document } = await openText(saved.replaceAll("api.example.com", "unsaved.example.com"), "json");
    assert.match((await opened(document.uri))?.getText() ?? "", /unsaved\.example\.com\/prices/);
  });

  it("opens the exchanges before the mistake of a broken file", async () => {
    const text = (await opened(uriOf("broken.har")))?.getText() ?? "";
    assert.match(text, /api\.example\.com\/prices/);
    assert.notMatch(text, /api\.example\.com\/stock/);
  });

  it("opens nothing if a file has no such exchange, isn't a HAR, or doesn't exist", async () => {
    for (const name of ["own.har", "put.http", "absent.har"]) {
      assert.isUndefined(await opened(uriOf(name)), name);
    }
  });

  it("refuses a file that is too large without reading it", async () => {
    const read: string[] = [];
    const large = largeFiles((uri) => read.push(uri.path));
    try {
      assert.isUndefined(await opened(Uri.parse("large-files:/large.har")));
      assert.isEmpty(read);
    } finally {
      large.dispose();
    }
  });
});

/** Files that are too large for the editor. */
function largeFiles(onRead: (uri: Uri) => void): Disposable {
  const refuse = () => {
    throw new Error("These files are only read.");
  };
  return workspace.registerFileSystemProvider("large-files", {
    onDidChangeFile: new EventEmitter<never>().event,
    stat: () => ({ type: FileType.File, size: 60_000_000, ctime: 0, mtime: 0 }),
    readFile: (uri) => {
      onRead(uri);
      return new Uint8Array();
    },
    watch: () => ({ dispose: () => {} }),
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  });
}
