import { spawnSync } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../test/editors/chromium.mjs";
import { freePort } from "../test/editors/free-port.mjs";
import { serveWeb } from "../test/editors/web-server.mjs";
import { buildAll, root } from "./bundles.mjs";

/**
 * Takes the pictures of the README and of the walkthrough, in the VS Code for the Web that is embedded here, and writes them to `docs/images`.
 * Each opens an example and waits for its squiggles before it does anything. Beside them it makes a PNG of the icon, which the marketplace wants.
 */
const PICTURES = [
  { name: "hover", file: "2-common-mistakes.http", take: (page) => hoverFinding(page, 1) },
  { name: "quick-fix", file: "2-common-mistakes.http", take: (page) => openQuickFixes(page, 1) },
  { name: "explanation", file: "2-common-mistakes.http", take: (page) => explain(page, 1) },
  { name: "preflight", file: "0-first-steps.http", take: (page) => insertPreflight(page, 22) },
  { name: "origin", file: "0-first-steps.http", take: completeOrigin },
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
  // The side bar has shown what there is; the text wants its place.
  await page.keyboard.press("Control+b");
  await page.locator(".explorer-folders-view").waitFor({ ...PATIENCE, state: "hidden" });
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

async function drawIcon(page) {
  await page.setViewportSize({ width: 256, height: 256 });
  const svg = await readFile(join(root, "images", "icon.svg"), "utf8");
  await page.setContent(`<body style="margin: 0">${svg}`);
  await page.screenshot({ path: join(root, "images", "icon.png"), omitBackground: true });
}

/** With a profile of its own: the editor would open again what the last picture has left unsaved. */
async function inNewWindow(action) {
  const browser = await launchChromium({ viewport: { width: 920, height: 600 } });
  try {
    await action(await browser.newPage());
  } finally {
    await browser.close();
  }
}

async function goToLine(page, line) {
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-box input").fill(`:${line}`);
  await page.keyboard.press("Enter");
}

async function insertPreflight(page, line) {
  await goToLine(page, line);
  await runCommand(page, "CORS Lens: Insert the Preflight That a Browser Would Send");
  await page.locator(".view-line", { hasText: "OPTIONS" }).first().waitFor(PATIENCE);
  await page.locator(".codelens-decoration", { hasText: "preflight passes" }).first().waitFor(PATIENCE);
}

async function completeOrigin(page) {
  await goToLine(page, 2);
  await page.keyboard.type("# @cors origin=");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget .monaco-list-row").first().waitFor(PATIENCE);
}

await buildAll({ production: false });
await mkdir(FOLDER, { recursive: true });
const server = await serveWeb({ port: await freePort(), folderPath: join(root, "examples") });
try {
  for (const { name, file, take } of PICTURES) {
    await inNewWindow(async (page) => {
      await page.goto(server.url);
      await openExample(page, file);
      await take(page);
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
      await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    });
    console.log(`docs/images/${name}.png`);
  }
  await inNewWindow(drawIcon);
} finally {
  server.close();
}
// A picture of a window has few colours: with a palette it takes a third. The package has a limit.
const paths = PICTURES.map(({ name }) => join(FOLDER, `${name}.png`));
const { error } = spawnSync("pngquant", ["--force", "--strip", "--ext", ".png", "--quality", "70-98", ...paths]);
if (error) {
  console.log("The pictures are larger than they need be: apt-get install pngquant makes them small.");
}
process.exit();
