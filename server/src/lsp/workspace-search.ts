import type { Connection } from "vscode-languageserver";
import type { Platform, PlatformDocument } from "../platform";
import { carrierOf } from "./carrier";
import type { Project, ProjectStore } from "./project-store";
import type { EditorSettings, SettingsStore } from "./settings";
import { keyOf } from "./uri-key";
import type { WorkspaceFiles } from "./workspace-files";

/** A document on disk that is to be checked. */
export interface FoundDocument {
  readonly document: PlatformDocument;
  readonly user: EditorSettings;
  readonly project: Project | null;
}

/** The most documents that are checked without being open. */
const MAX_DOCUMENTS = 2_000;
/** The most files and folders that a search looks at. */
const MAX_STEPS = 200_000;
/** How many of them it looks at before it lets other messages go first. */
const STEPS_AT_ONCE = 100;

/** Searches the open folders for the documents that are to be checked although they aren't open. */
export class WorkspaceSearch {
  readonly #connection: Connection;
  readonly #documentsIn: NonNullable<Platform["documentsIn"]>;
  readonly #files: WorkspaceFiles;
  readonly #projects: ProjectStore;
  readonly #settings: () => SettingsStore;
  readonly #said = new Set<string>();
  #count = 0;

  constructor(
    connection: Connection,
    documentsIn: NonNullable<Platform["documentsIn"]>,
    files: WorkspaceFiles,
    projects: ProjectStore,
    settings: () => SettingsStore,
  ) {
    this.#connection = connection;
    this.#documentsIn = documentsIn;
    this.#files = files;
    this.#projects = projects;
    this.#settings = settings;
  }

  /**
   * Searches all open folders. A project's file says which documents it ignores.
   * @param pause waits until other messages have been handled, and throws to stop the search.
   * @param isOpen whether a document is open. Nothing that is known about it may be forgotten.
   * @returns the documents, by the keys of their URIs, in the order of their paths.
   */
  async all(pause: () => Promise<void>, isOpen: (key: string) => boolean): Promise<ReadonlyMap<string, FoundDocument>> {
    const found = new Map<string, FoundDocument>();
    const version = ++this.#count;
    let steps = 0;
    for (const folder of this.#files.folders) {
      const user = await this.#settings().of(folder);
      if (user.checkWorkspace === "off") {
        continue;
      }
      for (const step of this.#documentsIn(folder)) {
        if (++steps % STEPS_AT_ONCE === 0) {
          await pause();
        }
        if (steps > MAX_STEPS || found.size >= MAX_DOCUMENTS) {
          this.#tellOfLimit();
          return found;
        }
        if (step === null) {
          continue;
        }
        if ("problem" in step) {
          this.#log(`${step.problem}; not searched`);
          continue;
        }
        const key = keyOf(step.uri);
        if (found.has(key) || carrierOf("", step.uri) === null) {
          continue;
        }
        const project = await this.#projects.of(step.uri, version);
        if (project?.isIgnored !== true && (project !== null || user.checkWorkspace === "all")) {
          found.set(key, { document: step, user, project });
        } else if (!isOpen(key)) {
          this.#projects.forget(step.uri);
        }
      }
    }
    return found;
  }

  #tellOfLimit(): void {
    const message = `CORS Lens checks only the first ${MAX_DOCUMENTS.toLocaleString("en")} documents among the first ${MAX_STEPS.toLocaleString("en")} files and folders of the workspace. Open documents are always checked, and \`cors-lens check\` checks all.`;
    if (!this.#said.has(message)) {
      this.#said.add(message);
      this.#connection.window.showWarningMessage(message);
    }
  }

  #log(message: string): void {
    if (!this.#said.has(message)) {
      this.#said.add(message);
      this.#connection.console.warn(message);
    }
  }
}
