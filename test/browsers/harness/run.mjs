import { randomInt } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { root } from "../../../tools/build/bundles.mjs";

/** Scripts that know their own place, or whose classes others compare with, are imported as they are. */
const scriptsAsTheyAre = {
  name: "scripts-as-they-are",
  setup(build) {
    build.onResolve({ filter: /\.mjs$/ }, ({ path, resolveDir, kind }) =>
      kind === "entry-point" ? undefined : { path: pathToFileURL(join(resolveDir, path)).href, external: true },
    );
  },
};

/**
 * Bundles the suites in `test/browsers` and runs them in real browsers.
 * @param {{ engines: string[], seed: number, count: number, chains: number, only: number | null }} options as `Options` in
 * `test/browsers/suite.ts`
 * @param {{ suites?: string[], write?: string | null }} [choice] all suites by default; the file for the agreement as JSON
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runBrowsers(options, { suites = [], write = null } = {}) {
  await mkdir(join(root, "out"), { recursive: true });
  const outdir = await mkdtemp(join(root, "out", "test-browsers-"));
  const outfile = join(outdir, "main.mjs");
  const remove = () => rmSync(outdir, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: ["test/browsers/main.ts"],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      // The core loads the public suffix list with `require`, when it needs it.
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
      plugins: [scriptsAsTheyAre],
      define: { PAGE_SCRIPT: JSON.stringify(await pageScript()) },
      sourcemap: "inline",
      logLevel: "error",
    });
    process.setSourceMapsEnabled(true);
    const bundle = await import(pathToFileURL(outfile).href);
    return await bundle.runBrowsers(options, suites, write);
  } finally {
    remove();
    process.off("exit", remove);
  }
}

/** The seed whose exchanges are the same in every run. */
const FIXED_SEED = 20_261_124;

/** The suites as `scripts/test.mjs` runs them: with a seed that never was before, and fewer exchanges with one that is always the same. */
export async function testBrowsers() {
  const engines = ["chromium", "firefox", "webkit"];
  const all = { engines, only: null };
  const same = await runBrowsers({ ...all, seed: FIXED_SEED, count: 5000, chains: 1000 });
  const fresh = await runBrowsers({ ...all, seed: randomInt(2 ** 31), count: 20_000, chains: 8000 });
  return {
    passed: same.passed + fresh.passed,
    failed: same.failed + fresh.failed,
    skipped: same.skipped,
  };
}

async function pageScript() {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["test/browsers/harness/page/page.ts"],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles[0].text;
}
