import { createRequire } from "node:module";
import Mocha from "mocha";
import { SWITCH } from "./instrument.mjs";
import { MutationSwitch } from "./switch.mjs";

/**
 * Runs tests with one mutant after the other in one process: `node worker.mjs BUNDLE COUNT`. Asked for by messages; each is answered by one.
 *
 * - `{ mutant: 0 }`: runs all tests on the code as it is. The answer is a `Baseline`.
 * - `{ mutant, tests, loopLimit }`: runs tests, given by their numbers, or all (`null`), until one fails. The answer is `{ mutant, killed }`.
 *
 * @typedef {object} Baseline
 * @property {string[]} failures of the tests, as they are.
 * @property {number[][]} reached for each test the mutants that it reaches; none for a test that is skipped.
 * @property {number[]} reachedByLoading the mutants that any run reaches.
 * @property {number} loops the greatest number of loops in one test.
 */

const [bundle, count] = process.argv.slice(2);

/** Random tests have to run the same for every mutant, and to stop where they fail. */
createRequire(bundle)("fast-check").configureGlobal({ seed: 1, endOnFailure: true });
// What a test warns of is none of our business.
console.warn = () => {};

const mutation = new MutationSwitch(Number(count));
globalThis[SWITCH] = mutation;

/** What a run of tests tells nobody. */
class Silent {}

/** The tests, loaded anew, so that what is computed while they are loaded is computed with the mutant. */
function load() {
  const mocha = new Mocha({ ui: "bdd", bail: true, reporter: Silent, timeout: 0 });
  mocha.addFile(bundle);
  mocha.unloadFiles();
  mocha.loadFiles();
  return mocha;
}

/** Takes away all tests but some, given by their numbers. */
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

async function runBaseline() {
  const mocha = load();
  mocha.bail(false);
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
    // The tests cannot even be loaded.
    return true;
  } finally {
    mutation.active = 0;
  }
}

process.on("message", async ({ mutant, tests, loopLimit }) => {
  if (mutant === 0) {
    process.send(await runBaseline());
  } else {
    mutation.loopLimit = loopLimit;
    process.send({ mutant, killed: await isKilled(mutant, tests) });
  }
});
