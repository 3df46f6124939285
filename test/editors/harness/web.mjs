import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../../tools/machine/free-port.mjs";
import { serveWeb } from "../../../tools/vscode-web/serve.mjs";
import { bundleSuites } from "./bundle.mjs";
import { TestLog } from "./test-log.mjs";
import { runInWorkbench } from "./workbench.mjs";
import { makeWorkspace } from "./workspace.mjs";

/** Other extensions for the language. */
const NEIGHBOURS = join(dirname(fileURLToPath(import.meta.url)), "..", "neighbours");

const TOTALS = "CORS_LENS_TOTALS ";

/**
 * Runs the suites in VS Code for the Web, whose extension host is a web worker.
 * @returns the totals; undefined if the run didn't finish.
 */
export async function runWeb() {
  const extensionTestsPath = await bundleSuites("web", true);
  const folderPath = await makeWorkspace();
  const server = await serveWeb({
    port: await freePort(),
    folderPath,
    extensionTestsPath,
    extensionPaths: [NEIGHBOURS],
  });
  const log = new TestLog();
  let totals;
  try {
    const exitCode = await runInWorkbench(server.url, (type, ...args) => {
      const [first] = args;
      if (typeof first === "string" && first.startsWith(TOTALS)) {
        totals = JSON.parse(first.slice(TOTALS.length));
      } else {
        log.receive(type, ...args);
      }
    });
    if (exitCode !== 0) {
      log.showOthers();
    }
  } finally {
    server.close();
    await rm(folderPath, { recursive: true });
  }
  return totals;
}
