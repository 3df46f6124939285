import { type Profiler, Session } from "node:inspector";
import { setFlagsFromString } from "node:v8";

/** How often each function of the server and each of its branches and loop bodies ran. */
export type Work = ReadonlyMap<string, number>;

/** V8's compilers that inline calls, which then aren't counted. Before Node 22 the second one is off. */
const OPTIMIZING = Number(process.versions.node.split(".")[0]) < 22 ? ["turbofan"] : ["turbofan", "maglev"];

/**
 * Counts what `run` makes the server's code do. Unlike time, a count doesn't depend on the machine. It doesn't see the work inside of a regular expression or
 * another built-in function.
 */
export function workOf(run: () => void): Work {
  const session = new Session();
  session.connect();
  for (const compiler of OPTIMIZING) {
    setFlagsFromString(`--no-${compiler}`);
  }
  try {
    session.post("Profiler.enable");
    session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    run();
    let scripts: readonly Profiler.ScriptCoverage[] = [];
    session.post("Profiler.takePreciseCoverage", (error, { result }) => {
      if (error !== null) {
        throw error;
      }
      scripts = result;
    });
    return new Map(scripts.filter(({ url }) => url.includes("/server/src/")).flatMap(countsIn));
  } finally {
    session.disconnect();
    for (const compiler of OPTIMIZING) {
      setFlagsFromString(`--${compiler}`);
    }
  }
}

function countsIn({ url, functions }: Profiler.ScriptCoverage): [string, number][] {
  const file = url.slice(url.indexOf("/server/src/") + 1);
  return functions.flatMap(({ functionName, ranges }) =>
    ranges
      .filter(({ count }) => count > 0)
      .map(({ startOffset, count }): [string, number] => [
        `${functionName || "a function"} (${file}:${startOffset})`,
        count,
      ]),
  );
}

export function total(work: Work): number {
  let sum = 0;
  for (const count of work.values()) {
    sum += count;
  }
  return sum;
}
