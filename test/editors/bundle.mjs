import { readdir } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { root } from "../../scripts/bundles.mjs";

const suitesFolder = join(root, "test", "editors", "suites");

/** The module that imports every suite. */
const suites = {
  name: "suites",
  setup(build) {
    build.onResolve({ filter: /^cors-lens:suites$/ }, ({ path }) => ({ path, namespace: "suites" }));
    build.onLoad({ filter: /.*/, namespace: "suites" }, async () => {
      const files = (await readdir(suitesFolder)).filter((file) => file.endsWith(".test.ts")).sort();
      return {
        contents: files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n"),
        resolveDir: suitesFolder,
      };
    });
  },
};

/**
 * Bundles the suites for one kind of extension host.
 * @param {"desktop" | "web"} host
 * @returns the path of the module that VS Code runs.
 */
export async function bundleSuites(host) {
  const outfile = join(root, "out", "editors", host, "index.js");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [join(root, "test", "editors", "host", `${host}.ts`)],
    outfile,
    bundle: true,
    format: "cjs",
    platform: host === "web" ? "browser" : "node",
    target: host === "web" ? "es2023" : "node20",
    // In Node, mocha loads its parts by name; in the browser there is nothing to load from.
    external: host === "web" ? ["vscode"] : ["vscode", "mocha"],
    plugins: [suites],
    sourcemap: "inline",
    logLevel: "error",
  });
  return outfile;
}
