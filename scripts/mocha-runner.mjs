import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** Runs a bundle of tests with mocha: `node mocha-runner.mjs TOTALS GREP FILE`. The totals of the run go to the file TOTALS as JSON. */

const [totals, grep, file] = process.argv.slice(2);

const mocha = new Mocha({ ui: "bdd", reporter: "spec", timeout: 120_000 });
if (grep !== "") {
  mocha.fgrep(grep);
}
mocha.addFile(file);
const runner = mocha.run(() => {
  const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
  writeFileSync(totals, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
  process.exit(failures > 0 ? 1 : 0);
});
