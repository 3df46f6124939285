import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import * as esbuild from "esbuild";
import { root } from "../bundles.mjs";
import { instrument } from "./instrument.mjs";

/** The code that is mutated, and the tests that have to notice. */
const SOURCES = join(root, "server", "src", "cors");
const TESTS = join(root, "test", "unit", "cors");

/**
 * Bundles the tests with instrumented sources.
 * @returns {Promise<import("./instrument.mjs").Mutant[]>} all mutants, in the order of the code.
 */
export async function bundleMutants(outfile) {
  const mutants = [];
  const contents = new Map();
  for (const file of (await typeScriptFiles(SOURCES)).filter((name) => !name.endsWith(".d.ts"))) {
    const path = join(SOURCES, file);
    contents.set(path, instrument(await readFile(path, "utf8"), relative(root, path).replaceAll("\\", "/"), mutants));
  }
  const tests = (await typeScriptFiles(TESTS)).filter((name) => name.endsWith(".test.ts"));
  await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: tests.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n"),
      resolveDir: TESTS,
      loader: "ts",
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    plugins: [instrumented(contents)],
    logLevel: "error",
  });
  return mutants;
}

async function typeScriptFiles(folder) {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
}

function instrumented(contents) {
  return {
    name: "instrumented",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const code = contents.get(path);
        return code === undefined ? undefined : { contents: code, loader: "ts" };
      });
    },
  };
}
