import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesRegistrationOptions,
  type InitializeParams,
} from "vscode-languageserver";
import { environmentsOf } from "../environment/environment";
import { ENVIRONMENT_FILE_GLOBS } from "../environment/file-kind";
import { environmentNames, outsideVariables } from "../environment/outside-variables";
import type { OutsideVariables } from "../http/outside";
import type { Platform } from "../platform";
import type { EditorSettings } from "./settings";

interface Entry {
  /** Of the document, where nobody says that files change; else null. */
  readonly version: number | null;
  readonly settings: EditorSettings;
  readonly variables: Promise<OutsideVariables>;
}

/**
 * The variables that each document may take from files and settings: read once, and again when the client says that a file has changed. For a
 * client that watches no files they are read again with each change of the document.
 */
export class OutsideStore {
  readonly #connection: Connection;
  readonly #platform: Platform;
  readonly #entries = new Map<string, Entry>();
  readonly #logged = new Set<string>();
  #folders: readonly string[] = [];
  #isWatching = false;

  constructor(connection: Connection, platform: Platform) {
    this.#connection = connection;
    this.#platform = platform;
  }

  /** Files are read in the folders that are open, and in no others. */
  initialize({ workspaceFolders, rootUri }: Pick<InitializeParams, "workspaceFolders" | "rootUri">): void {
    this.#folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
  }

  /** Has the client watch the environment files, and follows the folders that are open. */
  async watch(abilities: { readonly watchesFiles: boolean; readonly workspaceFolders: boolean }, onChange: () => void) {
    const changed = () => {
      this.#entries.clear();
      this.#logged.clear();
      onChange();
    };
    if (abilities.workspaceFolders) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        changed();
      });
    }
    if (abilities.watchesFiles && this.#platform.environmentFiles !== undefined) {
      this.#connection.onDidChangeWatchedFiles(changed);
      const options: DidChangeWatchedFilesRegistrationOptions = {
        watchers: ENVIRONMENT_FILE_GLOBS.map((globPattern) => ({ globPattern })),
      };
      await this.#connection.client.register(DidChangeWatchedFilesNotification.type, options);
      this.#isWatching = true;
    }
  }

  /** @param version of the document. */
  of(uri: string, version: number, settings: EditorSettings): Promise<OutsideVariables> {
    const wanted = this.#isWatching ? null : version;
    const known = this.#entries.get(uri);
    if (known !== undefined && known.settings === settings && known.version === wanted) {
      return known.variables;
    }
    const variables = this.#read(uri, settings);
    this.#entries.set(uri, { version: wanted, settings, variables });
    return variables;
  }

  forget(uri: string): void {
    this.#entries.delete(uri);
  }

  async #read(uri: string, { environment, environmentSettings }: EditorSettings): Promise<OutsideVariables> {
    const found = await this.#platform.environmentFiles?.(uri, this.#folders);
    const environments = environmentsOf(found?.files ?? [], environmentSettings);
    for (const problem of [...(found?.problems ?? []), ...environments.problems]) {
      this.#warn(problem);
    }
    const names = environmentNames(environments);
    if (environment !== null && !names.includes(environment)) {
      const known = names.length === 0 ? "none is defined" : `there are ${names.join(", ")}`;
      this.#warn(`corsLens.environment is ${environment}, and no file or setting defines it: ${known}.`);
    }
    return outsideVariables(environments, environment);
  }

  #warn(message: string): void {
    if (!this.#logged.has(message)) {
      this.#logged.add(message);
      this.#connection.console.warn(message);
    }
  }
}
