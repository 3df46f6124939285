import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleMutants } from "./bundle.mjs";
import { killMutants } from "./kill.mjs";
import { keyOf, readSurvivors } from "./survivors.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = "server/src/cors";
const TESTS = "test/unit/cors";
const SURVIVORS = fileURLToPath(new URL("survivors.json", import.meta.url));

/** The tests have to kill every mutant on their own, without the reference data that not everyone has. */
const ENVIRONMENT = { ...process.env, CORS_LENS_DATA: join(root, "out", "no-data") };

/**
 * Tests the tests: changes one place of `server/src/cors` at a time and runs the tests that reach it. Fails for a mutant that survives and isn't
 * listed in `survivors.json`, and for a listed one that no longer survives.
 * @param {string[]} files restricts the run to files whose paths contain one of these texts.
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runMutation(files = []) {
  const isChosen = ({ file }) => files.length === 0 || files.some((text) => file.includes(text));
  const listed = new Map([...(await readSurvivors(SURVIVORS))].filter(([, survivor]) => isChosen(survivor)));
  // Inside the repository, so that the bundle finds its packages.
  await mkdir(join(root, "out"), { recursive: true });
  const outdir = await mkdtemp(join(root, "out", "mutation-"));
  try {
    const bundle = join(outdir, "tests.cjs");
    const all = await bundleMutants({ root, sources: SOURCES, tests: TESTS, outfile: bundle });
    const chosen = all.filter(isChosen);
    if (chosen.length === 0) {
      throw new Error(`no mutants: ${SOURCES} has no file that matches ${files.join(", ")}`);
    }
    const results = await killMutants(
      { bundle, cwd: root, env: ENVIRONMENT, count: all.length },
      chosen.map(({ id }) => id),
      (done) => showProgress(done, chosen.length),
    );
    return report(chosen, results, listed);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

function showProgress(done, total) {
  if (process.stdout.isTTY) {
    process.stdout.write(done === total ? "\r\x1b[K" : `\r${done} of ${total} mutants`);
  }
}

function report(mutants, { survivors, unreached }, listed) {
  const unlisted = mutants.filter((mutant) => survivors.has(mutant.id) && !listed.has(keyOf(mutant)));
  for (const mutant of unlisted) {
    console.log(`✗ ${describeMutant(mutant)} survives${unreached.has(mutant.id) ? ": no test reaches it" : ""}`);
  }
  const surviving = new Set(mutants.filter(({ id }) => survivors.has(id)).map(keyOf));
  const existing = new Set(mutants.map(keyOf));
  const stale = [...listed].filter(([key]) => !surviving.has(key));
  for (const [key, { file, within, text, mutation }] of stale) {
    const problem = existing.has(key) ? "is killed" : "doesn't exist";
    console.log(`✗ ${file}, ${within}: ${text} — ${mutation} is listed as a survivor but ${problem}`);
  }
  const killed = mutants.length - survivors.size;
  const kept = surviving.size - unlisted.length;
  console.log(`${killed} killed, ${kept} survived (listed), ${unlisted.length} survived (not listed)`);
  return { passed: killed + kept, failed: unlisted.length + stale.length, skipped: 0 };
}

function describeMutant({ file, line, column, within, text, mutation, nth }) {
  return `${file}:${line}:${column} ${within}: ${text} — ${mutation}${nth > 1 ? ` (nth: ${nth})` : ""}`;
}
