/** How the editor looks in every picture: the text, and nothing that isn't about it. */
const SETTINGS = {
  "breadcrumbs.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.folding": false,
  "editor.fontSize": 15,
  "editor.glyphMargin": false,
  "editor.lineNumbersMinChars": 3,
  "editor.links": false,
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.overviewRulerBorder": false,
  "editor.renderLineHighlight": "none",
  "editor.scrollbar.horizontal": "hidden",
  "editor.scrollbar.vertical": "hidden",
  "editor.stickyScroll.enabled": false,
  "extensions.ignoreRecommendations": true,
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.editor.editorActionsLocation": "hidden",
  "workbench.layoutControl.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.startupEditor": "none",
  "workbench.statusBar.visible": false,
  "workbench.tips.enabled": false,
};

export const THEMES = { dark: "Default Dark Modern", light: "Default Light Modern" };

const MAX_RETOKENIZATIONS = 20;
const PATIENCE = { timeout: 240_000 };

/** An editor with one document open, and what a person does in it. */
export class Stage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {{ url: string, document: string, theme: keyof typeof THEMES }} options */
  async open({ url, document, theme }) {
    const { page } = this;
    await page.addInitScript(useSettings, { ...SETTINGS, "workbench.colorTheme": THEMES[theme] });
    await page.goto(url);
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: document }).dblclick(PATIENCE);
    await page.locator(".monaco-editor .view-lines").waitFor(PATIENCE);
    await this.waitForLens("CORS:");
    await this.#waitForColours();
    await page.keyboard.press("Control+b");
    await page.locator(".explorer-folders-view").waitFor({ ...PATIENCE, state: "hidden" });
  }

  /** On a slow machine the editor gives up before a cold grammar has coloured the first lines, until it is asked again. */
  async #waitForColours() {
    for (let i = 0; i < MAX_RETOKENIZATIONS && !(await this.page.evaluate(areStartLinesColoured)); i++) {
      await this.runCommand("Developer: Force Retokenize");
      await this.page.waitForTimeout(500);
    }
  }

  async runCommand(title) {
    const { page } = this;
    await page.keyboard.press("F1");
    await page.locator(".quick-input-box input").fill(`>${title}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor(PATIENCE);
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget").waitFor({ ...PATIENCE, state: "hidden" });
  }

  async goTo(line, column = 1) {
    const { page } = this;
    await page.locator(".monaco-editor .view-lines").first().click();
    await page.keyboard.press("Control+g");
    await page.locator(".quick-input-box input").fill(`:${line}:${column}`);
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget").waitFor({ ...PATIENCE, state: "hidden" });
  }

  waitForLens(text) {
    return this.page.locator(".codelens-decoration", { hasText: text }).first().waitFor(PATIENCE);
  }

  waitForNoLens(text) {
    return this.page
      .locator(".codelens-decoration", { hasText: text })
      .first()
      .waitFor({ ...PATIENCE, state: "hidden" });
  }

  waitForLine(text) {
    return this.page.locator(".view-line", { hasText: text }).first().waitFor(PATIENCE);
  }

  waitFor(selector) {
    return this.page.locator(selector).first().waitFor(PATIENCE);
  }

  /** Returns the middle of the first squiggle. */
  async squiggle() {
    const squiggle = this.page.locator(".monaco-editor .squiggly-error").first();
    await squiggle.waitFor({ ...PATIENCE, state: "attached" });
    return middleOf(await boxOf(squiggle));
  }

  /** Returns the middle of the first element that a selector finds. */
  async place(selector) {
    await this.waitFor(selector);
    return middleOf(await boxOf(this.page.locator(selector).first()));
  }

  /** Waits for the server's hover: it appears a moment after the marker's message. */
  waitForHover() {
    return this.page.locator(".monaco-hover:not(.hidden) .hover-row strong").first().waitFor(PATIENCE);
  }

  waitForNoHover() {
    return this.page
      .locator(".monaco-hover:not(.hidden) .hover-row")
      .first()
      .waitFor({ ...PATIENCE, state: "hidden" });
  }

  /** Returns the middle of a word of the text. */
  async word(text) {
    const word = this.page.locator(".view-line span > span", { hasText: text }).first();
    await word.waitFor(PATIENCE);
    return middleOf(await boxOf(word));
  }

  /** Opens the explanation and returns the frame that it is in. */
  async explain() {
    await this.runCommand("CORS Lens: Explain Exchange");
    const panel = this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    await panel.locator("svg.cors-lens").waitFor(PATIENCE);
    return panel;
  }

  waitForStill() {
    return this.page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
  }

  /** Returns where an element is in the window. */
  async area(selector) {
    return boxOf(this.page.locator(selector).last());
  }
}

/** Runs in the page, before its scripts: adds settings to the workbench's configuration, which an attribute holds. */
function useSettings(settings) {
  const { getElementById } = Document.prototype;
  Document.prototype.getElementById = function (id) {
    const element = getElementById.call(this, id);
    if (id === "vscode-workbench-web-configuration" && element !== null) {
      const configuration = JSON.parse(element.dataset.settings ?? "{}");
      element.dataset.settings = JSON.stringify({ ...configuration, configurationDefaults: settings });
    }
    return element;
  };
}

/** Runs in the page: whether each line with a version of HTTP has more than one colour. */
function areStartLinesColoured() {
  const lines = [...document.querySelectorAll(".view-line")].filter((line) => line.textContent.includes("HTTP/1"));
  return lines.length > 0 && lines.every((line) => line.querySelectorAll("span > span").length > 1);
}

/** @param {import("playwright-core").Locator} locator */
async function boxOf(locator) {
  const box = await locator.boundingBox();
  if (box === null) {
    throw new Error(`${locator} is hidden.`);
  }
  return box;
}

function middleOf({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}
