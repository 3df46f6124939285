import { type Connection, DiagnosticSeverity } from "vscode-languageserver";
import type { Platform, PlatformProjectFile } from "../platform";
import { type ProjectProblem, readProjectFile } from "../project/project-file";
import type { ProjectSettings } from "../project/settings";
import { matchesPath } from "../text/glob";
import { LineIndex } from "../text/line-index";
import { linesOf } from "../text/lines";
import { SOURCE, toRange } from "./to-protocol";
import type { WorkspaceFiles } from "./workspace-files";

/** What a project's file says of a document. */
export interface Project {
  readonly settings: ProjectSettings;
  /** Whether the document is not to be looked at. */
  readonly isIgnored: boolean;
}

interface Entry {
  readonly validity: number | null;
  readonly project: Promise<Project | null>;
}

interface Known {
  readonly text: string;
  readonly settings: ProjectSettings;
  readonly hasProblems: boolean;
}

/**
 * The project file of each document: read once, and again when the client says that it has changed. What is wrong in one is published as diagnostics
 * of that file, whether it is open or not: what counts is what is saved.
 */
export class ProjectStore {
  readonly #connection: Connection;
  readonly #platform: Platform;
  readonly #files: WorkspaceFiles;
  readonly #entries = new Map<string, Entry>();
  /** By the URIs of project files: as long as the text of one stays, so do its settings. */
  readonly #known = new Map<string, Known>();
  /** The project files of documents, by URIs. */
  readonly #fileOf = new Map<string, string>();

  constructor(connection: Connection, platform: Platform, files: WorkspaceFiles) {
    this.#connection = connection;
    this.#platform = platform;
    this.#files = files;
    files.onDidChange(() => this.#entries.clear());
  }

  /**
   * Null where there is no file.
   * @param version of the document.
   */
  of(uri: string, version: number): Promise<Project | null> {
    const validity = this.#files.validity(version);
    const known = this.#entries.get(uri);
    if (known !== undefined && known.validity === validity) {
      return known.project;
    }
    const project = this.#read(uri);
    this.#entries.set(uri, { validity, project });
    return project;
  }

  forget(uri: string): void {
    this.#entries.delete(uri);
    this.#fileOf.delete(uri);
  }

  async #read(uri: string): Promise<Project | null> {
    const file = (await this.#platform.projectFile?.(uri, this.#files.folders)) ?? null;
    this.#leave(uri, file?.uri ?? null);
    if (file === null) {
      return null;
    }
    const settings = this.#settingsIn(file);
    return { settings, isIgnored: matchesPath(settings.ignore, file.document) };
  }

  /** What was wrong in a file that is no longer there is no longer wrong. */
  #leave(uri: string, file: string | null): void {
    const before = this.#fileOf.get(uri) ?? null;
    if (before !== null && before !== file && this.#known.get(before)?.hasProblems === true) {
      this.#publish(before, "", []);
      this.#known.delete(before);
    }
    if (file === null) {
      this.#fileOf.delete(uri);
    } else {
      this.#fileOf.set(uri, file);
    }
  }

  #settingsIn({ uri, text, problem }: PlatformProjectFile): ProjectSettings {
    const known = this.#known.get(uri);
    if (known !== undefined && known.text === text) {
      return known.settings;
    }
    if (problem !== null) {
      this.#connection.console.warn(`${uri}: ${problem}.`);
    }
    const { settings, problems } = readProjectFile(text ?? "{}");
    if (problems.length > 0 || known?.hasProblems === true) {
      this.#publish(uri, text ?? "", problems);
    }
    this.#known.set(uri, { text: text ?? "", settings, hasProblems: problems.length > 0 });
    return settings;
  }

  #publish(uri: string, text: string, problems: readonly ProjectProblem[]): void {
    const lines = new LineIndex([{ start: 0, lines: [...linesOf(text)] }]);
    const diagnostics = problems.map(({ range, message }) => ({
      range: toRange(lines, range),
      severity: DiagnosticSeverity.Error,
      source: SOURCE,
      message,
    }));
    this.#connection.sendDiagnostics({ uri, diagnostics });
    for (const { range, message } of diagnostics) {
      this.#connection.console.warn(`${uri}:${range.start.line + 1}: ${message}`);
    }
  }
}
