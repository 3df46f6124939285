/**
 * An exchange that someone types with the list of proposals, in a new file. `keys` are typed one by one; `proposes` is the item that has the focus
 * afterwards, or null if no list is open; `answer` are keys that are pressed after that, and `line` is the line of the cursor in the end.
 * @typedef {{ keys: string, proposes: string | null, answer?: string[], line: string }} Step
 * @type {Step[]}
 */
const STEPS = [
  { keys: "GET https://api.example.com/prices", proposes: null, line: "GET https://api.example.com/prices" },
  { keys: "\nOr", proposes: "Origin", answer: ["Enter"], line: "Origin: " },
  { keys: "", proposes: "http://localhost:3000", answer: ["Escape"], line: "Origin: " },
  { keys: "h", proposes: "http://localhost:3000", answer: ["Enter"], line: "Origin: http://localhost:3000" },
  { keys: "\nCont", proposes: "Content-Type", answer: ["Enter"], line: "Content-Type: " },
  { keys: "", proposes: "application/json", answer: ["Enter"], line: "Content-Type: application/json" },
  { keys: "\n\nHTT", proposes: "HTTP/1.1 200 OK", line: "HTT" },
  { keys: "P/1.1 200 OK", proposes: null, line: "HTTP/1.1 200 OK" },
  { keys: "\nAcc", proposes: "Access-Control-Allow-Origin", answer: ["Enter"], line: "Access-Control-Allow-Origin: " },
  {
    keys: "",
    proposes: "http://localhost:3000",
    answer: ["Enter"],
    line: "Access-Control-Allow-Origin: http://localhost:3000",
  },
  { keys: "\nVary: Origin", proposes: null, line: "Vary: Origin" },
];

/** With a type that no list proposes: a list that opens late would take the Enter that should end the line. */
const HEAD = ["POST https://{{host}}/prices HTTP/1.1", "Content-Type: application/vnd.prices+json"];

/**
 * A request with nested JSON, and how the editor closes and indents it: keys, and the lines below the head afterwards.
 * @type {{ keys: string[], below: string[] }[]}
 */
const BODY = [
  { keys: ["\n", "\n", "{"], below: ["", "{}"] },
  { keys: ["\n"], below: ["", "{", "    ", "}"] },
  { keys: [...'"apple": {'], below: ["", "{", '    "apple": {}', "}"] },
  { keys: ["\n"], below: ["", "{", '    "apple": {', "        ", "    }", "}"] },
  { keys: [...'"price": 1.3'], below: ["", "{", '    "apple": {', '        "price": 1.3', "    }", "}"] },
  {
    keys: ["ArrowDown", "ArrowDown", "End", "\n", "\n", ..."HTTP/1.1 201 Created"],
    below: ["", "{", '    "apple": {', '        "price": 1.3', "    }", "}", "", "HTTP/1.1 201 Created"],
  },
  {
    keys: ["Control+/"],
    below: ["", "{", '    "apple": {', '        "price": 1.3', "    }", "}", "", "# HTTP/1.1 201 Created"],
  },
];

const LENS = "CORS: needs a preflight: content-type";

/**
 * Types the exchange. Rejects if the list proposes something else, or if Enter does anything but accept it or end the line.
 * @param {import("playwright-core").Page} page
 */
export async function typeAnExchange(page) {
  const list = page.locator(".suggest-widget.visible");
  const focused = (label) =>
    list
      .locator(".monaco-list-row.focused .label-name")
      .filter({ hasText: new RegExp(`^${label.replaceAll(/[.*+/]/g, "\\$&")}$`) });
  await openNewExchange(page);
  const lines = [];
  for (const { keys, proposes, answer = [], line } of STEPS) {
    await typeKeys(page, keys);
    await (proposes === null ? list.waitFor({ state: "hidden" }) : focused(proposes).waitFor());
    for (const key of answer) {
      await page.keyboard.press(key);
    }
    const breaks = keys.split("\n").length - 1;
    lines.push(...Array.from({ length: breaks }, () => ""));
    lines[Math.max(0, lines.length - 1)] = line;
    await waitForLines(page, lines);
  }
  await page.locator(".codelens-decoration", { hasText: LENS }).first().waitFor();
}

/**
 * Types a request with a body. Rejects if the editor doesn't close and indent the body, indents what is below it, or doesn't comment out a line.
 * @param {import("playwright-core").Page} page
 */
export async function typeABody(page) {
  await openNewExchange(page);
  await typeKeys(page, HEAD.join("\n"));
  await page.locator(".suggest-widget.visible").waitFor({ state: "hidden" });
  for (const { keys, below } of BODY) {
    await page
      .locator(".view-line span > span", { hasText: /^\s*application\/vnd\.prices\+json$/ })
      .first()
      .waitFor();
    for (const key of keys) {
      await coloured(page);
      await typeKeys(page, [key]);
    }
    await waitForLines(page, [...HEAD, ...below]);
  }
}

/**
 * Waits until the editor has coloured what was typed. It does so when it is idle, and closes and indents nothing below a line that isn't coloured
 * yet. A machine types fast enough to notice.
 */
async function coloured(page) {
  for (let turn = 0; turn < 2; turn++) {
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve))));
  }
}

async function openNewExchange(page) {
  await page.keyboard.press("F1");
  await page.keyboard.type("New HTTP Exchange");
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "New HTTP Exchange" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".suggest-widget.visible .monaco-list-row.focused", { hasText: "exchange" }).waitFor();
  await page.keyboard.press("Escape");
}

/** @param {Iterable<string>} keys characters or the names of keys */
async function typeKeys(page, keys) {
  for (const key of keys) {
    await page.keyboard.press(key === "\n" ? "Enter" : key === " " ? "Space" : key);
  }
}

/** Waits until the editor shows exactly these lines. */
function waitForLines(page, lines) {
  return page.waitForFunction((expected) => {
    const shown = [...document.querySelectorAll(".view-line")].map((one) => ({
      top: Number.parseFloat(/** @type {HTMLElement} */ (one).style.top),
      text: (one.textContent ?? "").replaceAll("\u00a0", " "),
    }));
    const text = shown.sort((a, b) => a.top - b.top).map((one) => one.text);
    return JSON.stringify(text) === JSON.stringify(expected);
  }, lines);
}
