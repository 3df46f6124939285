const { availableParallelism } = require("node:os");

/** Whether a command names files itself: mocha would run those that stand here as well. */
const namesFiles = process.argv.slice(2).some((argument) => /(?:^|[\\/])test[\\/]/.test(argument));

module.exports = {
  require: ["tsx"],
  extension: ["test.ts"],
  recursive: true,
  spec: namesFiles ? [] : ["test/unit"],
  "watch-files": ["server/**", "client/**", "test/**", "examples/**"],
  // How many processes `--parallel` starts.
  jobs: availableParallelism(),
  reporter: "dot",
  // A test that computes has no time limit: a busy machine would reach it.
  timeout: 0,
};
