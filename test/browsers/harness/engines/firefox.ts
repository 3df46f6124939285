import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeTemporaryFolder, removeTemporaryFolder } from "../temporary-folder";
import type { Browser } from "./engine";
import { ProcessGroup, requireCommand } from "./process-group";

/** Only the page may use the network, and nothing may ask the user. No preference here is about CORS. */
const PREFERENCES: Readonly<Record<string, boolean | string | number>> = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.region.update.enabled": false,
  "browser.safebrowsing.downloads.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.systemAddon.update.enabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.dns.disablePrefetch": true,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.enabled": false,
  "toolkit.telemetry.server": "",
};

export async function launchFirefox(): Promise<Browser> {
  const path = requireCommand(["firefox-esr", "firefox"], "apt-get install firefox-esr");
  const version = execFileSync(path, ["--version"], { encoding: "utf8" })
    .trim()
    .replace(/^Mozilla /, "");
  const profile = await makeTemporaryFolder("firefox");
  const preferences = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, "user.js"), preferences.join("\n"));
  let group: ProcessGroup | null = null;
  let fail: (error: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  ended.catch(() => {});
  return {
    version,
    ended,
    // Firefox gets the address on its command line, so it starts here.
    open: async (url) => {
      group = new ProcessGroup(path, ["--headless", "--no-remote", "--profile", profile, url], {
        MOZ_CRASHREPORTER_DISABLE: "1",
      });
      group.ended.catch(fail);
    },
    onConsole: () => {},
    consoleRead: async () => {},
    close: async () => {
      group?.kill();
      await removeTemporaryFolder(profile);
    },
  };
}
