import { lstatSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { PROJECT_FILE_NAME } from "../project/file-name";
import { readConfigurationFile } from "./bounded-read";
import { ignoredBecause } from "./ignored-because";
import { foldersUpTo } from "./within";

export interface FoundProjectFile {
  /** Absolute. */
  readonly path: string;
  /** Null if it can't be read. */
  readonly text: string | null;
  /** Why it can't be read; null if it can. */
  readonly problem: string | null;
}

/**
 * Finds the nearest project file of a file, in its folder or the folders above it.
 * @param file absolute or relative to the current folder; it doesn't have to exist.
 * @param root absolute. Nothing outside it is read, not even through a link, and nothing at all for a file that isn't in it.
 */
export function projectFileFor(file: string, root: string): FoundProjectFile | null {
  for (const folder of foldersUpTo(dirname(resolve(file)), resolve(root))) {
    const path = join(folder, PROJECT_FILE_NAME);
    try {
      if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
        return { path, text: readConfigurationFile(path, root), problem: null };
      }
    } catch (error) {
      return { path, text: null, problem: ignoredBecause(error) };
    }
  }
  return null;
}

/** The path of a file that the globs in a project file are matched with. */
export function pathInProject(projectFile: string, file: string): string {
  return relative(dirname(projectFile), resolve(file)).split(sep).join("/");
}
