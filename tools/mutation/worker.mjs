import { createRequire } from "node:module";
import Mocha from "mocha";
import { SWITCH } from "./instrument.mjs";
import { MutationSwitch } from "./switch.mjs";

/**
 * Runs tests with one mutant after another: `node worker.mjs BUNDLE COUNT`. The parent process sends a message per run and gets one answer:
 *
 * - `{ mutant: 0 }` runs all tests without a mutant. The answer is a `Baseline`.
 * - `{ mutant, tests, loopLimit }` runs tests, given by number (`null` means all), until one fails. The answer is `{ mutant, killed }`.
 *
 * @typedef {object} Baseline
 * @property {string[]} failures
 * @property {number[][]} reached the mutants that each test reaches, by the number of the test.
 * @property {number[]} reachedByLoading the mutants that are reached before any test runs.
 * @property {number} loops the most loop iterations in one test.
 */

const [bundle, count] = process.argv.slice(2);

// Random tests have to be the same for every mutant. Without shrinking they end sooner.
createRequire(bundle)("fast-check").configureGlobal({ seed: 1, endOnFailure: true });
console.warn = () => {};

const mutation = new MutationSwitch(Number(count));
globalThis[SWITCH] = mutation;

class SilentReporter extends Mocha.reporters.Base {}

/** Loads the tests again, because some values are computed on loading and have to be computed with the mutant. */
function load() {
  const mocha = new Mocha({ ui: "bdd", bail: true, reporter: SilentReporter, timeout: 0 });
  mocha.addFile(bundle);
  mocha.unloadFiles();
  // Protected in the types. `loadFilesAsync` may use `import`, which never loads a file a second time.
  /** @type {any} */ (mocha).loadFiles();
  return mocha;
}

/** Removes all tests except those with these numbers. */
function select(suite, numbers) {
  const tests = [];
  suite.eachTest((test) => tests.push(test));
  const selected = new Set(numbers.map((number) => tests[number]));
  const keep = (parent) => {
    parent.tests = parent.tests.filter((test) => selected.has(test));
    parent.suites.forEach(keep);
  };
  keep(suite);
}

/**
 * @param {Mocha} mocha
 * @param {{ onBegin?: () => void, onEnd?: (test: Mocha.Test) => void, onFail?: (test: Mocha.Test, error: Error) => void }} [listeners]
 * @returns {Promise<number>} how many tests failed.
 */
function run(mocha, { onBegin, onEnd, onFail } = {}) {
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => {
      mocha.dispose();
      resolve(failures);
    });
    runner.on("test", () => {
      mutation.loops = 0;
      onBegin?.();
    });
    runner.on("test end", (test) => onEnd?.(test));
    runner.on("fail", (test, error) => onFail?.(test, error));
  });
}

function takeReached() {
  const reached = [];
  mutation.reached.forEach((isReached, mutant) => {
    if (isReached === 1) {
      reached.push(mutant);
    }
  });
  mutation.reached.fill(0);
  return reached;
}

/** @returns {Promise<Baseline>} */
async function runBaseline() {
  const mocha = load();
  mocha.bail(false);
  /** @type {Baseline} */
  const baseline = { failures: [], reached: [], reachedByLoading: takeReached(), loops: mutation.loops };
  const numbers = new Map();
  mocha.suite.eachTest((test) => numbers.set(test, numbers.size));
  await run(mocha, {
    onBegin: () => mutation.reached.fill(0),
    onEnd(test) {
      baseline.reached[numbers.get(test)] = test.isPending() ? [] : takeReached();
      baseline.loops = Math.max(baseline.loops, mutation.loops);
    },
    onFail(test, error) {
      baseline.failures.push(`${test.fullTitle()}: ${error.message}`);
    },
  });
  return baseline;
}

async function isKilled(mutant, tests) {
  mutation.active = mutant;
  mutation.loops = 0;
  try {
    const mocha = load();
    if (tests !== null) {
      select(mocha.suite, tests);
    }
    return (await run(mocha)) > 0;
  } catch {
    // With this mutant, the tests can't even be loaded.
    return true;
  } finally {
    mutation.active = 0;
  }
}

process.on("message", async ({ mutant, tests, loopLimit }) => {
  if (mutant === 0) {
    process.send?.(await runBaseline());
  } else {
    mutation.loopLimit = loopLimit;
    process.send?.({ mutant, killed: await isKilled(mutant, tests) });
  }
});
