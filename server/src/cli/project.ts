import { dirname, relative, resolve } from "node:path";
import { type FoundProjectFile, pathInProject, projectFileFor } from "../node/project-file";
import { readProjectFile } from "../project/project-file";
import { NO_PROJECT_SETTINGS, type ProjectSettings } from "../project/settings";
import { errorLine } from "../text/error-line";
import { matchesPath } from "../text/glob";
import { rootOf } from "./repository";

interface Project {
  /** Absolute. */
  readonly path: string;
  readonly settings: ProjectSettings;
}

/** Reads the project files that apply to the checked files. */
export class ProjectReader {
  readonly #complain: (line: string) => void;
  readonly #byFolder = new Map<string, Project | null>();
  readonly #byPath = new Map<string, Project>();

  /** @param complain called with each mistake in a project file, with its line. */
  constructor(complain: (line: string) => void) {
    this.#complain = complain;
  }

  /** @param path of a file, which doesn't have to exist. */
  settingsFor(path: string): ProjectSettings {
    return this.#projectOf(path)?.settings ?? NO_PROJECT_SETTINGS;
  }

  /** Whether a search skips a file. */
  isIgnored(path: string): boolean {
    const project = this.#projectOf(path);
    return project !== null && matchesPath(project.settings.ignore, pathInProject(project.path, path));
  }

  #projectOf(path: string): Project | null {
    const folder = dirname(resolve(path));
    const known = this.#byFolder.get(folder);
    if (known !== undefined) {
      return known;
    }
    const found = projectFileFor(path, rootOf(folder));
    const project = found === null ? null : (this.#byPath.get(found.path) ?? this.#read(found));
    this.#byFolder.set(folder, project);
    return project;
  }

  #read({ path, text, problem }: FoundProjectFile): Project {
    const shown = relative(process.cwd(), path);
    const { settings, problems } = readProjectFile(text ?? "{}");
    if (problem !== null) {
      this.#complain(`${shown}: ${problem}`);
    }
    for (const { range, message } of problems) {
      this.#complain(`${shown}:${lineOf(text ?? "", range.start)}: ${errorLine(message)}`);
    }
    const project = { path, settings };
    this.#byPath.set(path, project);
    return project;
  }
}

/** 1-based. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}
