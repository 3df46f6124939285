import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesRegistrationOptions,
  type FileOperationOptions,
  type FileOperationRegistrationOptions,
  type InitializeParams,
} from "vscode-languageserver";
import { isDocumentName } from "./carrier";

const FOLDERS: FileOperationRegistrationOptions = {
  filters: [{ scheme: "file", pattern: { glob: "**", matches: "folder" } }],
};

/** What a client tells about folders. Watched globs don't match a folder, and a client needn't report the files in one that is deleted. */
export const FOLDER_OPERATIONS: FileOperationOptions = { didDelete: FOLDERS, didRename: FOLDERS };

/** The open folders. The server only reads files in them, and the client reports changes of the watched ones. */
export class WorkspaceFiles {
  readonly #connection: Connection;
  readonly #globs: readonly string[];
  #folders: readonly string[] = [];
  #isWatching = false;
  #listeners: (() => void)[] = [];
  #documentListeners: (() => void)[] = [];

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

  /** Whether the client reports changes of files. */
  get isWatched(): boolean {
    return this.#isWatching;
  }

  /**
   * Makes the client watch the files, and follows the folders that are opened and closed.
   * @param documents globs of documents to watch too.
   */
  async watch(
    abilities: { readonly watchesFiles: boolean; readonly workspaceFolders: boolean },
    documents: readonly string[] = [],
  ): Promise<void> {
    if (abilities.workspaceFolders) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        this.#changed();
      });
    }
    const folderChanged = () => {
      this.#changed();
      tellAll(this.#documentListeners);
    };
    this.#connection.workspace.onDidDeleteFiles(folderChanged);
    this.#connection.workspace.onDidRenameFiles(folderChanged);
    const globs = [...this.#globs, ...documents];
    if (abilities.watchesFiles && globs.length > 0) {
      this.#connection.onDidChangeWatchedFiles(({ changes }) => {
        const isOfDocuments = changes.map(({ uri }) => isDocumentName(uri));
        if (isOfDocuments.includes(false)) {
          this.#changed();
        }
        if (isOfDocuments.includes(true)) {
          tellAll(this.#documentListeners);
        }
      });
      const options: DidChangeWatchedFilesRegistrationOptions = {
        watchers: globs.map((globPattern) => ({ globPattern })),
      };
      await this.#connection.client.register(DidChangeWatchedFilesNotification.type, options);
      this.#isWatching = true;
    }
  }

  /** @param listener called when documents on disk have changed. */
  onDidChangeDocuments(listener: () => void): void {
    this.#documentListeners = [...this.#documentListeners, listener];
  }

  /**
   * @param listener called when folders, or files other than documents, have changed. Listeners are called in the order in which they were added.
   */
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
    tellAll(this.#listeners);
  }
}

function tellAll(listeners: readonly (() => void)[]): void {
  for (const tell of listeners) {
    tell();
  }
}
