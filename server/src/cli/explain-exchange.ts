import type { Settings } from "../analysis";
import { draw } from "../explain/drawing/draw";
import { drawingMarkdown } from "../explain/drawing/markdown";
import { drawingSvgFile } from "../explain/drawing/svg/svg";
import type { SourceFile } from "../node/source-file";
import type { ExplainExchangeOptions } from "./args";
import { exchangeOnLine } from "./exchange-on-line";
import type { ExitCode } from "./exit-code";
import { drawingText } from "./format/drawing";
import { createPaint } from "./format/paint";
import type { Terminal } from "./terminal";

/** In columns: the width if the output isn't a terminal, and the limits within which a drawing is readable. */
const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 120;
const MIN_COLUMNS = 60;

/**
 * Draws the exchange on a line of a file.
 * @throws UsageError
 */
export function explainExchange(
  options: ExplainExchangeOptions,
  source: SourceFile,
  settings: Settings,
  terminal: Terminal,
): ExitCode {
  const { analysis, exchange } = exchangeOnLine(options, source, settings);
  const drawing = draw(analysis, exchange);
  switch (options.format) {
    case "svg":
      terminal.write(drawingSvgFile(drawing));
      break;
    case "markdown":
      terminal.write(drawingMarkdown(drawing));
      break;
    case "text": {
      const columns = Math.max(MIN_COLUMNS, Math.min(terminal.columns ?? DEFAULT_COLUMNS, MAX_COLUMNS));
      terminal.write(drawingText(drawing, { paint: createPaint(terminal.colors), columns, ascii: options.ascii }));
    }
  }
  return 0;
}
