import "./panel.css";
import type { PageMessage, UpdateMessage } from "./messages";

declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  setState(state: unknown): void;
};

/** Runs in the panel: sends clicks and the width to the extension, and shows the HTML that it receives, which the server has escaped. */
const editor = acquireVsCodeApi();
const content = document.querySelector("main");
const style = document.getElementById("picture-style");
const state = document.body.dataset["state"];
if (state !== undefined) {
  editor.setState(JSON.parse(state));
}

/** Smaller changes of the width aren't worth another drawing. In CSS pixels. */
const WIDTH_STEP = 20;

/** What the user has opened or closed, by `data-fold`, as long as the same comes first. */
const folds = new Map<string, boolean>();
let layout: string | undefined;

document.addEventListener("click", ({ target }) => {
  const chosen = target instanceof Element ? target.closest<HTMLElement | SVGElement>("[data-line], [data-fix]") : null;
  const { line, fix } = chosen?.dataset ?? {};
  if (line !== undefined) {
    editor.postMessage({ type: "reveal", line: Number(line) });
  } else if (fix !== undefined) {
    editor.postMessage({ type: "fix", index: Number(fix) });
  }
  const opened = target instanceof Element ? target.closest("summary")?.parentElement : null;
  if (opened instanceof HTMLDetailsElement) {
    // It changes after the click.
    folds.set(opened.dataset["fold"] ?? "", !opened.open);
  }
});

window.addEventListener("message", ({ data }: MessageEvent<UpdateMessage>) => {
  if (data.type === "update" && content !== null && style !== null) {
    editor.setState(data.state);
    const { activeElement } = document;
    const focused = activeElement instanceof HTMLElement ? focusableIn(content).indexOf(activeElement) : -1;
    style.textContent = data.style;
    content.innerHTML = data.html;
    restoreFolds(content);
    focusableIn(content)[focused]?.focus();
  }
});

if (content !== null) {
  let width = -1;
  new ResizeObserver(() => {
    const now = Math.floor(content.clientWidth / WIDTH_STEP) * WIDTH_STEP;
    if (now !== width && now > 0) {
      width = now;
      editor.postMessage({ type: "resize", width });
    }
  }).observe(content);
}

function focusableIn(element: Element): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>("button, summary, a[href]")];
}

function restoreFolds(element: Element): void {
  const all = [...element.querySelectorAll<HTMLDetailsElement>("details[data-fold]")];
  const [first] = all;
  if (first?.dataset["fold"] !== layout) {
    folds.clear();
    layout = first?.dataset["fold"];
  }
  for (const one of all) {
    one.open = folds.get(one.dataset["fold"] ?? "") ?? one.open;
  }
}
