import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { HANG_GUARD_MS } from "./hang-guard.mjs";
import { MissingToolError } from "./missing-tool.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of any Chromium-based browser, or undefined. `CHROMIUM_PATH` comes first. */
export function findChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [
    ...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []),
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...PLACES,
  ];
  return candidates.find((path) => existsSync(path));
}

/** @throws MissingToolError with how to install one. */
export function requireChromium() {
  const path = findChromium();
  if (path === undefined) {
    throw new MissingToolError("no Chromium", "apt-get install chromium, or set CHROMIUM_PATH");
  }
  return path;
}

/** VS Code's webviews have their own hosts. A Chromium that blocks third-party cookies would block their service worker. */
const PREFERENCES = { profile: { cookie_controls_mode: 0 } };

/**
 * Starts a headless Chromium with a new profile. The caller closes it.
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function launchChromium(options = {}) {
  const executablePath = requireChromium();
  const profile = await mkdtemp(join(tmpdir(), "cors-lens-chromium-"));
  await mkdir(join(profile, "Default"));
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(PREFERENCES));
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    executablePath,
    headless: true,
    timeout: HANG_GUARD_MS,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  context.setDefaultTimeout(HANG_GUARD_MS);
  return {
    newPage: () => context.newPage(),
    onceClosed: (listener) => context.once("close", listener),
    close: async () => {
      await context.close();
      // Its processes still write to the profile for a moment.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
