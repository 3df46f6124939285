import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../../../tools/machine/free-port.mjs";
import { HANG_GUARD_MS } from "../../../../tools/machine/hang-guard.mjs";
import { MissingToolError } from "../../../../tools/machine/missing-tool.mjs";
import type { Browser } from "./engine";
import { ProcessGroup, requireCommand } from "./process-group";

const REMEDY = "apt-get install webkit2gtk-driver xvfb";

/** WebKitGTK's small browser, through its driver (https://www.w3.org/TR/webdriver2/), on a virtual display. */
export async function launchWebKit(): Promise<Browser> {
  const driver = requireCommand(["WebKitWebDriver"], REMEDY);
  const display = requireCommand(["xvfb-run"], REMEDY);
  const binary = requireMiniBrowser();
  const port = await freePort();
  const group = new ProcessGroup(display, ["-a", driver, `--port=${port}`], {
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  });
  const send = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: JSON.stringify(body) });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) {
      throw new Error(`WebKitWebDriver: ${JSON.stringify(value)}`);
    }
    return value;
  };
  try {
    await Promise.race([isReady(port), group.ended]);
    const capabilities = {
      alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } },
    };
    const session = (await send("/session", { capabilities })) as {
      sessionId: string;
      capabilities: { browserVersion?: string };
    };
    return {
      version: `WebKitGTK ${session.capabilities.browserVersion ?? "of unknown version"}`,
      ended: group.ended,
      open: async (url) => {
        // A page that makes calls all the time doesn't need to finish loading.
        await send(`/session/${session.sessionId}/timeouts`, { pageLoad: HANG_GUARD_MS });
        await send(`/session/${session.sessionId}/url`, { url });
      },
      onConsole: () => {},
      consoleRead: async () => {},
      close: async () => {
        await fetch(`http://127.0.0.1:${port}/session/${session.sessionId}`, { method: "DELETE" }).catch(() => {});
        group.kill();
      },
    };
  } catch (error) {
    group.kill();
    throw error;
  }
}

/** The driver listens a moment after it has started. */
async function isReady(port: number): Promise<void> {
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    );
    if (ready) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** It is in a folder named after the architecture, as in `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/`. */
function requireMiniBrowser(): string {
  for (const architecture of existsSync("/usr/lib") ? readdirSync("/usr/lib") : []) {
    for (const version of ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"]) {
      const path = join("/usr/lib", architecture, version, "MiniBrowser");
      if (existsSync(path)) {
        return path;
      }
    }
  }
  throw new MissingToolError("no MiniBrowser of WebKitGTK", REMEDY);
}
