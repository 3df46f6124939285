import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { consoleReporter, failUnlessAllPassed, totalsOf } from "./reporter";

/** Runs the suites in a Node extension host. Writes the totals to the file in `CORS_LENS_TOTALS`. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 0, slow: 2_000, reporter: consoleReporter });
  // This defines describe and it. Mocha only does so itself for files that it loads.
  mocha.suite.emit("pre-require", globalThis, "suites", mocha);
  await import("cors-lens:suites");
  const totals = await totalsOf((done) => mocha.run(done));
  if (process.env["CORS_LENS_TOTALS"] !== undefined) {
    writeFileSync(process.env["CORS_LENS_TOTALS"], JSON.stringify(totals));
  }
  failUnlessAllPassed(totals);
}
