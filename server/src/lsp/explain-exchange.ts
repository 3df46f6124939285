import type { Position } from "vscode-languageserver";
import { drawingAt } from "../explain/drawing/draw";
import { drawingHtml } from "../explain/drawing/html";
import { drawingMarkdown } from "../explain/drawing/markdown";
import { SVG_STYLE } from "../explain/drawing/svg/style";
import { drawingSvg, drawingSvgFile } from "../explain/drawing/svg/svg";
import type { AnalysedDocument } from "./analysed-document";
import type { ExplainExchangeResult } from "./protocol";

export function explainExchange({ analysis }: AnalysedDocument, position: Position): ExplainExchangeResult | null {
  const drawing = drawingAt(analysis, analysis.lines.offsetAt(position));
  return drawing === null
    ? null
    : {
        title: drawing.title,
        html: drawingHtml(drawing, drawingSvg(drawing)),
        style: SVG_STYLE,
        svg: drawingSvgFile(drawing),
        markdown: drawingMarkdown(drawing),
      };
}
