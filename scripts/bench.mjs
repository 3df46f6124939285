import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { adversarial } from "../tools/bench/adversarial.mjs";
import { colours } from "../tools/bench/colours.mjs";
import { keystrokes } from "../tools/bench/keystrokes.mjs";
import { memory } from "../tools/bench/memory.mjs";
import { pageOf } from "../tools/bench/page.mjs";
import { stages } from "../tools/bench/stages.mjs";
import { start } from "../tools/bench/start.mjs";
import { throughput } from "../tools/bench/throughput.mjs";
import { buildAll, root } from "../tools/build/bundles.mjs";

/**
 * `node scripts/bench.mjs [--write] [--only TEXT] [NAME…]`: runs measurements, by default all. `--write` writes docs/performance.md and requires
 * all. `--only` is a regular expression for the names of the odd inputs to measure. The exit code is 1 if an input takes more than linear time.
 */

const MEASUREMENTS = { throughput, stages, keystrokes, memory, start, colours, adversarial };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean" }, only: { type: "string" } },
});
const names = positionals.length === 0 ? Object.keys(MEASUREMENTS) : positionals;
const unknown = names.filter((name) => !Object.hasOwn(MEASUREMENTS, name));
if (unknown.length > 0 || (values.write && (positionals.length > 0 || values.only !== undefined))) {
  console.error(
    `Usage: bench [--write] [--only TEXT] [${Object.keys(MEASUREMENTS).join("|")}…]; --write takes no names and no --only.`,
  );
  process.exit(2);
}

await buildAll({ production: true });
const sections = [];
for (const name of names) {
  console.error(`measuring ${name} …`);
  sections.push(await MEASUREMENTS[name](values.only === undefined ? null : new RegExp(values.only)));
}
const page = pageOf(sections);
console.log(page);
if (values.write) {
  await writeFile(join(root, "docs", "performance.md"), page);
}
process.exit(sections.some(({ failed }) => failed) ? 1 : 0);
