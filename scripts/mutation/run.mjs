import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../bundles.mjs";
import { bundleMutants } from "./bundle.mjs";
import { killMutants } from "./kill.mjs";
import { keyOf, listedSurvivors } from "./survivors.mjs";

/**
 * Changes the code of `server/src/cors` in every place, one place at a time, and looks whether a test notices. A change that none notices and
 * that is not listed in `test/mutation/survivors.json` is a failure, and so is a listed one that does not survive.
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runMutation() {
  const listed = await listedSurvivors();
  await mkdir(join(root, "out"), { recursive: true });
  const outdir = await mkdtemp(join(root, "out", "mutation-"));
  try {
    const bundle = join(outdir, "tests.cjs");
    const mutants = await bundleMutants(bundle);
    const { survivors, unreached } = await killMutants(bundle, mutants, (done) => showProgress(done, mutants.length));
    return report(mutants, survivors, unreached, listed);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

function showProgress(done, total) {
  if (process.stdout.isTTY) {
    process.stdout.write(done === total ? "\r\x1b[K" : `\r${done} of ${total} mutants`);
  }
}

function report(mutants, survivors, unreached, listed) {
  const unlisted = mutants.filter((mutant) => survivors.has(mutant.id) && !listed.has(keyOf(mutant)));
  for (const mutant of unlisted) {
    console.log(`✗ ${described(mutant)} survives${unreached.has(mutant.id) ? ": no test reaches it" : ""}`);
  }
  const surviving = new Set(mutants.filter(({ id }) => survivors.has(id)).map(keyOf));
  const existing = new Set(mutants.map(keyOf));
  const stale = [...listed].filter(([key]) => !surviving.has(key));
  for (const [key, { file, within, text, mutation }] of stale) {
    const why = existing.has(key) ? "is killed" : "does not exist";
    console.log(`✗ ${file}, ${within}: ${text} — ${mutation} is listed as a survivor and ${why}`);
  }
  const killed = mutants.length - survivors.size;
  const kept = surviving.size - unlisted.length;
  console.log(`${killed} killed, ${kept} survived (listed), ${unlisted.length} unlisted`);
  return { passed: killed + kept, failed: unlisted.length + stale.length, skipped: 0 };
}

function described({ file, line, column, within, text, mutation, nth }) {
  return `${file}:${line}:${column} ${within}: ${text} — ${mutation}${nth > 1 ? ` (nth: ${nth})` : ""}`;
}
