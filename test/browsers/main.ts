import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { MissingToolError } from "../../tools/machine/missing-tool.mjs";
import { preflightCaches } from "./cache/suite";
import { redirectChains } from "./chains/suite";
import type { EngineName } from "./harness/engines/engine";
import { withStage } from "./harness/stage";
import { plainExchanges } from "./plain/suite";
import { refusals } from "./refusals/suite";
import { agreementTable, type Row } from "./report";
import type { Options, Suite } from "./suite";

/** The suites, in the order in which they run in an engine. */
const SUITES: readonly Suite[] = [refusals, plainExchanges, redirectChains, preflightCaches];

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Runs the suites in the engines, one engine after another, because each uses more than one processor. An engine that isn't installed is
 * skipped; in CI, or if none is installed, that is an error.
 * @param names of the suites to run; all if it is empty
 * @param write the file for the agreement as JSON; null for none
 */
export async function runBrowsers(options: Options, names: readonly string[], write: string | null): Promise<Totals> {
  const suites = SUITES.filter(({ name }) => names.length === 0 || names.includes(name));
  const rows: Row[] = [];
  const shortcomings: string[] = [];
  const missing: MissingToolError[] = [];
  console.log(`seed ${options.seed}`);
  for (const engine of options.engines) {
    try {
      for (const suite of suites) {
        const { result, version } = await played(engine, suite, options);
        rows.push(...result.measured.map((measured) => ({ engine, version, ...measured })));
        shortcomings.push(...result.shortcomings.map((text) => `${version}, ${suite.name}: ${text}`));
        console.log(result.details);
      }
    } catch (error) {
      if (!(error instanceof MissingToolError) || process.env["CI"]) {
        throw error;
      }
      console.log(`${engine} SKIPPED: ${error.message}`);
      missing.push(error);
    }
  }
  const [firstMissing] = missing;
  if (firstMissing !== undefined && missing.length === options.engines.length) {
    throw firstMissing;
  }
  console.log(agreementTable(rows));
  for (const shortcoming of shortcomings) {
    console.log(`✗ ${shortcoming}`);
  }
  if (write !== null) {
    const date = new Date().toISOString().slice(0, 10);
    await mkdir(dirname(write), { recursive: true });
    await writeFile(write, `${JSON.stringify({ rows: rows.map((row) => ({ ...row, date })) }, null, 2)}\n`);
  }
  const disagreeing = rows.filter(({ disagreements }) => disagreements > 0).length;
  return {
    passed: rows.length - disagreeing,
    failed: disagreeing + shortcomings.length,
    skipped: missing.length,
  };
}

async function played(engine: EngineName, suite: Suite, options: Options) {
  return withStage(engine, async (stage) => {
    const start = Date.now();
    const result = await suite.run(stage, options);
    console.log(`${stage.version}: ${suite.name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    return { result, version: stage.version };
  });
}
