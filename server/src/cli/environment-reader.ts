import { dirname, resolve } from "node:path";
import { environmentsOf } from "../environment/environment";
import { environmentNames, environmentVariables } from "../environment/environment-variables";
import type { EnvironmentVariables } from "../http/environment-variables";
import { environmentFilesFor } from "../node/environment-files";
import { rootOf } from "./repository";

/** Reads the variables that the checked files take from environment files. */
export class EnvironmentReader {
  readonly #complain: (line: string) => void;
  /** By folder and active environment. */
  readonly #known = new Map<string, Promise<EnvironmentVariables>>();
  readonly #active = new Set<string>();
  readonly #complained = new Set<string>();
  readonly #names = new Set<string>();

  constructor(complain: (line: string) => void) {
    this.#complain = complain;
  }

  /**
   * @param path of a file, which doesn't have to exist.
   * @param active the name of the chosen environment; null if none is chosen.
   */
  of(path: string, active: string | null): Promise<EnvironmentVariables> {
    const folder = dirname(resolve(path));
    const key = JSON.stringify([folder, active]);
    const known = this.#known.get(key);
    if (known !== undefined) {
      return known;
    }
    const read = this.#read(path, folder, active);
    this.#known.set(key, read);
    return read;
  }

  /** Complains about each chosen environment that none of the files defines. */
  finish(): void {
    for (const active of this.#active) {
      if (!this.#names.has(active)) {
        const names = [...this.#names].sort();
        const known = names.length === 0 ? "no environments are defined" : `expected one of ${names.join(", ")}`;
        this.#complain(`unknown environment ${active}; ${known}`);
      }
    }
  }

  async #read(path: string, folder: string, active: string | null): Promise<EnvironmentVariables> {
    if (active !== null) {
      this.#active.add(active);
    }
    const { files, problems } = await environmentFilesFor(path, rootOf(folder));
    const environments = environmentsOf(files, []);
    for (const problem of [...problems, ...environments.problems]) {
      if (!this.#complained.has(problem)) {
        this.#complained.add(problem);
        this.#complain(problem);
      }
    }
    for (const name of environmentNames(environments)) {
      this.#names.add(name);
    }
    return environmentVariables(environments, active);
  }
}
