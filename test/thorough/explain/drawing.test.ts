import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import { drawingText } from "../../../server/src/cli/format/drawing";
import { createPaint } from "../../../server/src/cli/format/paint";
import { draw } from "../../../server/src/explain/drawing/draw";
import type { Drawing } from "../../../server/src/explain/drawing/drawing";
import { drawingHtml } from "../../../server/src/explain/drawing/html";
import { drawingMarkdown } from "../../../server/src/explain/drawing/markdown";
import { drawingSvgFile } from "../../../server/src/explain/drawing/svg/svg";
import { elementsOf } from "../../support/markup";

const DRAWINGS = join("test", "fixtures", "drawings");
const RULES = join("test", "fixtures", "rules");

const plain = (drawing: Drawing, columns: number) =>
  drawingText(drawing, { paint: createPaint(false), columns, ascii: false });

describe("a drawing of any document", () => {
  const texts = [
    ...readdirSync(RULES).map((file) => [file, readFileSync(join(RULES, file), "utf8")] as const),
    ...readdirSync(DRAWINGS)
      .filter((file) => file.endsWith(".http"))
      .map((file) => [file, readFileSync(join(DRAWINGS, file), "utf8")] as const),
    ...readdirSync("examples").map((file) => [file, readFileSync(join("examples", file), "utf8")] as const),
  ];

  it("can be made for every exchange, fits the width, is well-formed, and links to lines of the document", () => {
    for (const [file, text] of texts) {
      const analysis = analyse(text, file.endsWith(".md") ? "markdown" : "http", DEFAULT_SETTINGS);
      for (const [index, exchange] of analysis.exchanges.entries()) {
        const drawing = draw(analysis, exchange);
        const columns = [60, 80, 120][index % 3] ?? 80;
        const wide = plain(drawing, columns)
          .split("\n")
          .filter((line) => [...line].length > columns);
        assert.deepEqual(wide, [], `${file}, ${columns} columns`);
        elementsOf(drawingSvgFile(drawing).replace(/^<\?xml.*\?>\n/, ""));
        const html = drawingHtml(drawing, { svg: "", fixes: [], isNarrow: false });
        elementsOf(`<main>${html}</main>`);
        for (const [, line = ""] of html.matchAll(/data-line="(\d+)"/g)) {
          assert.notEqual(analysis.document.lines[Number(line) - 1]?.kind ?? "blank", "blank", `${file}: ${line}`);
        }
        drawingMarkdown(drawing);
      }
    }
  });
});
