import assert from "node:assert/strict";
import Module from "node:module";
import type { LanguageServer } from "../../../client/src/language-server";

interface Kind {
  readonly parts: readonly string[];
  append(...parts: string[]): Kind;
}

const kindOf = (parts: readonly string[]): Kind => ({ parts, append: (...more) => kindOf([...parts, ...more]) });

interface Registered {
  readonly selector: unknown;
  readonly provider: {
    provideDocumentPasteEdits(
      ...args: readonly unknown[]
    ): Promise<readonly { readonly insertText: string }[] | undefined>;
  };
  readonly metadata: unknown;
}

/** An editor's API with paste actions, or one without. */
function editor(hasPaste: boolean) {
  const registered: Registered[] = [];
  const api = {
    Disposable: class {
      dispose(): void {}
    },
    DocumentPasteEdit: class {
      constructor(
        readonly insertText: string,
        readonly title: string,
        readonly kind: Kind,
      ) {}
    },
    DocumentDropOrPasteEditKind: { Empty: kindOf([]), Text: kindOf(["text"]) },
    l10n: { t: (text: string) => text },
    languages: hasPaste
      ? {
          registerDocumentPasteEditProvider(selector: unknown, provider: Registered["provider"], metadata: unknown) {
            registered.push({ selector, provider, metadata });
            return { dispose() {} };
          },
        }
      : {},
  };
  return { api, registered };
}

type Load = (request: string, ...rest: readonly unknown[]) => unknown;

/** Registers the provider with a server that answers with this exchange. */
function register(hasPaste: boolean, answer: string | null) {
  const { api, registered } = editor(hasPaste);
  const asked: unknown[] = [];
  const server = {
    request: (method: string, params: unknown) => {
      asked.push([method, params]);
      return Promise.resolve(answer);
    },
  } as unknown as LanguageServer;
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  const path = require.resolve("../../../client/src/paste-exchange");
  delete require.cache[path];
  loader._load = (request, ...rest) => (request === "vscode" ? api : load(request, ...rest));
  try {
    (require(path) as typeof import("../../../client/src/paste-exchange")).registerPasteExchange(server);
  } finally {
    loader._load = load;
    delete require.cache[path];
  }
  return { registered, asked };
}

const document = { uri: { toString: () => "file:///a.http" } };
const ranges = [{ start: { line: 2, character: 3 } }];
const transfer = (text: string | undefined) => ({
  get: (type: string) => (text === undefined || type !== "text/plain" ? undefined : { asString: async () => text }),
});
const token = { isCancellationRequested: false };

describe("paste actions", () => {
  it("aren't registered in an editor without them", () => assert.deepEqual(register(false, "x").registered, []));

  it("offer the exchange, after the plain text", async () => {
    const { registered, asked } = register(true, "GET https://a.example/");
    assert.equal(registered.length, 1);
    const edits = await registered[0]?.provider.provideDocumentPasteEdits(
      document,
      ranges,
      transfer("curl x"),
      {},
      token,
    );
    assert.deepEqual(JSON.parse(JSON.stringify(edits)), [
      {
        insertText: "GET https://a.example/",
        title: "Paste as an HTTP exchange",
        kind: { parts: ["corsLens", "exchange"] },
        yieldTo: [{ parts: ["text"] }],
      },
    ]);
    assert.deepEqual(asked, [
      [
        "corsLens/pastedExchange",
        { textDocument: { uri: "file:///a.http" }, position: { line: 2, character: 3 }, text: "curl x" },
      ],
    ]);
  });

  for (const [what, text, answer] of [
    ["a text without an exchange", "words", null],
    ["an empty text", " ", "x"],
    ["an image", undefined, "x"],
  ] as const) {
    it(`offer nothing for ${what}`, async () => {
      const { registered } = register(true, answer);
      const edits = await registered[0]?.provider.provideDocumentPasteEdits(
        document,
        ranges,
        transfer(text),
        {},
        token,
      );
      assert.equal(edits, undefined);
    });
  }
});
