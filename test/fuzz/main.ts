import { mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { TARGETS } from "./all-targets";
import { type Counterexample, runBatch } from "./run";

/**
 * Tries random inputs on one target until the time is over, the count is reached, or too many promises are broken. `scripts/fuzz.mjs` starts it
 * in a process of its own, so that an input that hangs or ends it isn't lost: it is the first line of the file `trying-TARGET.json`.
 */
const { values } = parseArgs({
  options: {
    target: { type: "string" },
    seed: { type: "string" },
    minutes: { type: "string" },
    count: { type: "string" },
    out: { type: "string" },
  },
});
const { target: name = "", out = "out/fuzz" } = values;
const firstSeed = Number(values.seed);
const end = values.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(values.minutes) * 60_000;
const count = values.count === undefined ? Number.POSITIVE_INFINITY : Number(values.count);

const MAX_COUNTEREXAMPLES = 10;
const REPORT_EVERY_MS = 60_000;

async function main(): Promise<void> {
  const target = TARGETS.find((one) => one.name === name);
  if (target === undefined) {
    throw new Error(`Unknown target ${name}.`);
  }
  mkdirSync(out, { recursive: true });
  const trying = join(out, `trying-${name}.json`);
  const tried = openSync(trying, "w");
  const start = Date.now();
  const errors = new Set<string>();
  let runs = 0;
  let units = 0;
  let reported = start;
  const report = () =>
    console.log(
      `${name}: ${units.toLocaleString("en")} ${target.unit} in ${runs.toLocaleString("en")} inputs, ${errors.size} broken promises, ${Math.round((Date.now() - start) / 1000)} s`,
    );
  // A batch of the length of a test run, so that both find the same with the same seed.
  for (let seed = firstSeed; Date.now() < end && units < count && errors.size < MAX_COUNTEREXAMPLES; seed++) {
    const batch = await runBatch(target, seed, target.usualRuns, (input) => {
      // The rest of a longer one before may follow the line.
      writeSync(tried, `${JSON.stringify({ target: name, seed, input })}\n`, 0);
    });
    runs += batch.runs;
    units += batch.units;
    if (batch.counterexample !== null) {
      keep(batch.counterexample, errors);
    }
    if (Date.now() - reported > REPORT_EVERY_MS) {
      report();
      reported = Date.now();
    }
  }
  await target.stop?.();
  rmSync(trying, { force: true });
  report();
  process.exitCode = errors.size > 0 ? 1 : 0;
}

/** Keeps the first counterexample of each kind of error. */
function keep(found: Counterexample, errors: Set<string>): void {
  const kind = found.error.split("\n").slice(0, 2).join(" ").replace(/\d+/g, "N").slice(0, 160);
  if (errors.has(kind)) {
    return;
  }
  errors.add(kind);
  const file = join(out, `${found.target}-${found.seed}.json`);
  writeFileSync(file, `${JSON.stringify(found.input, null, 2)}\n`);
  console.log(`${found.target}, seed ${found.seed}, path ${found.path}: ${found.error}\nThe input is in ${file}.`);
}

void main();
