import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "../../tools/machine/chromium.mjs";
import { drawn, type Explain, explanationOf, openPanel, STATE, show, violations } from "./panel-page";
import { THEMES } from "./themes";

const FIXTURES = join("test", "fixtures", "drawings");
/** The exchanges that the panel shows here, by the name of their file, each with its start. */
const EXCHANGES = { "allowed-with-preflight": "PUT ", "wrong-port": "GET ", "redirect-to-null": "GET " };
const explainOf = (name: keyof typeof EXCHANGES) =>
  explanationOf(readFileSync(join(FIXTURES, `${name}.http`), "utf8"), EXCHANGES[name]);
const NAMES = Object.keys(EXCHANGES) as (keyof typeof EXCHANGES)[];
const [LIGHT = { name: "", bodyClass: "", variables: {} }] = THEMES;
/** Of the panel, in CSS pixels: from the narrowest that an editor group can have to a whole wide window. */
const WIDTHS = [320, 450, 526, 838, 1400];
/** Where to leave pictures of what is tested; none by default. */
const PICTURES = process.env["CORS_LENS_PICTURES"];

describe("the panel in a browser", () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  let page: Page;
  before(async () => {
    browser = await launchChromium({ viewport: { width: 760, height: 900 } });
  });
  after(() => browser.close());
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  for (const name of NAMES) {
    const explain = explainOf(name);
    it(`is accessible in every kind of theme, and keeps to its policy: ${name}`, async () => {
      const complaints = await openPanel(page, LIGHT, explain);
      await page.evaluate(OPEN_ALL);
      for (const theme of THEMES) {
        await show(page, theme);
        assert.deepEqual(await violations(page), [], theme.name);
        assert.equal(await page.evaluate("getComputedStyle(document.querySelector('svg .label')).fontWeight"), "600");
      }
      assert.deepEqual(complaints, []);
    });

    for (const width of WIDTHS) {
      it(`fits ${width} px: ${name}`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await openPanel(page, LIGHT, explain);
        if (PICTURES !== undefined) {
          await takePictures(page, `${name}-${width}`);
        }
        const [first, second] = width < 450 ? ["steps", "picture"] : ["picture", "steps"];
        assert.deepEqual(await page.evaluate(FOLDS), [`${first} open`, `${second}`, ...consoleOf(explain, width)]);
        await page.evaluate(OPEN_ALL);
        await drawn(page);
        assert.deepEqual(await page.evaluate(CUT_OFF), []);
        assert.deepEqual(await page.evaluate(SMALL_TYPE), []);
      });
    }
  }

  it("is drawn again for another width, and keeps what the user has folded", async () => {
    await page.setViewportSize({ width: 838, height: 900 });
    await openPanel(page, LIGHT, explainOf("redirect-to-null"));
    const width = () => page.evaluate<number>("document.querySelector('svg').getBoundingClientRect().width");
    const wide = await width();
    await page.locator(".steps > summary").press("Enter");
    await page.setViewportSize({ width: 526, height: 900 });
    await drawn(page);
    assert.ok((await width()) < wide);
    assert.deepEqual(
      await page.evaluate("[...document.querySelectorAll('details')].slice(0, 2).map((one) => one.open)"),
      [true, true],
    );
  });

  it("is accessible while there is nothing to show", async () => {
    await openPanel(page, LIGHT, null);
    assert.deepEqual(await violations(page), []);
  });

  it("leads to a line by keyboard", async () => {
    await openPanel(page, LIGHT, explainOf("allowed-with-preflight"));
    await page.locator(".steps > summary").press("Enter");
    const button = page.locator("button[data-line]").first();
    const line = Number(await button.getAttribute("data-line"));
    await button.focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await page.evaluate("posted"), [{ type: "reveal", line }]);
  });

  it("reaches everything that can be used by Tab, in the order of the page", async () => {
    await openPanel(page, LIGHT, explainOf("wrong-port"));
    await page.evaluate(OPEN_ALL);
    const names: unknown[] = [];
    const usable = page.locator("button, summary, a[href]");
    const count = await usable.count();
    while (names.length < count) {
      await page.keyboard.press("Tab");
      names.push(await page.evaluate("document.activeElement.textContent"));
    }
    assert.deepEqual(names, await usable.allTextContents());
  });

  it("applies a fix, and leads to a line by a click into the picture", async () => {
    await openPanel(page, LIGHT, explainOf("wrong-port"));
    await page.getByRole("button", { name: "Allow http://localhost:3000" }).click();
    await page.locator("svg [data-line] text").first().click();
    assert.deepEqual(await page.evaluate("posted[0]"), { type: "fix", index: 0 });
    assert.equal(await page.evaluate("posted[1].type"), "reveal");
  });

  it("follows the editor and keeps the focus", async () => {
    await openPanel(page, LIGHT, explainOf("allowed-with-preflight"));
    await page.locator(".steps > summary").focus();
    const state = { ...STATE, uri: "file:///b.http", line: 4, pinned: true };
    const { html, style, title } = explainOf("wrong-port")(720);
    await page.evaluate(`window.postMessage(${JSON.stringify({ type: "update", html, style, state })}, "*")`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    assert.equal(await page.evaluate("document.activeElement.tagName"), "SUMMARY");
    assert.deepEqual(await page.evaluate("kept"), state);
  });
});

const OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true;";
const FOLDS = "[...document.querySelectorAll('details')].map((one) => one.className + (one.open ? ' open' : ''))";

/** The elements that reach beyond the page or its content. In the real fonts of the machine. */
const CUT_OFF = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const { right } = document.querySelector("main").getBoundingClientRect();
  const wide = [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > right + 1);
  return [...(scrollWidth > clientWidth ? ["the page"] : []), ...wide.map((one) => one.outerHTML.slice(0, 200))];
})()`;

/** The texts of the picture whose type is smaller than 12 pixels on the screen. */
const SMALL_TYPE = `[...document.querySelectorAll("svg text, svg tspan")]
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a < 11.99)
  .map((one) => one.textContent)`;

function consoleOf(explain: Explain, width: number): string[] {
  return explain(width).html.includes('data-fold="console"') ? ["console"] : [];
}

async function takePictures(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await show(page, theme);
    await page.screenshot({ path: join(PICTURES ?? "", `${name}-${theme.name}.png`), fullPage: true });
  }
}
