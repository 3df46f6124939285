import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** The core of a checkout, as a module. */
export async function coreOf(checkout) {
  const outfile = join(await mkdtemp(join(tmpdir(), "cors-lens-compare-")), "core.mjs");
  await build({
    absWorkingDir: checkout,
    stdin: {
      contents: `export { analyse } from "./server/src/analysis";
        export { textEdits } from "./server/src/edits/edit";
        export { exchangeActions } from "./server/src/edits/exchange-actions";
        export { hoverAt } from "./server/src/explain/hover";
        export { fileReportOf } from "./server/src/cli/format/report-model";`,
      resolveDir: checkout,
      loader: "ts",
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  return import(pathToFileURL(outfile).href);
}
