import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildAll, root } from "../tools/build/bundles.mjs";

/**
 * `node scripts/fuzz.mjs [TARGET…] [--minutes N | --count N] [--seed S]`: tries random inputs on each target, by default on all for one minute.
 * `--count` counts what the target counts: documents, edits, messages, folders. Inputs are made from the fixtures, the examples and the texts in the
 * folder `FUZZ_DATA`. Counterexamples are made small and put into `out/fuzz`; move
 * one to `test/fixtures/counterexamples/TARGET/WHAT-WAS-WRONG.json`, and the tests try it from then on. The exit code is 1 if there are any.
 */

const TARGETS = ["read", "growth", "analyse", "fixes", "edits", "har", "lsp", "folder"];
/** No input needs so long, even on a busy machine. */
const HANG_MS = 10 * 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string" }, count: { type: "string" }, seed: { type: "string" } },
});
const names = positionals.length === 0 ? TARGETS : positionals;
const unknown = names.filter((name) => !TARGETS.includes(name));
const isNumber = (text) => text === undefined || /^\d+(?:\.\d+)?$/.test(text);
if (unknown.length > 0 || !isNumber(values.minutes) || !isNumber(values.count) || !isNumber(values.seed)) {
  console.error(`Usage: fuzz [${TARGETS.join("|")}…] [--minutes N | --count N] [--seed S]`);
  process.exit(2);
}
const minutes = values.minutes ?? (values.count === undefined ? "1" : undefined);
const seed = values.seed ?? String(Date.now() % 2 ** 31);
const out = join(root, "out", "fuzz");

await buildAll({ production: false });
mkdirSync(out, { recursive: true });
console.log(`seed ${seed}`);

/** @returns {Promise<boolean>} whether every promise was kept. */
function fuzz(name) {
  const trying = join(out, `trying-${name}.json`);
  rmSync(trying, { force: true });
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        ...["--import", "tsx", join("test", "fuzz", "main.ts"), "--target", name, "--seed", seed, "--out", out],
        ...(minutes === undefined ? [] : ["--minutes", minutes]),
        ...(values.count === undefined ? [] : ["--count", values.count]),
      ],
      { cwd: root, stdio: "inherit", env: { FUZZ_DATA: join(root, "..", "shared"), ...process.env } },
    );
    let ending = "";
    const watch = setInterval(() => {
      const tried = statSync(trying, { throwIfNoEntry: false });
      if (tried !== undefined && Date.now() - tried.mtimeMs > HANG_MS) {
        ending = "hangs";
        child.kill("SIGKILL");
      }
    }, 5000);
    child.once("exit", (code, signal) => {
      clearInterval(watch);
      if (statSync(trying, { throwIfNoEntry: false }) !== undefined) {
        const kept = join(out, `${name}-ended-${Date.now()}.json`);
        const { seed: at, input } = JSON.parse(readFileSync(trying, "utf8").split("\n", 1)[0]);
        writeFileSync(kept, JSON.stringify(input, null, 2));
        rmSync(trying);
        console.log(`${name}, seed ${at}: ${ending || `ends with ${code ?? signal}`}. The input is in ${kept}.`);
      }
      resolve(code === 0);
    });
  });
}

const waiting = [...names];
const results = [];
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      results.push(await fuzz(name));
    }
  }),
);
process.exit(results.every((kept) => kept) ? 0 : 1);
