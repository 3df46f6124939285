import { textEdits } from "../edits/edit";
import { insertReportedExchange } from "../edits/insert-reported-exchange";
import { messageExplanation } from "../explain/console-message/message-explanation";
import { messageHtml } from "../explain/console-message/message-html";
import { drawingAt } from "../explain/drawing/draw";
import { fixesOf } from "../explain/drawing/fixes";
import { drawingHtml } from "../explain/drawing/html";
import { drawingMarkdown } from "../explain/drawing/markdown";
import { SVG_STYLE } from "../explain/drawing/svg/style";
import { drawingSvg, drawingSvgFile } from "../explain/drawing/svg/svg";
import { consoleEntryAt } from "../explain/locate";
import type { ConsoleEntry } from "../http/tree";
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
  const available = width ?? DEFAULT_WIDTH;
  const entry = consoleEntryAt(analysis, analysis.lines.offsetAt(position));
  if (entry !== null) {
    return explainConsoleEntry(analysed, entry, available, client);
  }
  const drawing = drawingAt(analysis, analysis.lines.offsetAt(position));
  if (drawing === null) {
    return null;
  }
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

/** The explanation of a console message, with the exchange that it reports and the fix that writes it. */
function explainConsoleEntry(
  analysed: AnalysedDocument,
  entry: ConsoleEntry,
  available: number,
  client: ClientAbilities,
): ExplainExchangeResult {
  const { analysis, document } = analysed;
  const explanation = messageExplanation(entry.message, analysis.document.privacy);
  const inserted = insertReportedExchange(analysis.judged, entry);
  const fixes =
    inserted === null
      ? []
      : [
          {
            title: inserted.fix.title,
            line: inserted.line + 1,
            edit: toWorkspaceEdit(inserted.fix, analysed, client),
          },
        ];
  const { title, markdown, drawing } = explanation;
  return {
    title,
    name: "Console message",
    html: messageHtml(explanation, {
      svg: drawing === null ? "" : drawingSvg(drawing, available),
      fixes,
      isNarrow: available < NARROW,
    }),
    style: SVG_STYLE,
    svg: drawing === null ? "" : drawingSvgFile(drawing),
    markdown: `${markdown}\n`,
    version: document.version,
    fixes,
  };
}
