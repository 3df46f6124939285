import { type Connection, NotebookDocuments, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
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

/**
 * The open documents, including notebook cells, and a cache of their analyses. An analysis is made on the first request.
 */
export class Documents {
  readonly texts = new TextDocuments(TextDocument);
  readonly notebooks = new NotebookDocuments(TextDocument);
  readonly #analyses = new PerDocument<Analysis>();
  readonly #saved: SavedVersions;
  readonly #connection: Connection;
  readonly #settings: () => SettingsStore;
  readonly #environments: EnvironmentStore;
  readonly #projects: ProjectStore;

  constructor(
    connection: Connection,
    settings: () => SettingsStore,
    environments: EnvironmentStore,
    projects: ProjectStore,
  ) {
    this.#connection = connection;
    this.#settings = settings;
    this.#environments = environments;
    this.#projects = projects;
    this.#saved = new SavedVersions(this.texts, this.notebooks);
    this.texts.onDidClose(({ document }) => this.#forget(document.uri));
    this.notebooks.cellTextDocuments.onDidClose(({ document }) => this.#forget(document.uri));
  }

  listen(): void {
    this.texts.listen(this.#connection);
    this.notebooks.listen(this.#connection);
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

  /** An untitled document is never reported on save, because it may never be saved. */
  async #isReportedOnSave(uri: string): Promise<boolean> {
    const { run } = await this.#settings().of(uri);
    return run === "onSave" && !uri.startsWith("untitled:");
  }

  /** The analysis of an open document; null if it isn't open, isn't HTTP, or is ignored by its project. */
  async analysed(uri: string): Promise<AnalysedDocument | null> {
    const userSettings = await this.#settings().of(uri);
    const opened = this.get(uri);
    if (opened === undefined || carrierOf(opened.languageId, uri) === null) {
      return null;
    }
    const project = await this.#projects.of(uri, opened.version);
    if (project?.isIgnored === true) {
      return null;
    }
    const settings = project === null ? userSettings : settingsIn(project, userSettings);
    const variables = await this.#environments.of(uri, opened.version, settings);
    const document = this.get(uri);
    const carrier = document === undefined ? null : carrierOf(document.languageId, uri);
    if (document === undefined || carrier === null) {
      return null;
    }
    const { annotations } = settings;
    const inputs = [document.version, document.languageId, settings, variables];
    const own = { ...settings.analysis, variables };
    const analysis = this.#analyses.of(uri, inputs, (before) =>
      analyse(
        document.getText(),
        carrier,
        own,
        (rule, error) => this.#connection.console.error(`The rule ${rule.id} failed: ${describe(error)}`),
        before,
      ),
    );
    return { document, carrier, settings: own, annotations, analysis };
  }

  #forget(uri: string): void {
    this.#analyses.forget(uri);
    this.#settings().forget(uri);
    this.#environments.forget(uri);
    this.#projects.forget(uri);
  }
}

/** Returns the same object for the same settings of project and user, so that cached analyses stay valid. */
const settingsIn = memoLatest(
  ({ settings: project }: Project, user: EditorSettings): EditorSettings => ({
    ...user,
    analysis: withOverrides(user.analysis, project),
    environment: project.environment ?? user.environment,
  }),
);
