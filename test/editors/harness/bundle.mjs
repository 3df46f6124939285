import { readdir } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { root } from "../../../tools/build/bundles.mjs";

const here = join(root, "test", "editors");

/** Provides a module that imports every suite in these folders. */
const suites = (folders) => ({
  name: "suites",
  setup(build) {
    build.onResolve({ filter: /^cors-lens:suites$/ }, ({ path }) => ({ path, namespace: "suites" }));
    build.onLoad({ filter: /.*/, namespace: "suites" }, async () => {
      const files = await Promise.all(
        folders.map(async (folder) => (await readdir(join(here, folder))).map((file) => `./${folder}/${file}`)),
      );
      const tests = files.flat().filter((file) => file.endsWith(".test.ts"));
      return {
        contents: tests
          .sort()
          .map((file) => `import ${JSON.stringify(file)};`)
          .join("\n"),
        resolveDir: here,
      };
    });
  },
});

/**
 * Bundles the suites for one kind of extension host.
 * @param {"desktop" | "web"} host
 * @param {boolean} hasNeighbours whether the extensions in `neighbours/` are installed
 * @returns the path of the module that VS Code runs.
 */
export async function bundleSuites(host, hasNeighbours) {
  const outfile = join(root, "out", "editors", host, "index.js");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [join(root, "test", "editors", "host", `${host}.ts`)],
    outfile,
    bundle: true,
    format: "cjs",
    platform: host === "web" ? "browser" : "node",
    target: host === "web" ? "es2023" : "node20",
    // In Node, mocha loads its own files by name. A browser has no files.
    external: host === "web" ? ["vscode"] : ["vscode", "mocha"],
    plugins: [suites(hasNeighbours ? ["suites", "neighbours"] : ["suites"])],
    sourcemap: "inline",
    logLevel: "error",
  });
  return outfile;
}
