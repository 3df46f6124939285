import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { environmentsOf } from "../environment/environment";
import { environmentNames, outsideVariables } from "../environment/outside-variables";
import type { OutsideVariables } from "../http/outside";
import { environmentFilesFor } from "../node/environment-files";
import { isWithin } from "../node/within";

/** The variables that environment files give to the files that are checked. */
export class OutsideReader {
  readonly #active: string | null;
  readonly #complain: (line: string) => void;
  readonly #byFolder = new Map<string, Promise<OutsideVariables>>();
  readonly #complained = new Set<string>();
  readonly #names = new Set<string>();

  /** @param active the name of the environment that counts; null where none is chosen. */
  constructor(active: string | null, complain: (line: string) => void) {
    this.#active = active;
    this.#complain = complain;
  }

  /** @param path of a file, which need not exist. */
  of(path: string): Promise<OutsideVariables> {
    const folder = dirname(resolve(path));
    const known = this.#byFolder.get(folder);
    if (known !== undefined) {
      return known;
    }
    const read = this.#read(path, folder);
    this.#byFolder.set(folder, read);
    return read;
  }

  /** Says so if the chosen environment was in none of the files. */
  finish(): void {
    if (this.#active !== null && !this.#names.has(this.#active)) {
      const names = [...this.#names].sort();
      const known = names.length === 0 ? "none is defined" : `there are ${names.join(", ")}`;
      this.#complain(`no environment file defines ${this.#active}: ${known}`);
    }
  }

  async #read(path: string, folder: string): Promise<OutsideVariables> {
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
    return outsideVariables(environments, this.#active);
  }
}

/** How far up environment files are looked for: to the repository's root, else to the current folder, else no further. */
function rootOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) {
      return at;
    }
    if (at === dirname(at)) {
      break;
    }
  }
  return isWithin(process.cwd(), folder) ? process.cwd() : folder;
}
