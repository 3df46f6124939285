import type { Settings } from "../analysis";
import { draw } from "../explain/drawing/draw";
import { drawingMarkdown } from "../explain/drawing/markdown";
import { drawingSvgFile } from "../explain/drawing/svg/svg";
import type { ExplainExchangeOptions } from "./args";
import { exchangeOnLine } from "./exchange-on-line";
import type { ExitCode } from "./exit-code";
import { drawingText } from "./format/drawing";
import { createPaint } from "./format/paint";
import type { Terminal } from "./terminal";

/** In columns: where nothing says how wide the paper is, where lines get too long to read, and where nothing fits any more. */
const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 120;
const MIN_COLUMNS = 60;

/**
 * Draws the exchange at a line of a file.
 * @throws UsageError
 */
export function explainExchange(options: ExplainExchangeOptions, settings: Settings, terminal: Terminal): ExitCode {
  const { analysis, exchange } = exchangeOnLine(options, settings);
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
