import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../test/editors/chromium.mjs";
import { freePort } from "../test/editors/free-port.mjs";
import { serveWeb } from "../test/editors/web-server.mjs";
import { buildAll, root } from "./bundles.mjs";

/**
 * Takes the pictures of the README, in the VS Code for the Web that is embedded here, and writes them to `docs/images`.
 * Each opens an example and waits for its squiggles before it does anything with one of them, counted from the top.
 */
const PICTURES = [
  { name: "hover", file: "2-common-mistakes.http", finding: 1, take: hoverFinding },
  { name: "quick-fix", file: "2-common-mistakes.http", finding: 1, take: openQuickFixes },
  { name: "explanation", file: "2-common-mistakes.http", finding: 1, take: explain },
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

/** The middle of a squiggle, counted from the top. */
async function middleOf(page, finding) {
  const squiggles = await page.locator(".monaco-editor .squiggly-error").all();
  const boxes = (await Promise.all(squiggles.map((squiggle) => squiggle.boundingBox()))).sort((a, b) => a.y - b.y);
  const { x, y, width, height } = boxes[finding];
  return [x + width / 2, y + height / 2];
}

async function hoverFinding(page, finding) {
  await page.mouse.move(...(await middleOf(page, finding)));
  await page.locator(".monaco-hover:not(.hidden) .hover-row").first().waitFor(PATIENCE);
  // The hover of the server joins the one of the marker a moment later.
  await page.waitForFunction(() => document.querySelectorAll(".monaco-hover:not(.hidden) .hover-row").length > 1);
}

async function openQuickFixes(page, finding) {
  await page.mouse.click(...(await middleOf(page, finding)));
  await runCommand(page, "Quick Fix...");
  await page.locator(".action-widget .monaco-list-row").first().waitFor(PATIENCE);
}

async function explain(page, finding) {
  await page.mouse.click(...(await middleOf(page, finding)));
  await runCommand(page, "CORS Lens: Explain Exchange");
  const panel = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await panel.locator("svg.cors-lens").waitFor(PATIENCE);
}

await buildAll({ production: false });
await mkdir(FOLDER, { recursive: true });
const server = await serveWeb({ port: await freePort(), folderPath: join(root, "examples") });
const browser = await launchChromium({ viewport: { width: 1100, height: 640 } });
try {
  for (const { name, file, finding, take } of PICTURES) {
    const page = await browser.newPage();
    await page.goto(server.url);
    await openExample(page, file);
    await take(page, finding);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    console.log(`docs/images/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
// A picture of a window has few colours: with a palette it takes a third. The package has a limit.
const paths = PICTURES.map(({ name }) => join(FOLDER, `${name}.png`));
const { error } = spawnSync("pngquant", ["--force", "--strip", "--ext", ".png", "--quality", "70-98", ...paths]);
if (error) {
  console.log("The pictures are larger than they need be: apt-get install pngquant makes them small.");
}
process.exit();
