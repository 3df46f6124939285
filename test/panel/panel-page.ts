import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { explanationPage, nothingHere } from "../../client/src/explanation-page";
import type { UpdateMessage } from "../../client/src/webview/messages";
import { DEFAULT_SETTINGS } from "../../server/src/analysis";
import { explainExchange } from "../../server/src/lsp/explain-exchange";
import type { ExplainExchangeResult } from "../../server/src/lsp/protocol";
import { Answers, CLIENT } from "../support/answers";
import type { Theme } from "./themes";

/** The panel as the editor shows it: the page of the client with what the server makes, under the page's own policy, in a real browser. */

const ORIGIN = "http://panel.example";
const WORDS = { nothing: "No exchange", whatToDo: "Put the cursor on an HTTP request or response." };
const DIST = resolve("client/dist");
const AXE = readFileSync(createRequire(join(process.cwd(), "package.json")).resolve("axe-core/axe.min.js"), "utf8");

/** What the server sends for the exchange that begins at a text, for any width. */
export function explanationOf(text: string, at: string): Explain {
  const { analysed } = new Answers(text, "http", DEFAULT_SETTINGS);
  const position = analysed.analysis.lines.positionAt(text.indexOf(at));
  return (width) => {
    const explanation = explainExchange(analysed, { position, width }, CLIENT);
    if (explanation === null) {
      throw new Error(`There is no exchange at ${at}.`);
    }
    return explanation;
  };
}

export type Explain = (width: number) => ExplainExchangeResult;

export const STATE = { uri: "file:///a.http", line: 0, character: 0, pinned: false };

/**
 * Opens the panel, and answers when its page tells its width, as the extension does.
 * @returns what its page complains of, which grows.
 */
export async function openPanel(page: Page, theme: Theme, explain: Explain | null): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  const html = explanationPage({
    state: STATE,
    title: "CORS Explanation",
    source: ORIGIN,
    script: `${ORIGIN}/panel.js`,
    styleSheet: `${ORIGIN}/panel.css`,
    nonce: "abc123",
  });
  // As VS Code does, before the page's policy.
  const hosted = html.replace("<head>", '<head><style id="_defaultStyles">body { margin: 0; }</style>');
  await page.route(`${ORIGIN}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    return name === ""
      ? route.fulfill({ contentType: "text/html", body: hosted })
      : route.fulfill({
          contentType: name.endsWith(".css") ? "text/css" : "text/javascript",
          body: readFileSync(join(DIST, name)),
        });
  });
  await page.exposeFunction("updateFor", (width: number): UpdateMessage => {
    const { html, style } = explain?.(width) ?? { html: nothingHere(WORDS), style: "" };
    return { type: "update", html, style, state: STATE };
  });
  await page.addInitScript(`
    window.posted = [];
    const answer = async ({ width }) => {
      window.postMessage(await updateFor(width), "*");
      window.drawnFor = width;
    };
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => message.type === "resize" ? answer(message) : posted.push(message),
      setState: (state) => { window.kept = state; },
    });`);
  await page.goto(`${ORIGIN}/`);
  await show(page, theme);
  await drawn(page);
  return complaints;
}

/** Waits until the page shows a drawing for its width. */
export async function drawn(page: Page): Promise<void> {
  // The message with the drawing is delivered before the frame after the next.
  await page.evaluate(`new Promise((resolve) => {
    const main = document.querySelector("main");
    const check = () => main.querySelector("h1") !== null && window.drawnFor === Math.floor(main.clientWidth / 20) * 20
      ? requestAnimationFrame(() => setTimeout(resolve))
      : requestAnimationFrame(check);
    check();
  })`);
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
