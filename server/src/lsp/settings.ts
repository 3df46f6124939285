import type { Connection } from "vscode-languageserver";
import { DEFAULT_SETTINGS, type Settings } from "../analysis";
import { BROWSERS } from "../cors/engines";

/** The settings of each document: asked from the client where it can be, else what it last sent for all. */
export class SettingsStore {
  readonly #connection: Connection;
  readonly #canAsk: boolean;
  #sent: Settings;
  readonly #asked = new Map<string, Promise<Settings>>();

  constructor(connection: Connection, canAsk: boolean, initial: unknown) {
    this.#connection = connection;
    this.#canAsk = canAsk;
    this.#sent = this.#read(initial);
  }

  async of(uri: string): Promise<Settings> {
    if (!this.#canAsk) {
      return this.#sent;
    }
    const known = this.#asked.get(uri);
    if (known !== undefined) {
      return known;
    }
    const asked = this.#connection.workspace.getConfiguration({ scopeUri: uri, section: "corsLens" }).then(
      (value) => this.#read(value),
      () => DEFAULT_SETTINGS,
    );
    this.#asked.set(uri, asked);
    return asked;
  }

  /** @param sent what `workspace/didChangeConfiguration` holds; clients that can be asked send nothing of use. */
  changed(sent: unknown): void {
    this.#asked.clear();
    if (!this.#canAsk && isRecord(sent)) {
      this.#sent = this.#read(sent["corsLens"] ?? sent);
    }
  }

  forget(uri: string): void {
    this.#asked.delete(uri);
  }

  /** What is not as it should be is said in the log, and left out. */
  #read(value: unknown): Settings {
    const { origin = "", engines = [], readCommentedResponses } = isRecord(value) ? value : {};
    const known = BROWSERS.filter((browser) => Array.isArray(engines) && engines.includes(browser));
    if (!Array.isArray(engines) || engines.some((engine) => !BROWSERS.includes(engine))) {
      this.#connection.console.warn(
        `corsLens.engines takes a list of ${BROWSERS.join(", ")}, not ${JSON.stringify(engines)}.`,
      );
    }
    return {
      origin: typeof origin === "string" && origin.trim() !== "" ? origin.trim() : null,
      engines: known,
      readCommentedResponses: readCommentedResponses === true,
    };
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
