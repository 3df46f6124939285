import "./panel.css";
import type { PageMessage, UpdateMessage } from "./messages";

declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  setState(state: unknown): void;
};

/** Runs in the panel: sends clicks to the extension, and shows the HTML that it receives, which the server has escaped. */
const editor = acquireVsCodeApi();
const content = document.querySelector("main");
const state = document.body.dataset["state"];
if (state !== undefined) {
  editor.setState(JSON.parse(state));
}

document.addEventListener("click", ({ target }) => {
  const chosen = target instanceof Element ? target.closest<HTMLElement | SVGElement>("[data-line], [data-do]") : null;
  const { line, do: what } = chosen?.dataset ?? {};
  if (line !== undefined) {
    editor.postMessage({ type: "reveal", line: Number(line) });
  } else if (what === "pin") {
    editor.postMessage({ type: "pin" });
  } else if (what === "markdown" || what === "svg") {
    editor.postMessage({ type: "copy", format: what });
  }
});

window.addEventListener("message", ({ data }: MessageEvent<UpdateMessage>) => {
  if (data.type === "update" && content !== null) {
    editor.setState(data.state);
    const { activeElement } = document;
    const focused = activeElement instanceof HTMLElement ? linesIn(content).indexOf(activeElement) : -1;
    document.querySelector("[data-do=pin]")?.setAttribute("aria-pressed", String(data.state.pinned));
    content.innerHTML = data.html;
    linesIn(content)[focused]?.focus();
  }
});

function linesIn(element: Element): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>("button[data-line]")];
}
