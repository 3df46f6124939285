import { type ChildProcess, spawn } from "node:child_process";
import {
  type ClientCapabilities,
  type CodeAction,
  type CompletionContext,
  type CompletionItem,
  type CompletionList,
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type LogMessageParams,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver-protocol/node";

/** The capabilities of most editors. */
export const USUAL_CAPABILITIES: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      tagSupport: { valueSet: [1, 2] },
      versionSupport: true,
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor", "source"] } },
      isPreferredSupport: true,
    },
  },
  workspace: { workspaceEdit: { documentChanges: true } },
};

/** A simple client that speaks LSP over stdio and collects what the server publishes. */
export class LspClient {
  readonly connection: ProtocolConnection;
  readonly #server: ChildProcess;
  readonly #published: PublishDiagnosticsParams[] = [];
  #waiting: (() => void)[] = [];
  /** The server's log messages. */
  readonly logged: string[] = [];
  /** The client's answer to `workspace/configuration` for `corsLens`. */
  configuration: unknown = null;
  /** Waited for before the client answers a question about a document's settings. */
  beforeConfiguration: (scopeUri: string | undefined) => Promise<void> = async () => {};
  /** Its answers for other sections. */
  readonly otherConfiguration = new Map<string, unknown>();
  /** The server's dynamic registrations. */
  readonly registrations: Registration[] = [];
  initialized: InitializeResult | null = null;
  /** The number of diagnostic refresh requests from the server. */
  refreshes = 0;

  private constructor(server: ChildProcess, canRegister: boolean) {
    if (server.stdout === null || server.stdin === null) {
      throw new Error("The server has no stdio.");
    }
    this.#server = server;
    this.connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.#published.push(params);
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const wake of waiting) {
        wake();
      }
    });
    this.connection.onNotification("window/logMessage", ({ message }: LogMessageParams) => {
      this.logged.push(message);
    });
    this.connection.onRequest("workspace/configuration", async ({ items }: ConfigurationParams) => {
      await this.beforeConfiguration(items[0]?.scopeUri);
      return items.map(({ section = "" }) =>
        section === "corsLens" ? this.configuration : (this.otherConfiguration.get(section) ?? null),
      );
    });
    this.connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes++;
      return null;
    });
    this.connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
      if (!canRegister) {
        throw new Error("The server registers nothing dynamically.");
      }
      this.registrations.push(...registrations);
      return null;
    });
    this.connection.listen();
  }

  static async start(
    capabilities: ClientCapabilities = USUAL_CAPABILITIES,
    initializationOptions?: unknown,
    workspaceFolders: readonly string[] = [],
  ): Promise<LspClient> {
    const server = spawn(process.execPath, ["server/dist/cli.cjs", "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const canRegister = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    const client = new LspClient(server, canRegister);
    client.initialized = await client.connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      ...(workspaceFolders.length === 0
        ? {}
        : { workspaceFolders: workspaceFolders.map((uri) => ({ uri, name: "folder" })) }),
      capabilities,
      initializationOptions,
    });
    await client.connection.sendNotification("initialized", {});
    return client;
  }

  async open(uri: string, text: string, languageId = "http"): Promise<void> {
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async replace(uri: string, version: number, text: string): Promise<void> {
    await this.change(uri, version, [{ text }]);
  }

  async change(uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  /** The first diagnostics for a document that match: already received, or the next ones to arrive. */
  async published(
    uri: string,
    fits: (params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<Diagnostic[]> {
    for (;;) {
      const at = this.#published.findIndex((params) => params.uri === uri && fits(params));
      const found = this.#published[at];
      if (found !== undefined) {
        this.#published.splice(0, at + 1);
        return found.diagnostics;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async pull(uri: string): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
      textDocument: { uri },
    });
    return report.kind === "full" ? report.items : [];
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
  }

  codeActions(uri: string, position: Position, only?: string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    });
  }

  async completion(uri: string, position: Position, context?: CompletionContext): Promise<CompletionItem[]> {
    const { items } = await this.connection.sendRequest<CompletionList>("textDocument/completion", {
      textDocument: { uri },
      position,
      ...(context === undefined ? {} : { context }),
    });
    return items;
  }

  async stop(): Promise<number | null> {
    const exited = new Promise<number | null>((resolve) => this.#server.once("exit", resolve));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await exited;
    this.connection.dispose();
    return code;
  }
}
