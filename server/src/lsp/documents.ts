import {
  type Connection,
  NotebookDocuments,
  type TextDocumentContentChangeEvent,
  type TextDocumentIdentifier,
  TextDocuments,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Analysis, analyse } from "../analysis";
import { withOverrides } from "../project/settings";
import { memoLatest } from "../text/memo";
import type { AnalysedDocument } from "./analysed-document";
import { carrierOf } from "./carrier";
import type { EnvironmentStore } from "./environment-store";
import { describe } from "./guard";
import { PerDocument } from "./per-document";
import type { Project, ProjectStore } from "./project-store";
import { SavedVersions } from "./saved-versions";
import type { EditorSettings, SettingsStore } from "./settings";
import { syncedText } from "./synced-text";

/**
 * The open documents, including notebook cells, and a cache of their analyses. An analysis is made on the first request.
 */
export class Documents {
  readonly texts: TextDocuments<TextDocument>;
  readonly notebooks: NotebookDocuments<TextDocument>;
  readonly #analyses = new PerDocument<Analysis | null>();
  /** The documents whose text may differ from the editor's. */
  readonly #lost = new Set<string>();
  #lostListeners: ((uri: string) => void)[] = [];
  #editListeners: ((uri: string, changes: readonly TextDocumentContentChangeEvent[]) => void)[] = [];
  /** The last version of each document of which something failed. */
  readonly #failed = new Map<string, number>();
  readonly #saved: SavedVersions;
  readonly #connection: Connection;
  readonly #settings: () => SettingsStore;
  readonly #environments: EnvironmentStore;
  readonly #projects: ProjectStore;
  readonly #analyse: typeof analyse;

  /** @param analyseText makes the analyses. */
  constructor(
    connection: Connection,
    settings: () => SettingsStore,
    environments: EnvironmentStore,
    projects: ProjectStore,
    analyseText: typeof analyse = analyse,
  ) {
    const synced = syncedText({
      lost: (uri, reason) => this.lose(uri, reason),
      found: (uri) => this.#lost.delete(uri),
      changed: (uri, changes) => {
        for (const tell of this.#editListeners) {
          tell(uri, changes);
        }
      },
      warn: (message) => connection.console.warn(message),
    });
    this.texts = new TextDocuments(synced);
    this.notebooks = new NotebookDocuments(synced);
    this.#analyse = analyseText;
    this.#connection = connection;
    this.#settings = settings;
    this.#environments = environments;
    this.#projects = projects;
    this.#saved = new SavedVersions(this.texts, this.notebooks);
    this.texts.onDidClose(({ document }) => this.#forget(document.uri));
    this.notebooks.cellTextDocuments.onDidClose(({ document }) => this.#forget(document.uri));
  }

  listen(): void {
    this.texts.listen(this.#reportingUnopened());
    this.notebooks.listen(this.#losingCells());
  }

  /** The connection, with the cells of a notebook lost when a change of it fails. */
  #losingCells(): Connection {
    const { notebooks } = this.#connection;
    const { synchronization } = notebooks;
    return {
      ...this.#connection,
      notebooks: {
        ...notebooks,
        synchronization: {
          ...synchronization,
          onDidChangeNotebookDocument: (handler) =>
            synchronization.onDidChangeNotebookDocument(async (params) => {
              try {
                await handler(params);
              } catch {
                this.lose(params.notebookDocument.uri, NOT_UNDERSTOOD);
              }
            }),
        },
      },
    };
  }

  /** The connection, with a line in the log for each change of a document that isn't open. */
  #reportingUnopened(): Connection {
    const { console } = this.#connection;
    const check = (what: string, { uri }: TextDocumentIdentifier, isOpen: boolean) => {
      if (this.texts.get(uri) === undefined ? isOpen : !isOpen) {
        console.warn(`${uri} was ${what}, but ${isOpen ? "isn't open" : "is open already"}.`);
      }
    };
    return {
      ...this.#connection,
      onDidOpenTextDocument: (handler) =>
        this.#connection.onDidOpenTextDocument((event) => {
          check("opened", event.textDocument, false);
          return handler(event);
        }),
      onDidChangeTextDocument: (handler) =>
        this.#connection.onDidChangeTextDocument((event) => {
          check("changed", event.textDocument, true);
          return handler(event);
        }),
      onDidCloseTextDocument: (handler) =>
        this.#connection.onDidCloseTextDocument((event) => {
          check("closed", event.textDocument, true);
          return handler(event);
        }),
    };
  }

  /** Stops checking a document or the cells of a notebook: the text may differ from the editor's until the editor sends all of it again. */
  lose(uri: string, reason: string): void {
    for (const { document } of this.notebooks.getNotebookDocument(uri)?.cells ?? []) {
      this.lose(document, reason);
    }
    if (this.get(uri) !== undefined && !this.#lost.has(uri)) {
      this.#lost.add(uri);
      this.#connection.console.error(`${uri} isn't checked any more: ${reason}. Close and open it.`);
      for (const tell of this.#lostListeners) {
        tell(uri);
      }
    }
  }

  /** @param listener called with the URI of a document that isn't checked any more. */
  onDidLose(listener: (uri: string) => void): void {
    this.#lostListeners = [...this.#lostListeners, listener];
  }

  /** @param listener called with the changes of each version, before the document has them. */
  onDidEdit(listener: (uri: string, changes: readonly TextDocumentContentChangeEvent[]) => void): void {
    this.#editListeners = [...this.#editListeners, listener];
  }

  /** Writes one line to the log for each version of a document of which something fails. */
  fail(uri: string, what: string, error: unknown): void {
    const version = this.get(uri)?.version ?? -1;
    if (this.#failed.get(uri) !== version) {
      this.#failed.set(uri, version);
      this.#connection.console.error(`${what} of ${uri} failed: ${describe(error)}`);
    }
  }

  /** Why a document isn't checked, in a sentence for the user; null if nothing is wrong. */
  problemOf(uri: string): string | null {
    if (this.#lost.has(uri)) {
      return "CORS Lens has lost track of this document: close and open it.";
    }
    const version = this.get(uri)?.version;
    return version !== undefined && version === this.#failed.get(uri) ? INTERNAL_ERROR : null;
  }

  get(uri: string): TextDocument | undefined {
    return this.texts.get(uri) ?? this.notebooks.cellTextDocuments.get(uri);
  }

  all(): TextDocument[] {
    return [...this.texts.all(), ...this.notebooks.cellTextDocuments.all()];
  }

  /** @param listener called when a document is saved whose findings are reported on save. */
  onDidSave(listener: (uri: string) => void): void {
    this.#saved.onDidSave((uri) => {
      void this.#isReportedOnSave(uri).then((isReported) => isReported && listener(uri));
    });
  }

  /** Whether the last reported findings of a document stay valid, because it has changed since it was saved. */
  async waitsForSave(uri: string): Promise<boolean> {
    const isReportedOnSave = await this.#isReportedOnSave(uri);
    const document = this.get(uri);
    return isReportedOnSave && document !== undefined && !this.#saved.isSaved(document);
  }

  async #isReportedOnSave(uri: string): Promise<boolean> {
    return isReportedOnSave(uri, await this.#settings().of(uri));
  }

  /** The analysis of an open document; null if it isn't open, isn't HTTP, or is ignored by its project. */
  async analysed(uri: string): Promise<AnalysedDocument | null> {
    const userSettings = await this.#settings().of(uri);
    const opened = this.get(uri);
    if (opened === undefined || this.#lost.has(uri) || carrierOf(opened.languageId, uri) === null) {
      return null;
    }
    const project = await this.#projects.of(uri, opened.version);
    if (project?.isIgnored === true) {
      return null;
    }
    const settings = project === null ? userSettings : settingsIn(project, userSettings);
    const environments = await this.#environments.of(uri, opened.version, settings);
    const document = this.get(uri);
    const carrier = document === undefined ? null : carrierOf(document.languageId, uri);
    if (document === undefined || carrier === null) {
      return null;
    }
    const { annotations } = settings;
    const inputs = [document.version, document.languageId, settings, environments];
    const own = { ...settings.analysis, variables: environments.variables };
    const analysis = this.#analyses.of(uri, inputs, (before) => {
      try {
        return this.#analyse(
          document.getText(),
          carrier,
          own,
          (rule, error) => this.#connection.console.error(`The rule ${rule.id} failed: ${describe(error)}`),
          before,
        );
      } catch (error) {
        this.fail(uri, "The analysis", error);
        return null;
      }
    });
    return analysis === null
      ? null
      : {
          document,
          carrier,
          settings: own,
          environments,
          environmentChosenIn: project?.settings.environment == null ? null : project.uri,
          annotations,
          isReportedOnSave: isReportedOnSave(uri, userSettings),
          analysis,
        };
  }

  #forget(uri: string): void {
    this.#lost.delete(uri);
    this.#failed.delete(uri);
    this.#analyses.forget(uri);
    this.#settings().forget(uri);
    this.#environments.forget(uri);
    this.#projects.forget(uri);
  }
}

/** An untitled document is never reported on save, because it may never be saved. */
function isReportedOnSave(uri: string, { run }: EditorSettings): boolean {
  return run === "onSave" && !uri.startsWith("untitled:");
}

/** Why a document is lost when a change of it is dropped. */
export const NOT_UNDERSTOOD = "a change of it could not be understood";

export const INTERNAL_ERROR =
  "CORS Lens can't check this document because of an internal error, which is in its log. The next edit tries again.";

/** Returns the same object for the same settings of project and user, so that cached analyses stay valid. */
export const settingsIn = memoLatest(
  ({ settings: project }: Project, user: EditorSettings): EditorSettings => ({
    ...user,
    analysis: withOverrides(user.analysis, project),
    environment: project.environment ?? user.environment,
  }),
);
