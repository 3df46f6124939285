import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../test/editors/chromium.mjs";
import { freePort } from "../test/editors/free-port.mjs";
import { serveWeb } from "../test/editors/web-server.mjs";
import { buildAll, root } from "./bundles.mjs";

/**
 * Takes the pictures of the README, in the VS Code for the Web that is embedded here, and writes them to `docs/images`.
 * Each opens an example and waits for its squiggles before it does anything else.
 */
const PICTURES = [
  { name: "hover", file: "2-common-mistakes.http", take: hoverFinding },
  { name: "quick-fix", file: "2-common-mistakes.http", take: openQuickFixes },
  { name: "explanation", file: "2-common-mistakes.http", take: explain },
];

const FOLDER = join(root, "docs", "images");
const PATIENCE = { timeout: 30_000 };

async function openExample(page, file) {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: file }).dblclick(PATIENCE);
  await page.locator(".monaco-editor .view-lines").waitFor(PATIENCE);
  await page
    .locator(".monaco-editor .squiggly-error")
    .first()
    .waitFor({ ...PATIENCE, state: "attached" });
}

async function runCommand(page, title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-box input").fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor(PATIENCE);
  await page.keyboard.press("Enter");
}

async function hoverFinding(page) {
  const box = await page.locator(".monaco-editor .squiggly-error").first().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator(".monaco-hover:not(.hidden) .hover-row").first().waitFor(PATIENCE);
  // The hover of the server joins the one of the marker a moment later.
  await page.waitForFunction(() => document.querySelectorAll(".monaco-hover:not(.hidden) .hover-row").length > 1);
}

async function openQuickFixes(page) {
  const box = await page.locator(".monaco-editor .squiggly-error").first().boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y - 4);
  await runCommand(page, "Quick Fix...");
  await page.locator(".action-widget .monaco-list-row").first().waitFor(PATIENCE);
}

async function explain(page) {
  const box = await page.locator(".monaco-editor .squiggly-error").first().boundingBox();
  await page.mouse.click(box.x, box.y - 4);
  await runCommand(page, "CORS Lens: Explain Exchange");
  const preview = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await preview.locator("body strong").first().waitFor(PATIENCE);
}

await buildAll({ production: false });
await mkdir(FOLDER, { recursive: true });
const server = await serveWeb({ port: await freePort(), folderPath: join(root, "examples") });
const browser = await launchChromium({ viewport: { width: 1100, height: 640 } });
try {
  for (const { name, file, take } of PICTURES) {
    const page = await browser.newPage();
    await page.goto(server.url);
    await openExample(page, file);
    await take(page);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    console.log(`docs/images/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
process.exit();
