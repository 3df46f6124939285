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
];

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
