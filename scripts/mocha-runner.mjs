import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/**
 * Runs a bundle of tests with mocha: `node mocha-runner.mjs TOTALS GREP FILE CLAIMS`. The totals of the run go to the file TOTALS as JSON. Of several
 * processes that run one bundle, each takes the next suite that none has claimed in the folder CLAIMS.
 */

const [totals, grep, file, claims] = process.argv.slice(2);

const mocha = new Mocha({ ui: "bdd", reporter: "spec", timeout: 120_000 });
if (grep !== "") {
  mocha.fgrep(grep);
}
mocha.addFile(file);

const { runSuite } = Mocha.Runner.prototype;
Mocha.Runner.prototype.runSuite = function (suite, done) {
  return suite.parent?.root && !claim(suite) ? done() : runSuite.call(this, suite, done);
};

function claim(suite) {
  try {
    mkdirSync(join(claims, String(mocha.suite.suites.indexOf(suite))));
    return true;
  } catch {
    return false;
  }
}

const runner = mocha.run(() => {
  const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
  writeFileSync(totals, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
  process.exit(failures > 0 ? 1 : 0);
});
