import type { Analysis } from "../../server/src/analysis";
import { drawingAt } from "../../server/src/explain/drawing/draw";
import { drawingMarkdown } from "../../server/src/explain/drawing/markdown";

/** The whole explanation of the exchange at an offset, in Markdown; empty if there is none. */
export function explanationAt(analysis: Analysis, offset: number): string {
  const drawing = drawingAt(analysis, offset);
  return drawing === null ? "" : drawingMarkdown(drawing);
}
