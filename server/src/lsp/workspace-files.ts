import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesRegistrationOptions,
  type InitializeParams,
} from "vscode-languageserver";

/** The open folders. The server only reads files in them, and the client reports changes of the watched ones. */
export class WorkspaceFiles {
  readonly #connection: Connection;
  readonly #globs: readonly string[];
  #folders: readonly string[] = [];
  #isWatching = false;
  #listeners: (() => void)[] = [];

  /** @param globs of the files to watch; none on a platform that can't read files. */
  constructor(connection: Connection, globs: readonly string[]) {
    this.#connection = connection;
    this.#globs = globs;
  }

  /** URIs. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  initialize({ workspaceFolders, rootUri }: Pick<InitializeParams, "workspaceFolders" | "rootUri">): void {
    this.#folders = workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === "string" ? [rootUri] : []);
  }

  /** Makes the client watch the files, and follows the folders that are opened and closed. */
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

  /** Listeners are called in the order in which they were added. */
  onDidChange(listener: () => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  /**
   * A key for what was read from files for a document: read it again when the key changes. It is the document's version if the client doesn't
   * watch files, and constant if it does.
   */
  cacheKey(version: number): number | null {
    return this.#isWatching ? null : version;
  }

  #changed(): void {
    for (const tell of this.#listeners) {
      tell();
    }
  }
}
