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
  await page.keyboard.press("F1");
  await page.keyboard.type("New HTTP Exchange");
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "New HTTP Exchange" }).waitFor();
  await page.keyboard.press("Enter");
  await focused("exchange").waitFor();
  await page.keyboard.press("Escape");
  const lines = [];
  for (const { keys, proposes, answer = [], line } of STEPS) {
    for (const key of keys) {
      await page.keyboard.press(key === "\n" ? "Enter" : key === " " ? "Space" : key);
    }
    await (proposes === null ? list.waitFor({ state: "hidden" }) : focused(proposes).waitFor());
    for (const key of answer) {
      await page.keyboard.press(key);
    }
    const breaks = keys.split("\n").length - 1;
    lines.push(...Array.from({ length: breaks }, () => ""));
    lines[Math.max(0, lines.length - 1)] = line;
    await page.waitForFunction((expected) => {
      const shown = [...document.querySelectorAll(".view-line")].map((one) => ({
        top: Number.parseFloat(/** @type {HTMLElement} */ (one).style.top),
        text: (one.textContent ?? "").replaceAll("\u00a0", " "),
      }));
      const text = shown.sort((a, b) => a.top - b.top).map((one) => one.text);
      return JSON.stringify(text) === JSON.stringify(expected);
    }, lines);
  }
  await page.locator(".codelens-decoration", { hasText: LENS }).first().waitFor();
}
