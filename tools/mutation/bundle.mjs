import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { instrument } from "./instrument.mjs";

/**
 * Bundles tests with instrumented sources.
 * @param {{ root: string, sources: string, tests: string, outfile: string }} options `sources` and `tests` are folders below `root`.
 * @returns {Promise<import("./instrument.mjs").Mutant[]>} all mutants, in the order of the code.
 */
export async function bundleMutants({ root, sources, tests, outfile }) {
  const mutants = [];
  const contents = new Map();
  for (const file of await typeScriptFiles(join(root, sources))) {
    if (!file.endsWith(".d.ts")) {
      const path = join(root, sources, file);
      contents.set(path, instrument(await readFile(path, "utf8"), `${sources}/${file}`, mutants));
    }
  }
  const testFiles = (await typeScriptFiles(join(root, tests))).filter((file) => file.endsWith(".test.ts"));
  await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: testFiles.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n"),
      resolveDir: join(root, tests),
      loader: "ts",
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    plugins: [replaceContents(contents)],
    logLevel: "error",
  });
  return mutants;
}

/** @returns {Promise<string[]>} paths below the folder, with `/`, sorted. */
async function typeScriptFiles(folder) {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
}

/**
 * @param {Map<string, string>} contents by absolute path.
 * @returns {esbuild.Plugin}
 */
function replaceContents(contents) {
  return {
    name: "replace-contents",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const code = contents.get(path);
        return code === undefined ? undefined : { contents: code, loader: "ts" };
      });
    },
  };
}
