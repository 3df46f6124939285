import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { root } from "./bundles.mjs";

/** The project's scripts find files by their own place: tests import them as they are. */
const scriptsAsTheyAre = {
  name: "scripts-as-they-are",
  setup(build) {
    build.onResolve({ filter: /\/scripts\/.*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(join(resolveDir, path)).href,
      external: true,
    }));
  },
};

/**
 * Bundles the tests of a folder below `test/` and runs them with mocha in a process of its own.
 * @param {{ grep?: string }} options only the tests whose full titles contain a text.
 * @returns {Promise<{ passed: number, failed: number, skipped: number } | undefined>} undefined where mocha did not come to its end.
 */
export async function runMocha(folder, { grep } = {}) {
  const files = await readdir(join(root, "test", folder), { recursive: true }).catch(() => []);
  const tests = files.filter((file) => file.endsWith(".test.ts")).sort();
  if (tests.length === 0) {
    throw new Error(`test/${folder} has no tests.`);
  }
  // Inside the repository, so that packages are found; for this run alone, so that two runs do not meet.
  const outdir = await mkdtemp(join(root, "out", `test-${folder}-`));
  const bundle = join(outdir, "tests.js");
  try {
    await esbuild.build({
      absWorkingDir: root,
      // One bundle for all: what they share is loaded once.
      stdin: {
        contents: tests.map((file) => `import ${JSON.stringify(`./${file.replaceAll("\\", "/")}`)};`).join("\n"),
        resolveDir: join(root, "test", folder),
        loader: "ts",
      },
      outfile: bundle,
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      packages: "external",
      plugins: [scriptsAsTheyAre],
      sourcemap: "inline",
      logLevel: "error",
    });
    const totals = join(outdir, "totals.json");
    await spawnMocha(totals, grep ?? "", bundle);
    return JSON.parse(await readFile(totals, "utf8").catch(() => "null")) ?? undefined;
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

function spawnMocha(totals, grep, bundle) {
  const runner = join(root, "scripts", "mocha-runner.mjs");
  return new Promise((resolve, reject) => {
    const args = ["--enable-source-maps", relative(root, runner), totals, grep, bundle];
    spawn(process.execPath, args, { cwd: root, stdio: "inherit" }).once("error", reject).once("exit", resolve);
  });
}
