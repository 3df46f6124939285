import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "../bundles.mjs";

/** A mutant loops for ever where a test loops this many times as often as any test does on the code as it is. */
const LOOP_FACTOR = 10;

/**
 * Runs for each mutant the tests that reach it, in as many processes as there are processors.
 * @param {string} bundle
 * @param {import("./instrument.mjs").Mutant[]} mutants
 * @param {(done: number) => void} onProgress
 * @returns {Promise<{ survivors: Set<number>, unreached: Set<number> }>} ids; the unreached ones are survivors, too.
 */
export async function killMutants(bundle, mutants, onProgress) {
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(bundle, mutants.length));
  try {
    const baseline = await workers[0].ask({ mutant: 0 });
    if (baseline.failures.length > 0) {
      throw new Error(`The tests fail by themselves:\n${baseline.failures.join("\n")}`);
    }
    const tests = testsByMutant(mutants, baseline);
    const loopLimit = baseline.loops * LOOP_FACTOR;
    const survivors = new Set();
    const queue = mutants.map(({ id }) => id).values();
    let done = 0;
    const work = async (worker) => {
      // All workers take from one queue.
      for (const mutant of queue) {
        const reaching = tests.get(mutant);
        if (reaching?.length === 0 || !(await worker.ask({ mutant, tests: reaching, loopLimit })).killed) {
          survivors.add(mutant);
        }
        onProgress(++done);
      }
    };
    await Promise.all(workers.map(work));
    return { survivors, unreached: new Set([...survivors].filter((mutant) => tests.get(mutant)?.length === 0)) };
  } finally {
    for (const worker of workers) {
      worker.end();
    }
  }
}

/** The numbers of the tests that reach each mutant; `null` for all, where loading them reaches it. */
function testsByMutant(mutants, { reached, reachedByLoading }) {
  const tests = new Map(mutants.map(({ id }) => [id, []]));
  reached.forEach((ids, test) => {
    for (const id of ids) {
      tests.get(id).push(test);
    }
  });
  for (const id of reachedByLoading) {
    tests.set(id, null);
  }
  return tests;
}

/** A process that runs tests. One that dies, out of memory for instance, has killed its mutant, and is replaced. */
class Worker {
  #args;
  #child;

  constructor(bundle, count) {
    this.#args = [bundle, String(count)];
    this.#child = this.#start();
  }

  #start() {
    return fork(join(root, "scripts", "mutation", "worker.mjs"), this.#args, {
      cwd: root,
      // The tests of this repository have to do: those with tables from elsewhere do not count.
      env: { ...process.env, CORS_LENS_DATA: join(root, "out", "no-data") },
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
      throw new Error("The tests do not come to their end by themselves.");
    }
    this.#child = this.#start();
    return { mutant, killed: true };
  }

  end() {
    this.#child.kill();
  }
}
