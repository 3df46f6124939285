import { dirname, resolve } from "node:path";
import { environmentsOf } from "../environment/environment";
import { environmentNames, outsideVariables } from "../environment/outside-variables";
import type { OutsideVariables } from "../http/outside";
import { environmentFilesFor } from "../node/environment-files";
import { rootOf } from "./repository";

/** The variables that environment files give to the files that are checked. */
export class OutsideReader {
  readonly #complain: (line: string) => void;
  /** By folder and active environment. */
  readonly #known = new Map<string, Promise<OutsideVariables>>();
  readonly #active = new Set<string>();
  readonly #complained = new Set<string>();
  readonly #names = new Set<string>();

  constructor(complain: (line: string) => void) {
    this.#complain = complain;
  }

  /**
   * @param path of a file, which need not exist.
   * @param active the name of the environment that counts; null where none is chosen.
   */
  of(path: string, active: string | null): Promise<OutsideVariables> {
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

  /** Says so if a chosen environment was in none of the files. */
  finish(): void {
    for (const active of this.#active) {
      if (!this.#names.has(active)) {
        const names = [...this.#names].sort();
        const known = names.length === 0 ? "none is defined" : `there are ${names.join(", ")}`;
        this.#complain(`no environment file defines ${active}: ${known}`);
      }
    }
  }

  async #read(path: string, folder: string, active: string | null): Promise<OutsideVariables> {
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
    return outsideVariables(environments, active);
  }
}
