const { writeFileSync } = require("node:fs");
const {
  reporters: { Dot },
} = require("mocha");

/** Mocha's dots. The totals go to a file as well: `--reporter-option totals=FILE`. */
module.exports = class TotalsReporter extends Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(
        options.reporterOptions.totals,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending }),
      );
    });
  }
};
