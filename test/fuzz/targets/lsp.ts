import assert from "node:assert/strict";
import fc from "fast-check";
import { TextDocument, type TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import { analyse } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";
import { Answers } from "../../support/answers";
import { anyPiece, anyText } from "../inputs/texts";
import { type Answer, ServerProcess } from "../server-process";
import type { Target } from "../target";

/** A message to the server about one of a few documents. `params` are added to those that the method needs. */
type Step =
  | { readonly kind: "open"; readonly document: number; readonly text: string }
  | { readonly kind: "close" | "save"; readonly document: number }
  | { readonly kind: "change"; readonly document: number; readonly changes: readonly Change[] }
  | { readonly kind: "request"; readonly document: number; readonly method: string; readonly params: object }
  | { readonly kind: "cancel"; readonly back: number }
  | { readonly kind: "configure"; readonly origin: string | null }
  | { readonly kind: "files"; readonly count: number }
  | { readonly kind: "odd"; readonly isRequest: boolean; readonly method: string; readonly params: unknown };

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Change {
  /** Null replaces the whole text. */
  readonly range: { readonly start: Position; readonly end: Position } | null;
  readonly text: string;
}

interface Input {
  readonly steps: readonly Step[];
  readonly at: Position;
}

const documentNumber = fc.nat(2);
const place = fc.oneof(
  { weight: 8, arbitrary: fc.nat(30) },
  { weight: 1, arbitrary: fc.constantFrom(1000, 2 ** 31 - 1, 0) },
);
const position: fc.Arbitrary<Position> = fc.record({ line: place, character: fc.oneof(place, fc.nat(80)) });
const forwards = fc
  .tuple(position, position)
  .map(([a, b]) => (a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a]))
  .map(([start, end]) => ({ start: start as Position, end: end as Position }));

const AT_POSITION = [
  "textDocument/hover",
  "textDocument/completion",
  "textDocument/definition",
  "textDocument/documentHighlight",
  "textDocument/prepareRename",
  "corsLens/explainExchange",
];
const WHOLE = [
  "textDocument/diagnostic",
  "textDocument/documentSymbol",
  "textDocument/foldingRange",
  "textDocument/documentLink",
  "textDocument/codeLens",
  "textDocument/semanticTokens/full",
];
const EVERY_METHOD = [
  ...AT_POSITION,
  ...WHOLE,
  "textDocument/references",
  "textDocument/rename",
  "textDocument/codeAction",
  "textDocument/inlayHint",
  "textDocument/selectionRange",
  "textDocument/semanticTokens/range",
  "corsLens/copyExchange",
  "corsLens/pastedExchange",
  "corsLens/verdict",
  "corsLens/harExchanges",
  "corsLens/reportedDocument",
  "workspace/symbol",
  "workspace/diagnostic",
];
const asked = (method: string, params: fc.Arbitrary<object>) =>
  fc.record({ kind: fc.constant("request" as const), document: documentNumber, method: fc.constant(method), params });
const request: fc.Arbitrary<Step> = fc.oneof(
  ...AT_POSITION.map((method) => asked(method, fc.record({ position }))),
  ...WHOLE.map((method) => asked(method, fc.constant({}))),
  asked("textDocument/references", fc.record({ position, context: fc.constant({ includeDeclaration: true }) })),
  asked("textDocument/rename", fc.record({ position, newName: fc.oneof(anyPiece, fc.constant("renamed")) })),
  asked(
    "textDocument/codeAction",
    fc.record({
      range: forwards,
      context: fc.oneof(
        fc.constant({ diagnostics: [] }),
        fc.constantFrom("quickfix", "refactor", "source.fixAll", "").map((only) => ({ diagnostics: [], only: [only] })),
      ),
    }),
  ),
  asked("textDocument/inlayHint", fc.record({ range: forwards })),
  asked("textDocument/semanticTokens/range", fc.record({ range: forwards })),
  asked("textDocument/selectionRange", fc.record({ positions: fc.array(position, { maxLength: 3 }) })),
  asked("corsLens/copyExchange", fc.record({ position, format: fc.constantFrom("curl", "fetch", "markdown") })),
  asked("corsLens/pastedExchange", fc.record({ position, text: anyPiece })),
  asked("corsLens/verdict", fc.record({ position })),
  asked("corsLens/harExchanges", fc.record({ text: fc.oneof(anyPiece, fc.json()) })),
  asked("corsLens/reportedDocument", fc.record({ text: anyPiece })),
  asked("workspace/diagnostic", fc.constant({ previousResultIds: [] })),
  asked("workspace/symbol", fc.record({ query: fc.string({ maxLength: 3 }) })),
);

/** Values of a wrong type or size, where a message has another one. */
const odd: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("odd" as const),
  isRequest: fc.boolean(),
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...EVERY_METHOD) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "$/setTrace",
        "$/cancelRequest",
        "$/unknown",
        "unknown",
        "initialized",
        "__proto__",
      ),
    },
  ),
  params: fc.oneof(
    fc.constantFrom(undefined, {}, [], { textDocument: null }, { textDocument: { uri: 1 } }),
    fc.record({
      textDocument: fc.record({ uri: fc.constantFrom("file:///fuzz/unknown.http", "nonsense", "", "http://[") }),
      position: fc.oneof(
        fc.record({
          line: fc.constantFrom<unknown>(-1, 1.5, "1", null, 2 ** 53, 1e300),
          character: fc.constantFrom<unknown>(-1, 1.5, "1", null, 2 ** 53, 0),
        }),
        fc.constantFrom(null, [], "0"),
      ),
    }),
  ),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("open" as const), document: documentNumber, text: anyText }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      document: documentNumber,
      changes: fc.array(fc.record({ range: fc.option(forwards, { freq: 12 }), text: anyPiece }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("close" as const, "save" as const), document: documentNumber }),
  },
  { weight: 12, arbitrary: request },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cancel" as const), back: fc.nat(6) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("configure" as const),
      origin: fc.constantFrom(null, "https://app.example.com", "nonsense"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("files" as const), count: fc.nat(30) }) },
  { weight: 2, arbitrary: odd },
);

const LANGUAGES = [
  ["http", "http"],
  ["markdown", "md"],
  ["http", "rest"],
] as const;

const INTERNAL_ERROR = -32603;

let server: ServerProcess | null = null;
let inputs = 0;

/** The server answers every request once, survives every message, and knows the documents as the client does. */
export const lspTarget: Target<Input> = {
  name: "lsp",
  unit: "messages",
  inputs: fc.record({ steps: fc.array(step, { maxLength: 60, size: "max" }), at: position }),
  usualRuns: 60,
  async check({ steps, at }) {
    server ??= await ServerProcess.start();
    try {
      return await new Session(server, ++inputs).run(steps, at);
    } catch (error) {
      const { isRunning } = server;
      const failed = server;
      server = null;
      if (isRunning) {
        await failed.stop();
      }
      throw error;
    }
  },
  async stop() {
    await server?.stop();
    server = null;
  },
};

class Session {
  readonly #server: ServerProcess;
  readonly #folder: string;
  /** The open documents, by number. */
  readonly #open = new Map<number, TextDocument>();
  readonly #answers: { readonly step: Step; readonly id: number; readonly answer: Promise<Answer> }[] = [];
  #origin: string | null = null;
  #messages = 0;

  constructor(server: ServerProcess, number: number) {
    this.#server = server;
    this.#folder = `file:///fuzz/${number}`;
  }

  async run(steps: readonly Step[], at: Position): Promise<number> {
    this.#take({ kind: "configure", origin: null });
    for (const one of steps) {
      this.#take(one);
    }
    for (const { step: asked, answer } of this.#answers) {
      const { error } = await answer;
      assert.notEqual(error?.code, INTERNAL_ERROR, `${JSON.stringify(asked)}: ${error?.message}`);
    }
    for (const [number, document] of this.#open) {
      await this.#compare(number, document, at);
    }
    const crashes = this.#server.errors.splice(0).filter((line) => line.includes("\n    at "));
    assert.deepEqual(crashes, [], "the server logs no exception");
    for (const number of [...this.#open.keys()]) {
      this.#take({ kind: "close", document: number });
    }
    return this.#messages;
  }

  #uri(document: number): string {
    return `${this.#folder}/document.${LANGUAGES[document]?.[1]}`;
  }

  #take(one: Step): void {
    switch (one.kind) {
      case "open": {
        const [languageId] = LANGUAGES[one.document] ?? ["http"];
        const uri = this.#uri(one.document);
        if (!this.#open.has(one.document)) {
          this.#open.set(one.document, TextDocument.create(uri, languageId, 1, one.text));
          this.#notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text: one.text } });
        }
        break;
      }
      case "close":
      case "save":
        if (this.#open.has(one.document)) {
          const method = one.kind === "close" ? "textDocument/didClose" : "textDocument/didSave";
          this.#notify(method, { textDocument: { uri: this.#uri(one.document) } });
        }
        if (one.kind === "close") {
          this.#open.delete(one.document);
        }
        break;
      case "change": {
        const document = this.#open.get(one.document);
        if (document !== undefined) {
          const version = document.version + 1;
          const contentChanges: TextDocumentContentChangeEvent[] = [];
          for (const { range, text } of one.changes) {
            // The server has lost a document with a change that starts below its text.
            const change = range === null || range.start.line > document.lineCount ? { text } : { range, text };
            TextDocument.update(document, [change], version);
            contentChanges.push(change);
          }
          this.#notify("textDocument/didChange", { textDocument: { uri: document.uri, version }, contentChanges });
        }
        break;
      }
      case "request":
        this.#request(one, one.method, { textDocument: { uri: this.#uri(one.document) }, ...one.params });
        break;
      case "cancel": {
        const before = this.#answers.at(-1 - one.back);
        if (before !== undefined) {
          this.#notify("$/cancelRequest", { id: before.id });
        }
        break;
      }
      case "configure":
        this.#origin = one.origin;
        this.#notify("workspace/didChangeConfiguration", { settings: { corsLens: { origin: one.origin } } });
        break;
      case "files": {
        const changes = Array.from({ length: one.count }, (_, i) => ({ uri: `${this.#folder}/.env.${i}`, type: 2 }));
        this.#notify("workspace/didChangeWatchedFiles", { changes });
        break;
      }
      case "odd":
        if (one.isRequest) {
          this.#request(one, one.method, one.params);
        } else {
          this.#notify(one.method, one.params);
        }
        break;
    }
  }

  #notify(method: string, params: unknown): void {
    this.#messages++;
    this.#server.notify(method, params);
  }

  #request(asked: Step, method: string, params: unknown): void {
    this.#messages++;
    this.#answers.push({ step: asked, ...this.#server.request(method, params) });
  }

  /** Compares what the server says about a document with what a new analysis says. */
  async #compare(number: number, document: TextDocument, at: Position): Promise<void> {
    const text = document.getText();
    const carrier = carrierOf(number);
    const settings = { origin: this.#origin, engines: [] };
    const fresh = new Answers(text, carrier, settings, document);
    const whole = fresh.whole();
    const others = [...this.#open].flatMap(([other, one]) =>
      other === number ? [] : [analyse(one.getText(), carrierOf(other), settings)],
    );
    const here = fresh.at(fresh.analysed.analysis.lines.offsetAt(at), others);
    const ask = async (method: string, params: object = {}) => {
      this.#messages++;
      const { error, result } = await this.#server.request(method, { textDocument: { uri: document.uri }, ...params })
        .answer;
      assert.equal(error, undefined, `${method}: ${error?.message}`);
      return result;
    };
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    const { items } = (await ask("textDocument/diagnostic")) as unknown as { items: unknown };
    assert.deepEqual(items, plain(whole.diagnostics));
    assert.deepEqual(await ask("textDocument/documentSymbol"), plain(whole.symbols));
    assert.deepEqual(await ask("textDocument/foldingRange"), plain(whole.foldingRanges));
    const { data } = (await ask("textDocument/semanticTokens/full")) as unknown as { data: unknown };
    assert.deepEqual(data, whole.semanticTokens.data);
    assert.deepEqual(await ask("textDocument/hover", { position: at }), plain(here.hover));
    assert.deepEqual(await ask("textDocument/completion", { position: at }), plain(here.completion));
    assert.deepEqual(await ask("corsLens/explainExchange", { position: at }), plain(here.explanation));
    const range = { start: at, end: at };
    assert.deepEqual(
      await ask("textDocument/codeAction", { range, context: { diagnostics: [] } }),
      plain(here.actions),
    );
  }
}

function carrierOf(document: number): Carrier {
  return LANGUAGES[document]?.[0] === "markdown" ? "markdown" : "http";
}
