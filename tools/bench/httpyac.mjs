import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const recipe = join(dirname(fileURLToPath(import.meta.url)), "httpyac");
const FILES = ["package.json", "package-lock.json", ".npmrc"];

/** httpYac's parser as a function from a text to the number of its regions. It only parses. Installed once for each lockfile. */
export async function httpYacParser() {
  const require = createRequire(join(await install(), "package.json"));
  // Not a dependency of this project: it has no types here.
  const { io, store } = /** @type {(name: string) => any} */ (require)("httpyac");
  // It asks for a file system even where the text is given.
  Object.assign(io.fileProvider, {
    EOL: "\n",
    isAbsolute: async (path) => isAbsolute(path),
    exists: async () => false,
    dirname,
    hasExtension: (path, ...extensions) => extensions.some((extension) => path.endsWith(`.${extension}`)),
    joinPath: join,
    readFile: async () => "",
    readdir: async () => [],
    fsPath: (path) => path,
    toString: String,
  });
  let files = 0;
  return async (text) => {
    const path = `/bench/${files++}.http`;
    const file = await new store.HttpFileStore().getOrCreate(path, async () => text, 0, { workingDir: "/bench" });
    return file.httpRegions.length;
  };
}

async function install() {
  const hash = createHash("sha256");
  for (const file of FILES) {
    hash.update(await readFile(join(recipe, file)));
  }
  const cache = process.env.CORS_LENS_CACHE ?? join(homedir(), ".cache", "cors-lens");
  const folder = join(cache, `httpyac-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(folder)) {
    return folder;
  }
  console.error(`Installing httpYac from npm into ${folder}, once.`);
  const partial = `${folder}.${process.pid}`;
  try {
    await mkdir(partial, { recursive: true });
    for (const file of FILES) {
      await cp(join(recipe, file), join(partial, file));
    }
    await promisify(execFile)("npm", ["ci", "--ignore-scripts"], { cwd: partial, maxBuffer: 1 << 26 });
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
  return folder;
}
