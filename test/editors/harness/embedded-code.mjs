#!/usr/bin/env node
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../../../tools/machine/free-port.mjs";
import { HANG_GUARD_MS } from "../../../tools/machine/hang-guard.mjs";
import { desktopAt, installDesktop } from "./desktop-installation.mjs";
import { TestLog } from "./test-log.mjs";
import { runInWorkbench } from "./workbench.mjs";

/**
 * A VS Code without a window. This executable accepts the arguments of `code` that extension tests need, runs VS Code's own server and
 * opens its workbench in a headless Chromium. The extension host is Node, as in a desktop VS Code.
 */

const args = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: "string" },
    extensionTestsPath: { type: "string" },
    "user-data-dir": { type: "string" },
    "extensions-dir": { type: "string" },
    "install-extension": { type: "string" },
  },
});

/** Unlike `parseArgs`, which may not take an unknown option for a text, we know that these have values. */
const values = /** @type {Record<string, string | undefined>} */ (args.values);
const [folder] = args.positionals;

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
};

const { node, serverMain } = desktopAt(await installDesktop());
const dataFolder = resolve(values["user-data-dir"] ?? "");
const common = [
  serverMain,
  "--accept-server-license-terms",
  "--server-data-dir",
  dataFolder,
  "--extensions-dir",
  resolve(values["extensions-dir"] ?? ""),
];

if (values["install-extension"] !== undefined) {
  const { status } = spawnSync(node, [...common, "--install-extension", resolve(values["install-extension"])], {
    stdio: "inherit",
  });
  process.exit(status ?? 1);
}

const settings = join(dataFolder, "data", "Machine", "settings.json");
if (!existsSync(settings)) {
  await mkdir(join(dataFolder, "data", "Machine"), { recursive: true });
  await writeFile(settings, JSON.stringify(SETTINGS));
}

const authority = `127.0.0.1:${await freePort()}`;
const server = await startServer();
try {
  const remote = (path) => `vscode-remote://${authority}${resolve(path)}`;
  const payload = [
    ["extensionDevelopmentPath", remote(values.extensionDevelopmentPath)],
    ["extensionTestsPath", remote(values.extensionTestsPath)],
    ["skipWelcome", "true"],
  ];
  const url = new URL(`http://${authority}/`);
  url.searchParams.set("folder", resolve(folder ?? ""));
  url.searchParams.set("payload", JSON.stringify(payload));
  const log = new TestLog();
  process.exitCode = await runInWorkbench(url.href, (type, ...args) => log.receive(type, ...args));
  if (process.exitCode !== 0) {
    log.showOthers();
  }
} finally {
  stop();
}

/** @returns the server's process, once it listens. */
async function startServer() {
  const child = spawn(
    node,
    [
      ...common,
      ...["--host", "127.0.0.1", "--port", new URL(`http://${authority}`).port, "--without-connection-token"],
      ...["--enable-smoke-test-driver", "--disable-workspace-trust", "--telemetry-level", "off"],
    ],
    // Its own process group, so that its extension hosts end with it.
    { detached: true, stdio: ["ignore", "pipe", "pipe"] },
  );
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      stop();
      process.exit(1);
    });
  }
  let output = "";
  await /** @type {Promise<void>} */ (
    new Promise((ready, failed) => {
      const read = (chunk) => {
        output += chunk;
        if (output.includes("Extension host agent listening")) {
          ready();
        }
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => failed(new Error(`VS Code's server ended with ${code}:\n${output}`)));
      setTimeout(() => failed(new Error(`VS Code's server didn't start:\n${output}`)), HANG_GUARD_MS).unref();
    })
  );
  return child;
}

function stop() {
  try {
    process.kill(-Number(server.pid), "SIGKILL");
  } catch {
    // It has already ended.
  }
}
