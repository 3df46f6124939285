import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

/** A mutant is an infinite loop if a test iterates this many times more than the longest test without mutants. */
const LOOP_FACTOR = 10;

/**
 * @typedef {object} Tests how to run the tests.
 * @property {string} bundle
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {number} count how many mutants the bundle contains.
 */

/**
 * Runs for each mutant the tests that reach it, with one process per processor.
 * @param {Tests} tests
 * @param {number[]} ids of the mutants.
 * @param {(done: number) => void} onProgress
 * @returns {Promise<{ survivors: Set<number>, unreached: Set<number> }>} ids; `unreached` is a subset of `survivors`.
 * @throws {Error} if a test fails without a mutant.
 */
export async function killMutants(tests, ids, onProgress) {
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(tests));
  try {
    const baseline = await workers[0].ask({ mutant: 0 });
    if (baseline.failures.length > 0) {
      throw new Error(`tests fail without a mutant:\n${baseline.failures.join("\n")}`);
    }
    const reaching = testsByMutant(baseline);
    const loopLimit = baseline.loops * LOOP_FACTOR;
    const survivors = new Set();
    const unreached = new Set();
    // The workers share one iterator.
    const queue = ids.values();
    let done = 0;
    const work = async (worker) => {
      for (const mutant of queue) {
        const numbers = reaching.get(mutant);
        if (numbers === undefined) {
          unreached.add(mutant);
          survivors.add(mutant);
        } else if (!(await worker.ask({ mutant, tests: numbers, loopLimit })).killed) {
          survivors.add(mutant);
        }
        onProgress(++done);
      }
    };
    await Promise.all(workers.map(work));
    return { survivors, unreached };
  } finally {
    for (const worker of workers) {
      worker.end();
    }
  }
}

/**
 * @param {import("./worker.mjs").Baseline} baseline
 * @returns {Map<number, number[] | null>} the tests that reach each mutant: `null` means all, because loading the tests reaches it.
 */
function testsByMutant({ reached, reachedByLoading }) {
  const tests = new Map();
  reached.forEach((ids, test) => {
    for (const id of ids) {
      tests.set(id, [...(tests.get(id) ?? []), test]);
    }
  });
  for (const id of reachedByLoading) {
    tests.set(id, null);
  }
  return tests;
}

/** A process that runs tests. If it dies, for example out of memory, the mutant counts as killed and a new process takes over. */
class Worker {
  #tests;
  #child;

  /** @param {Tests} tests */
  constructor(tests) {
    this.#tests = tests;
    this.#child = this.#start();
  }

  #start() {
    const { bundle, cwd, env, count } = this.#tests;
    return fork(fileURLToPath(new URL("worker.mjs", import.meta.url)), [bundle, String(count)], {
      cwd,
      env,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      serialization: "advanced",
    });
  }

  async ask(question) {
    const child = this.#child;
    const ended = new AbortController();
    const { signal } = ended;
    try {
      child.send(question);
      return await Promise.race([
        once(child, "message", { signal }).then(([answer]) => answer),
        once(child, "exit", { signal }).then(() => this.#replace(question)),
      ]);
    } finally {
      ended.abort();
    }
  }

  #replace({ mutant }) {
    if (mutant === 0) {
      throw new Error("the process that runs the tests died");
    }
    this.#child = this.#start();
    return { mutant, killed: true };
  }

  end() {
    this.#child.kill();
  }
}
