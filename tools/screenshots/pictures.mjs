/**
 * The pictures of the README, the guide and the walkthrough. `height` is that of the window in CSS pixels, and `width` too; `shows` is the part of it that
 * the picture has, by default all that belongs to editors.
 * @type {readonly { name: string, document: string, theme: "dark" | "light", width: number, height: number, shows?: string, play: (stage: import("./stage.mjs").Stage) => Promise<void> }[]}
 */
export const PICTURES = [
  { name: "hover", document: "prices.http", theme: "dark", width: 800, height: 460, play: hoverFinding },
  { name: "quick-fix", document: "prices.http", theme: "dark", width: 800, height: 530, play: openQuickFixes },
  { name: "preflight", document: "price.http", theme: "light", width: 800, height: 550, play: insertPreflight },
  { name: "origin", document: "requests.http", theme: "light", width: 800, height: 460, play: completeOrigin },
  {
    name: "explanation",
    document: "prices.http",
    theme: "dark",
    width: 1320,
    height: 850,
    shows: ".editor-group-container",
    play: async (stage) => {
      await stage.goTo(7, 30);
      await stage.explain();
    },
  },
  {
    name: "message-explained",
    document: "console.http",
    theme: "light",
    width: 1320,
    height: 760,
    shows: ".editor-group-container",
    play: async (stage) => {
      await stage.goTo(2, 20);
      await stage.explain();
    },
  },
  { name: "message-written", document: "console.http", theme: "light", width: 900, height: 420, play: writeReported },
  { name: "har-opened", document: "price.http", theme: "light", width: 900, height: 500, play: openHar },
  { name: "curl-pasted", document: "curl.http", theme: "light", width: 800, height: 420, play: openQuickFixes },
];

/** Opens the HAR that is beside the document. */
async function openHar(stage) {
  await stage.page.keyboard.press("Control+b");
  await stage.page.locator(".explorer-folders-view .monaco-list-row", { hasText: "export.har" }).dblclick();
  await stage.waitForLine("WebInspector");
  await stage.page.keyboard.press("Control+b");
  await stage.runCommand("CORS Lens: Open HAR as Exchanges");
  await stage.waitForLine("OPTIONS");
  await stage.squiggle();
}

/** Chooses the action of the message on line 2. */
async function writeReported(stage) {
  await stage.goTo(2, 20);
  await stage.runCommand("Refactor...");
  await stage.waitFor(".action-widget .monaco-list-row");
  await stage.page.keyboard.press("Enter");
  await stage.waitForLine("GET https");
  await stage.squiggle();
  await stage.waitForLens("CORS: blocked");
}

/** On the name: at the squiggle the editor shows the finding's message first. */
async function hoverFinding(stage) {
  await stage.squiggle();
  const { x, y } = await stage.word("Access-Control-Allow-Origin");
  await stage.page.mouse.move(x, y);
  await stage.waitForHover();
}

async function openQuickFixes(stage) {
  const { x, y } = await stage.squiggle();
  await stage.page.mouse.click(x, y);
  await stage.runCommand("Quick Fix...");
  await stage.waitFor(".action-widget .monaco-list-row");
}

async function insertPreflight(stage) {
  await stage.goTo(1);
  await stage.runCommand("CORS Lens: Insert ");
  await stage.waitForLine("OPTIONS");
  await stage.page.keyboard.press("Control+Home");
  await stage.waitForLens("preflight passes");
  await stage.waitForNoLens("needs a preflight");
}

async function completeOrigin(stage) {
  await stage.goTo(1);
  await stage.page.keyboard.type("# @cors origin=");
  await stage.waitFor(".suggest-widget .monaco-list-row");
}
