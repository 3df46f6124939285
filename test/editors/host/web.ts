import "mocha/mocha";
import { consoleReporter, failUnlessAllPassed, totalsOf } from "./reporter";

declare const module: { exports: unknown };

/** Runs the suites in a web worker extension host. Prints the totals to the console, its only output. */
async function run(): Promise<void> {
  mocha.setup({ ui: "bdd", timeout: 0, slow: 2_000, reporter: consoleReporter });
  await import("cors-lens:suites");
  const totals = await totalsOf((done) => mocha.run(done));
  console.log(`CORS_LENS_TOTALS ${JSON.stringify(totals)}`);
  failUnlessAllPassed(totals);
}

// Mocha's browser bundle also sets module.exports, so an `export` here would be lost.
module.exports = { run };
