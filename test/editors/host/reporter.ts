import type { ReporterConstructor, Runner, Suite, Test } from "mocha";

/** The numbers of tests that passed, failed and were skipped. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The start of each line of the report. VS Code prints to the same console. */
const OURS = "│ ";
const INDENT = "  ";

/** Reports a run to the console, the only output that both kinds of extension host have. */
class ConsoleReporter {
  constructor(runner: Runner) {
    let depth = 0;
    const line = (text: string) => console.log(OURS + INDENT.repeat(depth) + text);
    runner.on("suite", (suite: Suite) => {
      line(suite.title);
      depth += 1;
    });
    runner.on("suite end", () => {
      depth -= 1;
    });
    runner.on("pass", (test: Test) => line(`✓ ${test.title}${test.speed === "slow" ? ` (${test.duration} ms)` : ""}`));
    runner.on("pending", (test: Test) => line(`- ${test.title}`));
    runner.on("fail", (test: Test, error: Error) => {
      line(`✗ ${test.title}`);
      line(error.stack ?? String(error));
    });
  }
}

/** Mocha only needs the constructor of a reporter, though its types require everything that its own reporters have. */
export const consoleReporter = ConsoleReporter as unknown as ReporterConstructor;

/** @returns the totals when the run has ended. */
export function totalsOf(run: (done: (failures: number) => void) => Runner): Promise<Totals> {
  return new Promise((resolve) => {
    const runner = run(() =>
      resolve({
        passed: runner.stats?.passes ?? 0,
        failed: runner.stats?.failures ?? 0,
        skipped: runner.stats?.pending ?? 0,
      }),
    );
  });
}

/** Throws unless all tests passed. VS Code turns the error into the exit code. */
export function failUnlessAllPassed({ passed, failed }: Totals): void {
  if (failed > 0 || passed === 0) {
    throw new Error(`${passed} passed, ${failed} failed`);
  }
}
