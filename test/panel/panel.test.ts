import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "../../tools/machine/chromium.mjs";
import { explanationOf, openPanel, show, violations } from "./panel-page";
import { THEMES } from "./themes";

const FIXTURES = join("test", "fixtures", "drawings");
const EXCHANGES = [
  { name: "allowed-with-preflight", at: "PUT " },
  { name: "wrong-port", at: "GET " },
  { name: "redirect-to-null", at: "GET " },
].map(({ name, at }) => ({
  name,
  explanation: explanationOf(readFileSync(join(FIXTURES, `${name}.http`), "utf8"), at),
}));
const [LIGHT = { name: "", bodyClass: "", variables: {} }] = THEMES;
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

  for (const { name, explanation } of EXCHANGES) {
    it(`is accessible in every kind of theme, and keeps to its policy: ${name}`, async () => {
      const complaints = await openPanel(page, LIGHT, explanation);
      for (const theme of THEMES) {
        await show(page, theme);
        if (PICTURES !== undefined) {
          await page.screenshot({ path: join(PICTURES, `${name}-${theme.name}.png`), fullPage: true });
        }
        assert.deepEqual(await violations(page), [], theme.name);
      }
      assert.deepEqual(complaints, []);
    });
  }

  it("is accessible while there is nothing to show", async () => {
    await openPanel(page, LIGHT, null);
    // The page's heading comes with the exchange.
    assert.deepEqual(
      (await violations(page)).filter((one) => !one.startsWith("page-has-heading-one")),
      [],
    );
  });

  const [first, second] = EXCHANGES;
  it("leads to a line by keyboard", async () => {
    await openPanel(page, LIGHT, first?.explanation ?? null);
    const button = page.locator("button[data-line]").first();
    const line = Number(await button.getAttribute("data-line"));
    await button.focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await page.evaluate("posted"), [{ type: "reveal", line }]);
  });

  it("reaches every button by Tab, in the order of the page", async () => {
    await openPanel(page, LIGHT, second?.explanation ?? null);
    const names: unknown[] = [];
    const count = await page.locator("button").count();
    while (names.length < count) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(
        "document.activeElement.tagName === 'BUTTON' ? document.activeElement.textContent : null",
      );
      names.push(...(name === null ? [] : [name]));
    }
    assert.deepEqual(names, await page.locator("button").allTextContents());
  });

  it("pins, copies, and leads to a line by a click into the picture", async () => {
    await openPanel(page, LIGHT, second?.explanation ?? null);
    for (const name of ["Pin", "Copy as Markdown", "Copy as SVG"]) {
      await page.getByRole("button", { name, exact: true }).click();
    }
    await page.locator("svg [data-line] text").first().click();
    assert.deepEqual(await page.evaluate("posted.slice(0, 3)"), [
      { type: "pin" },
      { type: "copy", format: "markdown" },
      { type: "copy", format: "svg" },
    ]);
    assert.equal(await page.evaluate("posted[3].type"), "reveal");
  });

  it("follows the editor and keeps the focus", async () => {
    await openPanel(page, LIGHT, first?.explanation ?? null);
    await page.locator("button[data-line]").nth(1).focus();
    const pin = page.getByRole("button", { name: "Pin" });
    assert.equal(await pin.getAttribute("aria-pressed"), "false");
    const state = { uri: "file:///b.http", line: 4, character: 0, pinned: true };
    await page.evaluate(
      `window.postMessage(${JSON.stringify({ type: "update", html: second?.explanation.html, state })}, "*")`,
    );
    await page.getByRole("heading", { level: 1, name: second?.explanation.title ?? "" }).waitFor();
    assert.equal(
      await page.evaluate("document.activeElement === document.querySelectorAll('button[data-line]')[1]"),
      true,
    );
    assert.deepEqual(await page.evaluate("kept"), state);
    assert.equal(await pin.getAttribute("aria-pressed"), "true");
  });
});
