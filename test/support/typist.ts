import { PassThrough } from "node:stream";
import {
  type ClientCapabilities,
  type CodeLens,
  type CompletionContext,
  type CompletionList,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InlayHint,
  type Position,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { CursorMovedNotification } from "../../server/src/lsp/protocol";
import { startServer } from "../../server/src/server";
import { ManualClock } from "./manual-clock";

const REFRESHES = { refreshSupport: true };

/** A client that pulls and refreshes, as VS Code does. */
export const PULLING: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    codeLens: {},
    inlayHint: {},
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true } },
  },
  workspace: { configuration: true, diagnostics: REFRESHES, codeLens: REFRESHES, inlayHint: REFRESHES },
};

/** A client to which diagnostics are published. */
export const PUSHED: ClientCapabilities = { textDocument: { publishDiagnostics: { versionSupport: true } } };

/** Edits one document of a server in this process, in which no time passes but by `clock.pass`. */
export class Typist {
  readonly clock = new ManualClock();
  readonly uri: string;
  readonly published: PublishDiagnosticsParams[] = [];
  /** The refresh requests of the server. */
  readonly refreshes: string[] = [];
  /** The answer to `workspace/configuration` for `corsLens`. */
  configuration: object = { inlayHints: { enabled: true } };
  readonly #client;
  #document: TextDocument;
  #offset = 0;

  private constructor(uri: string, languageId: string) {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    startServer(
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toClient),
      (reader, writer) => createConnection(reader, writer),
      {},
      { clock: this.clock },
    );
    this.uri = uri;
    this.#document = TextDocument.create(uri, languageId, 1, "");
    this.#client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.#client.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.push(params);
    });
    for (const kind of ["diagnostic", "codeLens", "inlayHint"]) {
      this.#client.onRequest(`workspace/${kind}/refresh`, () => {
        this.refreshes.push(kind);
        return null;
      });
    }
    this.#client.onRequest("workspace/configuration", ({ items }: { items: readonly { section: string }[] }) =>
      items.map(({ section }) => (section === "corsLens" ? this.configuration : null)),
    );
    this.#client.listen();
  }

  /**
   * Opens a document with a text, with the cursor at its end.
   * @param configuration of `corsLens`.
   */
  static async open(
    text = "",
    {
      languageId = "http",
      capabilities = PULLING,
      uri = languageId === "markdown" ? "file:///a.md" : "file:///a.http",
      configuration = {},
    }: {
      readonly languageId?: string;
      readonly capabilities?: ClientCapabilities;
      readonly uri?: string;
      readonly configuration?: object;
    } = {},
  ): Promise<Typist> {
    const typist = new Typist(uri, languageId);
    typist.configuration = { ...typist.configuration, ...configuration };
    await typist.#client.sendRequest("initialize", { processId: null, rootUri: null, capabilities });
    await typist.#client.sendNotification("initialized", {});
    typist.#document = TextDocument.create(uri, languageId, 1, text);
    typist.#offset = text.length;
    await typist.#client.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
    return typist;
  }

  get text(): string {
    return this.#document.getText();
  }

  get cursor(): Position {
    return this.#document.positionAt(this.#offset);
  }

  lineAt(line: number): string {
    return this.text.split(/\r\n|\r|\n/)[line] ?? "";
  }

  /** Puts the cursor after a text, and tells the server if `tells`, as the extension does. */
  async goTo(textBefore: string, tells = true): Promise<void> {
    const at = this.text.indexOf(textBefore);
    if (at < 0) {
      throw new Error(`There is no ${JSON.stringify(textBefore)}.`);
    }
    this.#offset = at + textBefore.length;
    if (tells) {
      await this.tellLine(this.cursor.line);
    }
  }

  /** @param line the cursor's; null if it has left the document. */
  async tellLine(line: number | null): Promise<void> {
    const textDocument = { uri: this.uri, version: this.#document.version };
    await this.#client.sendNotification(CursorMovedNotification, { textDocument, line });
  }

  /** Replaces a part of the text by another, and puts the cursor at its end. */
  async edit(start: number, end: number, text: string): Promise<void> {
    const range = { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
    const version = this.#document.version + 1;
    this.#document = TextDocument.update(this.#document, [{ range, text }], version);
    this.#offset = start + text.length;
    await this.#client.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.uri, version },
      contentChanges: [{ range, text }],
    });
  }

  /** Inserts text at the cursor. */
  insert(text: string): Promise<void> {
    return this.edit(this.#offset, this.#offset, text);
  }

  /** Removes characters before the cursor. */
  backspace(count = 1): Promise<void> {
    return this.edit(this.#offset - count, this.#offset, "");
  }

  offsetAt(position: Position): number {
    return this.#document.offsetAt(position);
  }

  async save(): Promise<void> {
    await this.#client.sendNotification("textDocument/didSave", { textDocument: { uri: this.uri } });
  }

  async pull(): Promise<Diagnostic[]> {
    const report = await this.#ask<DocumentDiagnosticReport>("textDocument/diagnostic");
    return report.kind === "full" ? report.items : [];
  }

  /** The findings that are reported: the number of the line, and the rule. */
  async findings(): Promise<string[]> {
    return (await this.pull()).map(keyOf);
  }

  async lenses(): Promise<string[]> {
    return (await this.#ask<CodeLens[]>("textDocument/codeLens")).map(
      ({ range, command }) => `${range.start.line + 1} ${command?.title}`,
    );
  }

  async hints(): Promise<string[]> {
    const range = { start: { line: 0, character: 0 }, end: { line: 1_000, character: 0 } };
    return (await this.#ask<InlayHint[]>("textDocument/inlayHint", { range })).map(
      ({ position, label }) => `${position.line + 1} ${label}`,
    );
  }

  complete(context: CompletionContext): Promise<CompletionList> {
    return this.#ask("textDocument/completion", { position: this.cursor, context });
  }

  send(method: string, params: object): Promise<void> {
    return this.#client.sendNotification(method, params);
  }

  ask<T>(method: string, params: object): Promise<T> {
    return this.#client.sendRequest(method, params);
  }

  /** Waits until the server has read what was sent before, and the client what it sent. */
  async settled(): Promise<void> {
    await this.#ask("textDocument/foldingRange");
    await this.#ask("textDocument/foldingRange");
  }

  /** Lets the second pass after which lines count as finished. */
  async rest(): Promise<void> {
    await this.settled();
    this.clock.pass(1_000);
    await this.settled();
  }

  close(): void {
    this.#client.dispose();
  }

  #ask<T>(method: string, params: object = {}): Promise<T> {
    return this.#client.sendRequest(method, { textDocument: { uri: this.uri }, ...params });
  }
}

export function keyOf({ range, code }: Diagnostic): string {
  return `${range.start.line + 1} ${code}`;
}
