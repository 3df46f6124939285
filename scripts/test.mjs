import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { testBrowsers } from "../test/browsers/harness/run.mjs";
import { runDesktop } from "../test/editors/harness/desktop.mjs";
import { runKeyboard } from "../test/editors/harness/keyboard.mjs";
import { runNeovim } from "../test/editors/harness/neovim.mjs";
import { runWeb } from "../test/editors/harness/web.mjs";
import { buildAll, root } from "../tools/build/bundles.mjs";
import { packageExtension } from "../tools/build/vsix.mjs";
import { requireChromium } from "../tools/machine/chromium.mjs";
import { MissingToolError } from "../tools/machine/missing-tool.mjs";
import { runMutation } from "../tools/mutation/run.mjs";

/**
 * `node scripts/test.mjs [SUITE…] [--grep TEXT]`: runs the suites, by default all, and ends with a line `N passed, N failed`, followed by
 * `, N skipped` if any were. The exit code is 0 where nothing failed.
 */

/** How to run each suite, from options to totals. The functions in `needs` run first. */
const SUITES = {
  typecheck: { run: () => check([join("node_modules", "typescript", "bin", "tsc"), "-b"]) },
  lint: { run: () => check([join("node_modules", "@biomejs", "biome", "bin", "biome"), "check", "."]) },
  style: { run: () => check([join("scripts", "check-style.mjs")]) },
  unit: { run: (options) => runMocha("unit", options) },
  thorough: { run: (options) => runMocha("thorough", options) },
  mutate: { run: () => runMutation() },
  lsp: { needs: [build], run: (options) => runMocha("lsp", options) },
  cli: { needs: [build], run: (options) => runMocha("cli", options) },
  servers: { run: (options) => runMocha("servers", options) },
  fuzz: { needs: [build], run: (options) => runMocha("fuzz", options) },
  panel: { needs: [requireChromium, build], run: (options) => runMocha("panel", options) },
  browsers: { run: () => testBrowsers() },
  "editors-web": { needs: [build], run: () => runWeb() },
  "editors-desktop": { needs: [build], run: () => runDesktop() },
  "editors-keyboard": { needs: [requireChromium, build], run: () => runKeyboard() },
  "editors-neovim": { needs: [build], run: () => runNeovim() },
  package: { needs: [packageExtension], run: (options) => runMocha("package", options) },
  "editors-packaged": { needs: [packageExtension], run: async () => runDesktop(await made(packageExtension)) },
};

/** Suites whose tests share nothing, so that mocha may run each file in any process. */
const PARALLEL = new Set(["unit", "thorough"]);

const GROUPS = {
  editors: ["editors-web", "editors-desktop", "editors-keyboard", "editors-neovim", "editors-packaged"],
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: "string" } } });
const names = positionals.length === 0 ? Object.keys(SUITES) : positionals.flatMap((name) => GROUPS[name] ?? [name]);
const unknown = names.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(
    `There is no suite ${unknown.join(", ")}: choose among ${[...Object.keys(SUITES), ...Object.keys(GROUPS)].join(", ")}.`,
  );
  process.exit(2);
}

const artifacts = new Map();

/** Makes what a suite needs, once for all suites. */
function made(make) {
  if (!artifacts.has(make)) {
    artifacts.set(make, make());
  }
  return artifacts.get(make);
}

function build() {
  return buildAll({ production: false });
}

/** A check without tests of its own counts as one. */
async function check(args) {
  const succeeds = (await run(args)) === 0;
  return { passed: succeeds ? 1 : 0, failed: succeeds ? 0 : 1, skipped: 0 };
}

/**
 * Runs mocha on a folder below `test/`, with the settings of `.mocharc.cjs`.
 * @returns the totals; undefined where mocha broke off.
 */
async function runMocha(folder, { grep }) {
  const file = join(root, "out", `totals-${folder}-${process.pid}.json`);
  const code = await run([
    join("node_modules", "mocha", "bin", "mocha.js"),
    join("test", folder),
    ...["--reporter", join("tools", "test", "totals-reporter.cjs"), "--reporter-option", `totals=${file}`],
    ...(grep === undefined ? [] : ["--fgrep", grep]),
    ...(PARALLEL.has(folder) && grep === undefined ? ["--parallel"] : []),
  ]);
  const text = await readFile(file, "utf8").catch(() => undefined);
  await rm(file, { force: true });
  const totals = text === undefined ? undefined : JSON.parse(text);
  return code === 0 || totals?.failed > 0 ? totals : undefined;
}

/** @returns {Promise<number | null>} the exit code. */
function run(args) {
  return new Promise((resolve, reject) => {
    spawn(process.execPath, args, { cwd: root, stdio: "inherit" }).once("error", reject).once("exit", resolve);
  });
}

async function runSuite(name) {
  const { needs = [], run } = SUITES[name];
  try {
    for (const make of needs) {
      await made(make);
    }
    const totals = await run(values);
    if (totals === undefined) {
      throw new Error("the tests didn't finish");
    }
    return totals;
  } catch (error) {
    if (error instanceof MissingToolError && !process.env.CI) {
      return { passed: 0, failed: 0, skipped: 1, reason: error.message };
    }
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

await mkdir(join(root, "out"), { recursive: true });
const results = [];
for (const name of names) {
  console.log(`\n━━ ${name}`);
  const start = Date.now();
  const result = await runSuite(name);
  results.push({ name, ...result, seconds: (Date.now() - start) / 1000 });
}

console.log("\n━━ all");
for (const { name, passed, failed, skipped, reason, seconds } of results) {
  const outcome = reason === undefined ? `${passed} passed, ${failed} failed` : `SKIPPED: ${reason}`;
  console.log(
    `${name.padEnd(18)}${outcome}${skipped > 0 && reason === undefined ? `, ${skipped} skipped` : ""}  (${seconds.toFixed(1)} s)`,
  );
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const skipped = sum("skipped");
console.log(`${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(sum("failed") > 0 ? 1 : 0);
