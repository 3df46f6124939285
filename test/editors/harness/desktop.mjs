import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { root } from "../../../tools/build/bundles.mjs";
import { requireChromium } from "../../../tools/machine/chromium.mjs";
import { bundleSuites } from "./bundle.mjs";
import { installDesktop } from "./desktop-installation.mjs";
import { makeWorkspace } from "./workspace.mjs";

const here = dirname(fileURLToPath(import.meta.url));
/** The extensions under development while the packaged extension is tested. VS Code needs one to run tests, and also accepts a folder of several. */
const NEIGHBOURS = join(here, "..", "neighbours");

/**
 * Runs the suites in a VS Code whose extension host is Node.
 * @param {string} [vsix] the packaged extension, which is tested together with other extensions for its language. Without it, the extension runs
 * from this folder, alone.
 * @returns the totals; undefined if the run didn't finish.
 */
export async function runDesktop(vsix) {
  const extensionTestsPath = await bundleSuites("desktop", vsix !== undefined);
  const { executable, cli } = await findCode();
  const folder = await makeWorkspace();
  // VS Code's sockets are in this folder, so its path must be short.
  const data = await mkdtemp(join(tmpdir(), "cors-lens-"));
  const totalsFile = join(data, "totals.json");
  const profile = [`--user-data-dir=${join(data, "user")}`, `--extensions-dir=${join(data, "extensions")}`];
  try {
    if (vsix !== undefined) {
      install(cli, [...profile, "--install-extension", vsix]);
    }
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: vsix === undefined ? root : NEIGHBOURS,
      extensionTestsPath,
      extensionTestsEnv: { CORS_LENS_TOTALS: totalsFile },
      launchArgs: [folder, ...profile],
    }).catch((error) => console.error(String(error)));
    return existsSync(totalsFile) ? JSON.parse(await readFile(totalsFile, "utf8")) : undefined;
  } finally {
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
    await rm(folder, { recursive: true });
  }
}

/**
 * The VS Code to test with: the one in `VSCODE_PATH`; if there is a display, a download; else the embedded one, which needs neither.
 */
async function findCode() {
  const desktop = process.env.VSCODE_PATH ?? (await download());
  if (desktop !== undefined) {
    return { executable: desktop, cli: resolveCliArgsFromVSCodeExecutablePath(desktop, { reuseMachineInstall: true }) };
  }
  requireChromium();
  await installDesktop();
  const executable = join(here, "embedded-code.mjs");
  // Archives don't keep the mode.
  await chmod(executable, 0o755);
  return { executable, cli: [executable] };
}

async function download() {
  const display = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display) {
    return undefined;
  }
  try {
    return await downloadAndUnzipVSCode({ version: "stable", cachePath: join(root, ".vscode-test"), timeout: 15_000 });
  } catch (error) {
    console.log(`Failed to download a desktop VS Code (${error.message}); using the embedded one.`);
    return undefined;
  }
}

/**
 * @param {string[]} cli the command and its first arguments
 * @param {string[]} more
 */
function install([command = "code", ...args], more) {
  const { status } = spawnSync(command, [...args, ...more], { stdio: "inherit" });
  if (status !== 0) {
    throw new Error("VS Code didn't install the package.");
  }
}
