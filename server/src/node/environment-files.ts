import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { EnvironmentFile } from "../environment/environment";
import { environmentFileKind } from "../environment/file-kind";
import { foldersUpTo } from "./within";

export interface FoundEnvironmentFiles {
  readonly files: readonly EnvironmentFile[];
  /** One sentence for each file that is there and cannot be read. */
  readonly problems: readonly string[];
}

/** Larger than this is no file of settings. */
const MAX_BYTES = 1_048_576;

/**
 * The environment files that a file may use, out of its folder and the folders around it, up to `root`: of the JSON files the nearest of each
 * name, of the `.env` files those in the nearest folder that has one, or in its folder `env`, as httpYac has it. Never rejects.
 * @param file absolute; it need not exist.
 * @param root absolute. Nothing outside of it is read, and nothing at all for a file that is not in it.
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
        const status = await stat(path);
        if (!status.isFile()) {
          problems.push(`${shown}: no file, so it is not read.`);
        } else if (status.size > MAX_BYTES) {
          problems.push(`${shown}: larger than ${MAX_BYTES} bytes, so it is not read.`);
        } else {
          files.push({ path: shown, name, text: await readFile(path, "utf8") });
        }
      } catch (error) {
        problems.push(`${shown}: not read (${codeOf(error)}).`);
      }
    }
  }
  return { files, problems };
}

/** What hides the same in folders further up. */
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
    // The folder of a text that is not saved yet.
    return [];
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "it failed";
}
