import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesRegistrationOptions,
  type InitializeParams,
} from "vscode-languageserver";

/** The folders that are open: files are read in them, and in no others, and the client says when some of them change. */
export class WorkspaceFiles {
  readonly #connection: Connection;
  readonly #globs: readonly string[];
  #folders: readonly string[] = [];
  #isWatching = false;
  #listeners: (() => void)[] = [];

  /** @param globs of the files that matter; none where no file can be read. */
  constructor(connection: Connection, globs: readonly string[]) {
    this.#connection = connection;
    this.#globs = globs;
  }

  /** URIs. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  initialize({ workspaceFolders, rootUri }: Pick<InitializeParams, "workspaceFolders" | "rootUri">): void {
    this.#folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
  }

  /** Has the client watch the files, and follows the folders that are open. */
  async watch(abilities: { readonly watchesFiles: boolean; readonly workspaceFolders: boolean }): Promise<void> {
    if (abilities.workspaceFolders) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        this.#changed();
      });
    }
    if (abilities.watchesFiles && this.#globs.length > 0) {
      this.#connection.onDidChangeWatchedFiles(() => this.#changed());
      const options: DidChangeWatchedFilesRegistrationOptions = {
        watchers: this.#globs.map((globPattern) => ({ globPattern })),
      };
      await this.#connection.client.register(DidChangeWatchedFilesNotification.type, options);
      this.#isWatching = true;
    }
  }

  /** Listeners are told in the order in which they ask to be. */
  onDidChange(listener: () => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  /**
   * What has to be the same for that which was read for a document to be still true: its version where nobody says that files change, and nothing
   * where the client does.
   */
  validity(version: number): number | null {
    return this.#isWatching ? null : version;
  }

  #changed(): void {
    for (const tell of this.#listeners) {
      tell();
    }
  }
}
