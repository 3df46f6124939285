import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { explanationPage } from "../../client/src/explanation-page";
import { analyse, DEFAULT_SETTINGS } from "../../server/src/analysis";
import { drawingAt } from "../../server/src/explain/drawing/draw";
import { drawingHtml } from "../../server/src/explain/drawing/html";
import { drawingMarkdown } from "../../server/src/explain/drawing/markdown";
import { SVG_STYLE } from "../../server/src/explain/drawing/svg/style";
import { drawingSvg, drawingSvgFile } from "../../server/src/explain/drawing/svg/svg";
import type { Theme } from "./themes";

/** The panel as the editor shows it: the page of the client with what the server makes, under the page's own policy, in a real browser. */

const ORIGIN = "http://panel.example";
const DIST = resolve("client/dist");
const AXE = readFileSync(createRequire(join(process.cwd(), "package.json")).resolve("axe-core/axe.min.js"), "utf8");

/** What the server sends for the exchange that begins at a text. */
export function explanationOf(text: string, at: string) {
  const drawing = drawingAt(analyse(text, "http", DEFAULT_SETTINGS), text.indexOf(at));
  if (drawing === null) {
    throw new Error(`There is no exchange at ${at}.`);
  }
  return {
    title: drawing.title,
    html: drawingHtml(drawing, drawingSvg(drawing)),
    style: SVG_STYLE,
    svg: drawingSvgFile(drawing),
    markdown: drawingMarkdown(drawing),
  };
}

/**
 * Opens the panel.
 * @returns what its page complains of, which grows.
 */
export async function openPanel(
  page: Page,
  theme: Theme,
  explanation: ReturnType<typeof explanationOf> | null,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  const html = explanationPage({
    explanation,
    state: { uri: "file:///a.http", line: 0, character: 0, pinned: false },
    words: {
      title: "CORS Explanation",
      pin: "Pin",
      pinTitle: "Keep showing this exchange instead of following the cursor",
      copyAsMarkdown: "Copy as Markdown",
      copyAsSvg: "Copy as SVG",
      nothing: "No exchange",
      whatToDo: "Put the cursor on an HTTP request or response.",
    },
    source: ORIGIN,
    script: `${ORIGIN}/panel.js`,
    styleSheet: `${ORIGIN}/panel.css`,
    nonce: "abc123",
  });
  await page.route(`${ORIGIN}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    return name === ""
      ? route.fulfill({ contentType: "text/html", body: html })
      : route.fulfill({
          contentType: name.endsWith(".css") ? "text/css" : "text/javascript",
          body: readFileSync(join(DIST, name)),
        });
  });
  await page.addInitScript(
    "window.posted = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => posted.push(m), setState: (s) => { window.kept = s; } });",
  );
  await page.goto(`${ORIGIN}/`);
  await show(page, theme);
  return complaints;
}

/** Gives the page a theme, as the editor does. */
export async function show(page: Page, { variables, bodyClass }: Theme): Promise<void> {
  await page.evaluate(`
    document.body.className = ${JSON.stringify(bodyClass)};
    for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
      document.documentElement.style.setProperty("--vscode-" + name, value);
    }`);
}

/** What axe-core finds against the page, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<{ id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]>(
    "axe.run(document).then(({ violations }) => violations)",
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`));
}
