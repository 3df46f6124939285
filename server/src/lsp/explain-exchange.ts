import { textEdits } from "../edits/edit";
import { drawingAt } from "../explain/drawing/draw";
import { fixesOf } from "../explain/drawing/fixes";
import { drawingHtml } from "../explain/drawing/html";
import { drawingMarkdown } from "../explain/drawing/markdown";
import { SVG_STYLE } from "../explain/drawing/svg/style";
import { drawingSvg, drawingSvgFile } from "../explain/drawing/svg/svg";
import { printable } from "../text/printable";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import type { ExplainExchangeParams, ExplainExchangeResult } from "./protocol";
import { toWorkspaceEdit } from "./to-protocol";

/** For a client that doesn't say how much room it has. In CSS pixels. */
const DEFAULT_WIDTH = 838;
/** With less room, the list comes before the picture. */
const NARROW = 400;

export function explainExchange(
  analysed: AnalysedDocument,
  { position, width }: Pick<ExplainExchangeParams, "position" | "width">,
  client: ClientAbilities,
): ExplainExchangeResult | null {
  const { analysis, document } = analysed;
  const drawing = drawingAt(analysis, analysis.lines.offsetAt(position));
  if (drawing === null) {
    return null;
  }
  const available = width ?? DEFAULT_WIDTH;
  const fixes = fixesOf(drawing, analysis.judged).map((fix) => ({
    title: printable(analysis.document.privacy.shown(fix.title)),
    line: analysis.lines.positionAt(textEdits(analysis.document, fix.edits)[0]?.range.start ?? 0).line + 1,
    edit: toWorkspaceEdit(fix, analysed, client),
  }));
  return {
    title: drawing.title,
    name: drawing.name,
    html: drawingHtml(drawing, {
      svg: drawingSvg(drawing, available),
      fixes,
      isNarrow: available < NARROW,
    }),
    style: SVG_STYLE,
    svg: drawingSvgFile(drawing),
    markdown: drawingMarkdown(drawing),
    version: document.version,
    fixes,
  };
}
