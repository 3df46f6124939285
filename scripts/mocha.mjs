import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
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
    // Tests of the core share nothing, so there may be a process for each processor; a few chosen ones are sooner there in one.
    const processes = folder === "unit" && grep === undefined ? Math.min(availableParallelism(), MOST_PROCESSES) : 1;
    const claims = join(outdir, "claims");
    await mkdir(claims);
    return sum(
      await Promise.all(
        Array.from({ length: processes }, async (_, i) => {
          const totals = join(outdir, `totals-${i}.json`);
          await spawnMocha([totals, grep ?? "", bundle, claims], i > 0);
          return JSON.parse(await readFile(totals, "utf8").catch(() => "null"));
        }),
      ),
    );
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

const MOST_PROCESSES = 4;

/** Undefined where one of them is missing. */
function sum(totals) {
  return totals.includes(null)
    ? undefined
    : totals.reduce((all, one) => ({
        passed: all.passed + one.passed,
        failed: all.failed + one.failed,
        skipped: all.skipped + one.skipped,
      }));
}

/** @param waits whether what it says is shown at its end, so that two do not speak at once. */
async function spawnMocha(args, waits) {
  const runner = relative(root, join(root, "scripts", "mocha-runner.mjs"));
  const child = spawn(process.execPath, ["--enable-source-maps", runner, ...args], {
    cwd: root,
    stdio: waits ? ["ignore", "pipe", "inherit"] : "inherit",
  });
  const said = [];
  child.stdout?.on("data", (chunk) => said.push(chunk));
  await once(child, "close");
  process.stdout.write(Buffer.concat(said));
}
