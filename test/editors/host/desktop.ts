import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { consoleReporter, failUnlessAllPassed, totalsOf } from "./reporter";

/** Runs the suites in an extension host that is Node. The totals go to the file that `CORS_LENS_TOTALS` names. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 20_000, slow: 2_000, reporter: consoleReporter });
  // This defines describe and it; mocha does it itself only for files that it loads.
  mocha.suite.emit("pre-require", globalThis, "suites", mocha);
  await import("cors-lens:suites");
  const totals = await totalsOf((done) => mocha.run(done));
  if (process.env["CORS_LENS_TOTALS"] !== undefined) {
    writeFileSync(process.env["CORS_LENS_TOTALS"], JSON.stringify(totals));
  }
  failUnlessAllPassed(totals);
}
