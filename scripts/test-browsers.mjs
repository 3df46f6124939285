import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runBrowsers } from "../test/browsers/harness/run.mjs";
import { MissingToolError } from "../tools/machine/missing-tool.mjs";

/**
 * `node scripts/test-browsers.mjs [--count N] [--chains N] [--seed S] [--engines chromium,firefox,webkit] [--suite NAME] [--only INDEX]
 * [--write FILE]`: compares real browsers with CORS Lens on random exchanges. `--only` plays one exchange, by the index that a
 * disagreement prints.
 */

const ENGINES = ["chromium", "firefox", "webkit"];

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    chains: { type: "string", default: "8000" },
    seed: { type: "string" },
    engines: { type: "string", default: ENGINES.join(",") },
    suite: { type: "string", multiple: true, default: [] },
    only: { type: "string" },
    write: { type: "string" },
  },
});

const engines = values.engines.split(",");
const numbers = {
  count: Number(values.count),
  chains: Number(values.chains),
  seed: values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed),
  only: values.only === undefined ? 0 : Number(values.only),
};
const wrong = [
  ...engines.filter((engine) => !ENGINES.includes(engine)).map((engine) => `There is no engine ${engine}.`),
  ...Object.entries(numbers)
    .filter(([, number]) => !Number.isSafeInteger(number) || number < 0)
    .map(([name]) => `--${name} takes a whole number.`),
];
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(2);
}

try {
  const { passed, failed, skipped } = await runBrowsers(
    { ...numbers, engines, only: values.only === undefined ? null : numbers.only },
    { suites: values.suite, write: values.write ?? null },
  );
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  console.error(error instanceof MissingToolError ? error.message : error);
  process.exit(1);
}
