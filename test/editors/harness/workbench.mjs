import { launchChromium } from "../../../tools/machine/chromium.mjs";
import { HANG_GUARD_MS } from "../../../tools/machine/hang-guard.mjs";

/**
 * Opens a VS Code workbench that is served at a URL, and waits for the extension tests that the URL or the server names.
 * @param {(type: string, ...args: unknown[]) => void} log called with the output of the extension host.
 * @returns {Promise<number>} the exit code of the test run.
 */
export async function runInWorkbench(url, log) {
  const browser = await launchChromium({
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  try {
    const page = await browser.newPage();
    const exit = new Promise((resolve, reject) => {
      /** @type {NodeJS.Timeout} */
      let timer;
      const heard = () => {
        clearTimeout(timer);
        timer = setTimeout(
          () => reject(new Error(`VS Code has said nothing for ${HANG_GUARD_MS / 60_000} minutes.`)),
          HANG_GUARD_MS,
        );
      };
      const settle = (action) => (value) => {
        clearTimeout(timer);
        action(value);
      };
      heard();
      browser.onceClosed(() => settle(reject)(new Error("Chromium ended before the tests.")));
      const onLog = (type, args) => {
        heard();
        log(type, ...args);
      };
      page.exposeFunction("codeAutomationLog", onLog).catch(settle(reject));
      page.exposeFunction("codeAutomationExit", settle(resolve)).catch(settle(reject));
      page.goto(url).catch(settle(reject));
    });
    return await exit;
  } finally {
    await browser.close();
  }
}
