import { type Connection, DiagnosticSeverity } from "vscode-languageserver";
import type { Platform, PlatformProjectFile } from "../platform";
import { type ProjectProblem, readProjectFile } from "../project/project-file";
import type { ProjectSettings } from "../project/settings";
import { matchesPath } from "../text/glob";
import { LineIndex } from "../text/line-index";
import { linesOf } from "../text/lines";
import { PerDocument } from "./per-document";
import { SOURCE, toRange } from "./to-protocol";
import type { WorkspaceFiles } from "./workspace-files";

/** The project of a document. */
export interface Project {
  /** The URI of its file. */
  readonly uri: string;
  readonly settings: ProjectSettings;
  /** Whether the project file ignores the document. */
  readonly isIgnored: boolean;
}

interface Known {
  readonly text: string;
  readonly settings: ProjectSettings;
  readonly hasProblems: boolean;
}

/**
 * The project file of each document. It is read again when the client reports a change. Mistakes in it are published as its
 * diagnostics, even if it isn't open, because the saved text is used.
 */
export class ProjectStore {
  readonly #connection: Connection;
  readonly #platform: Platform;
  readonly #files: WorkspaceFiles;
  readonly #entries = new PerDocument<Promise<Project | null>>();
  /** By the URI of the project file. The same text keeps the same settings object. */
  readonly #known = new Map<string, Known>();
  /** The URI of each document's project file. */
  readonly #fileOf = new Map<string, string>();

  constructor(connection: Connection, platform: Platform, files: WorkspaceFiles) {
    this.#connection = connection;
    this.#platform = platform;
    this.#files = files;
    files.onDidChange(() => this.#entries.clear());
  }

  /**
   * @param version of the document.
   * @returns null if there is no project file.
   */
  of(uri: string, version: number): Promise<Project | null> {
    return this.#entries.of(uri, [this.#files.cacheKey(version)], () => this.#read(uri));
  }

  forget(uri: string): void {
    this.#entries.forget(uri);
    this.#fileOf.delete(uri);
  }

  async #read(uri: string): Promise<Project | null> {
    const file = (await this.#platform.projectFile?.(uri, this.#files.folders)) ?? null;
    this.#leave(uri, file?.uri ?? null);
    if (file === null) {
      return null;
    }
    const settings = this.#settingsIn(file);
    return { uri: file.uri, settings, isIgnored: matchesPath(settings.ignore, file.document) };
  }

  /** Clears the diagnostics of a project file that no longer exists. */
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
