import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { EnvironmentFile } from "../environment/environment";
import { environmentFileKind } from "../environment/file-kind";
import { readConfigurationFile } from "./bounded-read";
import { ignoredBecause } from "./ignored-because";
import { foldersUpTo } from "./within";

export interface FoundEnvironmentFiles {
  readonly files: readonly EnvironmentFile[];
  /** A line for each file that exists and isn't read. */
  readonly problems: readonly string[];
}

/**
 * Finds the environment files that a file may use, in its folder and the folders above it, up to `root`: the nearest JSON file of each name, and the
 * `.env` files in the nearest folder that has any, or in its folder `env`, as in httpYac. Never rejects.
 * @param file absolute; it doesn't have to exist.
 * @param root absolute. Nothing outside it is read, not even through a link, and nothing at all for a file that isn't in it.
 */
export async function environmentFilesFor(file: string, root: string): Promise<FoundEnvironmentFiles> {
  const files: EnvironmentFile[] = [];
  const problems: string[] = [];
  const found = new Set<string>();
  for (const folder of foldersUpTo(dirname(resolve(file)), resolve(root))) {
    const inner = (await namesIn(join(folder, "env"))).filter((name) => slotOf(name) === DOTENV);
    const paths = [...(await namesIn(folder)), ...inner.map((name) => join("env", name))];
    for (const inFolder of paths.filter((one) => !found.has(slotOf(basename(one)))).sort()) {
      const path = join(folder, inFolder);
      const name = basename(path);
      const shown = relative(root, path).split(sep).join("/");
      found.add(slotOf(name));
      try {
        files.push({ path: shown, name, text: readConfigurationFile(path, root) });
      } catch (error) {
        problems.push(`${shown}: ${ignoredBecause(error)}`);
      }
    }
  }
  return { files, problems };
}

/** A file hides those of the same slot in the folders above. */
function slotOf(name: string): string {
  return environmentFileKind(name)?.format === "dotenv" ? DOTENV : name;
}

const DOTENV = ".env";

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && environmentFileKind(entry.name) !== null)
      .map(({ name }) => name);
  } catch {
    // An unsaved document may be in a folder that doesn't exist.
    return [];
  }
}
