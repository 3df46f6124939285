import { execFileSync } from "node:child_process";
import { launchChromium as launch, requireChromium } from "../../../../tools/machine/chromium.mjs";
import type { Browser } from "./engine";

export async function launchChromium(): Promise<Browser> {
  const version = execFileSync(requireChromium(), ["--version"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
  const browser = await launch();
  const page = await browser.newPage();
  let fail: (error: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  ended.catch(() => {});
  browser.onceClosed(() => fail(new Error("Chromium has ended.")));
  return {
    version: version.replace(/ (built on|Debian).*$/, ""),
    ended,
    open: async (url) => {
      await page.goto(url, { waitUntil: "commit" });
    },
    onConsole: (listener) => {
      page.on("console", (message) => listener(message.text()));
    },
    // Each frame may have a process of its own, whose lines come in order: those before the marker have come before it.
    consoleRead: async () => {
      await Promise.all(
        page.frames().map(async (frame, i) => {
          const marker = `console read, frame ${i}`;
          const read = page.waitForEvent("console", (message) => message.text() === marker);
          await frame.evaluate((text) => console.log(text), marker);
          await read;
        }),
      );
    },
    close: () => browser.close(),
  };
}
