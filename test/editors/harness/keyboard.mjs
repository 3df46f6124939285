import { join } from "node:path";
import { root } from "../../../tools/build/bundles.mjs";
import { launchChromium } from "../../../tools/machine/chromium.mjs";
import { freePort } from "../../../tools/machine/free-port.mjs";
import { serveWeb } from "../../../tools/vscode-web/serve.mjs";
import { typeABody, typeAnExchange } from "./typing.mjs";

/** @typedef {{ title: string, problem?: string, at?: number, keys: string[], shows: { line?: string, lens?: string } }} Task */

/**
 * Tasks of a first-time user with the first example, using only the keyboard: the keys of each task, and what the editor shows afterwards. A task
 * starts at a line, or where the previous one ended. `problem` is where F8 goes.
 * @type {Task[]}
 */
const TASKS = [
  {
    title: "fix a wrong origin",
    problem: "the port differs",
    keys: ["F8", "Control+.", "Enter"],
    shows: { line: "Access-Control-Allow-Origin: http://localhost:3000", lens: "CORS: allowed" },
  },
  {
    title: "write a correct preflight",
    at: 22,
    keys: ["Control+.", "Enter"],
    shows: { line: "Access-Control-Request-Headers: content-type", lens: "CORS: preflight passes" },
  },
  {
    title: "find out why a request is blocked",
    problem: "`*` doesn't work for requests with credentials",
    keys: ["F8"],
    shows: {},
  },
  {
    title: "allow credentials",
    problem: "the response has no `Access-Control-Allow-Credentials: true`",
    keys: ["F8", "Control+.", "Enter"],
    shows: { line: "Access-Control-Allow-Credentials: true" },
  },
];

/** @returns the totals of the tasks. */
export async function runKeyboard() {
  const server = await serveWeb({ port: await freePort(), folderPath: join(root, "examples") });
  const browser = await launchChromium({ viewport: { width: 1100, height: 1400 } });
  const totals = { passed: 0, failed: 0, skipped: 0 };
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "0-first-steps" }).dblclick();
    await page.locator(".codelens-decoration", { hasText: "CORS" }).first().waitFor();
    await page.locator(".squiggly-error").first().waitFor({ state: "attached" });
    await page.keyboard.press("Control+1");
    const report = async (title, attempt) => {
      const problem = await attempt.then(() => null, String);
      console.log(`  ${problem === null ? "✓" : "✗"} ${title}`);
      totals[problem === null ? "passed" : "failed"]++;
      if (problem !== null) {
        console.log(`    ${problem}`);
      }
    };
    for (const task of TASKS) {
      await report(`${task.title}: ${task.keys.join(", ")}`, tryTask(page, task));
    }
    await report("cure what a message on the clipboard reports: a command, F8, Control+., Enter", cureMessage(page));
    await report("type an exchange with proposals", typeAnExchange(page));
    await report("type a body", typeABody(page));
  } finally {
    await browser.close();
    server.close();
  }
  return totals;
}

/**
 * Rejects if the editor doesn't show what it should.
 * @param {import("playwright-core").Page} page
 * @param {Task} task
 */
async function tryTask(page, { at, keys, problem = "", shows: { line, lens } }) {
  if (at !== undefined) {
    await goToLine(page, at);
  }
  const before = line === undefined ? 0 : await linesWith(page, line).count();
  for (const key of keys) {
    if (key === "Enter") {
      await page.locator(".action-widget .monaco-list-row.focused").waitFor();
    }
    await page.keyboard.press(key);
    if (key === "F8") {
      await page.locator(".zone-widget", { hasText: problem }).first().waitFor();
    }
  }
  if (line !== undefined) {
    await linesWith(page, line).nth(before).waitFor();
  }
  if (lens !== undefined) {
    await page.locator(".codelens-decoration", { hasText: lens }).first().waitFor();
  }
}

const MESSAGE =
  "app.js:12 Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

/**
 * From a message on the clipboard alone to the cure, in four actions. Rejects if the editor doesn't show it.
 * @param {import("playwright-core").Page} page
 */
async function cureMessage(page) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), MESSAGE);
  await runCommand(page, "CORS Lens: Explain a Console Message");
  await linesWith(page, "GET https://api.example.com/users").first().waitFor();
  await page.locator(".squiggly-error").first().waitFor({ state: "attached" });
  await page.keyboard.press("F8");
  await page.locator(".zone-widget", { hasText: "Access-Control-Allow-Origin" }).first().waitFor();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row.focused").waitFor();
  await page.keyboard.press("Enter");
  await linesWith(page, "Access-Control-Allow-Origin: https://app.example.com").first().waitFor();
  await page.keyboard.press("Control+1");
  await runCommand(page, "View: Revert and Close Editor");
}

async function runCommand(page, title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-box input").fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.keyboard.press("Enter");
}

function linesWith(page, text) {
  return page.locator(".view-line", { hasText: text });
}

async function goToLine(page, line) {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-box input").fill(`:${line}`);
  await page.keyboard.press("Enter");
}
