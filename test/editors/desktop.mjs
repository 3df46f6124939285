import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { root } from "../../scripts/bundles.mjs";
import { bundleSuites } from "./bundle.mjs";
import { requireChromium } from "./chromium.mjs";
import { installDesktop } from "./desktop-installation.mjs";
import { makeWorkspace } from "./workspace.mjs";

const here = dirname(fileURLToPath(import.meta.url));
/** What is developed where the packaged extension is tested: the editor wants something to be, and takes a folder of extensions too. */
const NEIGHBOURS = join(here, "neighbours");

/**
 * Runs the suites in a VS Code whose extension host is Node.
 * @param {string} [vsix] the packaged extension, which is tested beside other extensions for its language; without it, the extension runs from
 * this folder, alone.
 * @returns the totals; undefined where the run did not come to its end.
 */
export async function runDesktop(vsix) {
  const extensionTestsPath = await bundleSuites("desktop", vsix !== undefined);
  const { executable, cli } = await findCode();
  const folder = await makeWorkspace();
  // Sockets of VS Code lie in here: the path must be short.
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
 * The VS Code to test in: the one that `VSCODE_PATH` names; where there is a display, a download; else the embedded one, which needs neither a
 * display nor a download.
 */
async function findCode() {
  const desktop = process.env.VSCODE_PATH ?? (await download());
  if (desktop !== undefined) {
    return { executable: desktop, cli: resolveCliArgsFromVSCodeExecutablePath(desktop, { reuseMachineInstall: true }) };
  }
  requireChromium();
  await installDesktop();
  const executable = join(here, "embedded-code.mjs");
  // Archives lose the mode.
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
    console.log(`No desktop VS Code could be downloaded (${error.message}): the embedded one is used.`);
    return undefined;
  }
}

function install([command, ...args], more) {
  const { status } = spawnSync(command, [...args, ...more], { stdio: "inherit" });
  if (status !== 0) {
    throw new Error("VS Code did not install the package.");
  }
}
