import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { PROJECT_FILE_NAME } from "../project/file-name";
import { foldersUpTo } from "./within";

export interface FoundProjectFile {
  /** Absolute. */
  readonly path: string;
  /** Null where it cannot be read. */
  readonly text: string | null;
  /** Why it cannot be read. */
  readonly problem: string | null;
}

/** Larger than this is no file of settings. */
const MAX_BYTES = 1_048_576;

/**
 * The nearest project file of a file, in its folder or one around it.
 * @param file absolute or relative to the current folder; it need not exist.
 * @param root absolute: nothing outside of it is read, and nothing at all for a file that is not in it.
 */
export function projectFileFor(file: string, root: string): FoundProjectFile | null {
  for (const folder of foldersUpTo(dirname(resolve(file)), resolve(root))) {
    const path = join(folder, PROJECT_FILE_NAME);
    try {
      const status = statSync(path, { throwIfNoEntry: false });
      if (status?.isFile() === true) {
        return status.size > MAX_BYTES
          ? { path, text: null, problem: `larger than ${MAX_BYTES} bytes, so it is not read` }
          : { path, text: readFileSync(path, "utf8"), problem: null };
      }
    } catch (error) {
      return {
        path,
        text: null,
        problem: `not read (${error instanceof Error && "code" in error ? error.code : error})`,
      };
    }
  }
  return null;
}

/** The path of a file as the globs of a project file see it. */
export function pathInProject(projectFile: string, file: string): string {
  return relative(dirname(projectFile), resolve(file)).split(sep).join("/");
}
