import "mocha/mocha";
import { consoleReporter, failUnlessAllPassed, totalsOf } from "./reporter";

declare const module: { exports: unknown };

/** Runs the suites in an extension host that is a web worker. The totals go to the console, which is the only way out. */
async function run(): Promise<void> {
  mocha.setup({ ui: "bdd", timeout: 20_000, slow: 2_000, reporter: consoleReporter });
  await import("cors-lens:suites");
  const totals = await totalsOf((done) => mocha.run(done));
  console.log(`CORS_LENS_TOTALS ${JSON.stringify(totals)}`);
  failUnlessAllPassed(totals);
}

// mocha's bundle for browsers sets module.exports too, so that an `export` here would be lost.
module.exports = { run };
