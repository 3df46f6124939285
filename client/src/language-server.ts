import { commands, type Disposable, EventEmitter, l10n, window } from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type LanguageClientOptions,
  State,
  type StaticFeature,
} from "vscode-languageclient";
import { COPY_COMMANDS } from "./copy-exchange";

/** A client, and how to end what `stop` leaves alive at its other end. */
export interface ConnectedServer {
  readonly client: BaseLanguageClient;
  terminate(): void;
}

/**
 * Makes a client and its server.
 * @param onCrash to be told why the server cannot run, where the client does not notice that by itself.
 */
export type NewLanguageClient = (options: LanguageClientOptions, onCrash: (reason: string) => void) => ConnectedServer;

export type ServerState = "starting" | "running" | "stopped" | "failed";

/** Tells the server the commands that it may put into its answers. */
const KNOWN_COMMANDS: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { commands: { commands: ["corsLens.explainExchange", ...COPY_COMMANDS] } };
  },
  initialize: () => {},
  getState: () => ({ kind: "static" }),
  clear: () => {},
};

/** The language server as the editor sees it: one at a time, a new one after each restart, and one notification when it cannot run. */
export class LanguageServer implements Disposable {
  readonly #options: LanguageClientOptions;
  readonly #newLanguageClient: NewLanguageClient;
  readonly #changed = new EventEmitter<ServerState>();
  readonly onDidChangeState = this.#changed.event;
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
        this.#fail(l10n.t("The CORS Lens server could not start."));
      }
    }
  }

  /** Ends the server and starts another one; calls while that goes on wait for the same one. */
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
      // A server that never ran, or no longer answers, cannot be asked to stop.
      server.client.outputChannel.warn(String(error));
    }
    server.terminate();
    this.#enter("stopped");
  }

  /** @returns null where the server does not run. */
  async request<Result>(method: string, params: object): Promise<Result | null> {
    return this.#server !== undefined && this.#state === "running"
      ? this.#server.client.sendRequest<Result>(method, params)
      : null;
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
    const standard = client.createDefaultErrorHandler();
    // The library shows each failure in a notification of its own, which names neither a reason nor a way out. Ours is the only one.
    const log = client.error.bind(client);
    client.error = (message, data) => log(message, data, false);
    client.onDidChangeState(({ newState }) => {
      if (this.#server === server) {
        if (newState === State.StartFailed) {
          this.#fail(l10n.t("The CORS Lens server could not start."));
        } else {
          this.#enter(newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped");
        }
      }
    });
    return server;
  }

  /** A server that ran is started again, unless it keeps on crashing; one that never ran would not run then either. */
  async #closed(standard: CloseHandlerResult | Promise<CloseHandlerResult>): Promise<CloseHandlerResult> {
    const result = await standard;
    if (this.#state !== "running") {
      return { action: CloseAction.DoNotRestart };
    }
    if (result.action === CloseAction.DoNotRestart) {
      this.#fail(l10n.t("The CORS Lens server keeps on crashing."));
    }
    return result;
  }

  #enter(state: ServerState): void {
    // The client stops after a failure; what matters to the user is that it failed.
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
