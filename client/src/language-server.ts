import {
  type CancellationToken,
  CancellationTokenSource,
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  window,
  workspace,
} from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type LanguageClientOptions,
  State,
  type StaticFeature,
  type WorkspaceEdit,
} from "vscode-languageclient";
import { SERVER_COMMANDS } from "./server-commands";

/** A client and its server. */
export interface ConnectedServer {
  readonly client: BaseLanguageClient;
  /** Ends a server process or worker that is still alive after `client.stop()`. */
  terminate(): void;
}

/**
 * Creates a client and its server.
 * @param onCrash to be called with the reason if the server can't run and the client wouldn't notice.
 */
export type NewLanguageClient = (options: LanguageClientOptions, onCrash: (reason: string) => void) => ConnectedServer;

export type ServerState = "starting" | "running" | "stopped" | "failed";

/** Announces the commands that the server may use in its answers. */
const KNOWN_COMMANDS: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { commands: { commands: SERVER_COMMANDS } };
  },
  initialize: () => {},
  getState: () => ({ kind: "static" }),
  clear: () => {},
};

const NEVER_CANCELLED = new CancellationTokenSource().token;

/** The running language server: one at a time, a new one after each restart. If it fails, one notification is shown. */
export class LanguageServer implements Disposable {
  readonly #options: LanguageClientOptions;
  readonly #newLanguageClient: NewLanguageClient;
  readonly #changed = new EventEmitter<ServerState>();
  readonly onDidChangeState = this.#changed.event;
  readonly #listeners = new Map<string, () => void>();
  #server: ConnectedServer | undefined;
  #state: ServerState = "stopped";
  #restart: Promise<void> | undefined;

  constructor(options: LanguageClientOptions, newLanguageClient: NewLanguageClient) {
    this.#options = options;
    this.#newLanguageClient = newLanguageClient;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** @returns when the server runs or has failed; never rejects. */
  async start(): Promise<void> {
    let onCrash: (reason: string) => void = () => {};
    const crash = new Promise<never>((_, reject) => {
      onCrash = (reason) => reject(new Error(reason));
    });
    const server = this.#connect(onCrash);
    this.#server = server;
    this.#enter("starting");
    try {
      await Promise.race([server.client.start(), crash]);
    } catch (error) {
      if (this.#server === server) {
        server.client.outputChannel.error(error instanceof Error ? error : String(error));
        this.#fail(l10n.t("The CORS Lens server failed to start."));
      }
    }
  }

  /** Stops the server and starts a new one. Calls during a restart wait for that restart. */
  restart(): Promise<void> {
    this.#restart ??= this.stop()
      .then(() => this.start())
      .finally(() => {
        this.#restart = undefined;
      });
    return this.#restart;
  }

  /** @returns when the server has ended; never rejects. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) {
      return;
    }
    this.#server = undefined;
    try {
      await server.client.dispose();
    } catch (error) {
      // A server that never ran or no longer answers can't be stopped by a request.
      server.client.outputChannel.warn(String(error));
    }
    server.terminate();
    this.#enter("stopped");
  }

  /**
   * @returns null if the server isn't running.
   * @throws an error of the protocol, also if the request is cancelled.
   */
  async request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result | null> {
    return this.#server !== undefined && this.#state === "running"
      ? // Without a token, the library would take `undefined` for one more parameter.
        this.#server.client.sendRequest<Result>(method, params, token ?? NEVER_CANCELLED)
      : null;
  }

  /**
   * Applies an edit that the server has made, of the text as it is now.
   * @returns whether it was applied.
   */
  async apply(edit: WorkspaceEdit): Promise<boolean> {
    const converted = await this.#server?.client.protocol2CodeConverter.asWorkspaceEdit(edit);
    return converted !== undefined && workspace.applyEdit(converted);
  }

  /** Drops the notification if the server isn't running. */
  notify(method: string, params: object): void {
    if (this.#state === "running") {
      this.#server?.client.sendNotification(method, params).catch((error: unknown) => {
        this.#server?.client.outputChannel.warn(String(error));
      });
    }
  }

  /**
   * Listens to a notification of the server and of those that follow it. To be called before the first start.
   * @param listener called without the parameters.
   */
  onNotification(method: string, listener: () => void): void {
    this.#listeners.set(method, listener);
  }

  dispose(): void {
    void this.stop();
    this.#changed.dispose();
  }

  #connect(onCrash: (reason: string) => void): ConnectedServer {
    const server = this.#newLanguageClient(
      {
        ...this.#options,
        initializationFailedHandler: () => false,
        errorHandler: {
          error: (_error, _message, count = 0) => ({
            action: count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
          }),
          closed: () => this.#closed(standard.closed()),
        },
      },
      onCrash,
    );
    const { client } = server;
    client.registerFeature(KNOWN_COMMANDS);
    for (const [method, listener] of this.#listeners) {
      client.onNotification(method, listener);
    }
    const standard = client.createDefaultErrorHandler();
    // The library would show its own notification for each failure, without a reason or a remedy. Only ours is shown.
    const log = client.error.bind(client);
    client.error = (message, data) => log(message, data, false);
    client.onDidChangeState(({ newState }) => {
      if (this.#server === server) {
        if (newState === State.StartFailed) {
          this.#fail(l10n.t("The CORS Lens server failed to start."));
        } else {
          this.#enter(newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped");
        }
      }
    });
    return server;
  }

  /** Restarts a server that was running, unless it keeps crashing. One that never ran isn't restarted: it would fail again. */
  async #closed(standard: CloseHandlerResult | Promise<CloseHandlerResult>): Promise<CloseHandlerResult> {
    const result = await standard;
    if (this.#state !== "running") {
      return { action: CloseAction.DoNotRestart };
    }
    if (result.action === CloseAction.DoNotRestart) {
      this.#fail(l10n.t("The CORS Lens server keeps crashing."));
    }
    return result;
  }

  #enter(state: ServerState): void {
    // The client stops after a failure. The status should still show the failure.
    if (this.#state === "failed" && state === "stopped" && this.#server !== undefined) {
      return;
    }
    this.#state = state;
    this.#changed.fire(state);
  }

  #fail(message: string): void {
    if (this.#state === "failed") {
      return;
    }
    this.#enter("failed");
    const restart = l10n.t("Restart");
    const showOutput = l10n.t("Show Output");
    window.showErrorMessage(message, restart, showOutput).then((choice) => {
      if (choice === restart) {
        void this.restart();
      } else if (choice === showOutput) {
        void commands.executeCommand("corsLens.showOutput");
      }
    });
  }
}
