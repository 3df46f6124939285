import { type Analysis, analyse, type Settings } from "../analysis";
import { messageAt } from "../explain/locate";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { SourceFile } from "../node/source-file";
import type { FileAndLine } from "./args";
import { UsageError } from "./usage-error";

/**
 * Finds the exchange whose request or response contains a line of a file.
 * @throws UsageError if the file has no exchange there.
 */
export function exchangeOnLine(
  { file, line }: FileAndLine,
  source: SourceFile,
  settings: Settings,
): { readonly analysis: Analysis; readonly exchange: JudgedExchange } {
  const analysis = analyse(source.text, source.carrier, settings);
  const exchange = exchangeAt(analysis, line);
  if (exchange === null) {
    const { document } = analysis;
    const lines = analysis.exchanges.map(
      ({ request }) => analysis.lines.positionAt(document.startOf(request)).line + 1,
    );
    const reason =
      lines.length === 0 ? "this file has no requests" : `no request here; requests are on ${onLines(lines)}`;
    throw new UsageError(`${file}:${line}: ${reason}`);
  }
  return { analysis, exchange };
}

const MAX_LISTED_LINES = 12;

function onLines(lines: readonly number[]): string {
  const listed = lines.slice(0, MAX_LISTED_LINES);
  const rest = lines.length - listed.length;
  return `${lines.length === 1 ? "line" : "lines"} ${listed.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/**
 * The exchange whose request or response contains a line (1-based). A comment, a directive or a separator belongs to the
 * request below it.
 */
function exchangeAt({ document, exchanges, judged }: Analysis, line: number): JudgedExchange | null {
  const at = document.lines[line - 1];
  if (at === undefined) {
    return null;
  }
  const message = messageAt(judged, at.content);
  const isInHead = message !== null && at.content <= document.startOf(message) + message.headEnd;
  if (ABOVE_REQUEST.has(at.kind) && !isInHead) {
    return exchanges.find(({ request }) => document.startOf(request) > at.start) ?? null;
  }
  return message === null ? null : judged.exchangeOf(message);
}

const ABOVE_REQUEST: ReadonlySet<string> = new Set(["comment", "directive", "separator", "variable"]);
