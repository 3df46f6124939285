import { consoleMessagesIn } from "../console-message/console-message";
import type { ConsoleMessage } from "../console-message/message";
import { reportedExchange } from "../edits/write-reported-exchange";
import { explainMessage } from "../explain/console-message/explain-message";
import { plainHover } from "../explain/plain";
import { MAX_BYTES } from "../node/source-file";
import { printable } from "../text/printable";
import type { ExitCode } from "./exit-code";
import { createPaint, type Paint } from "./format/paint";
import { wrap } from "./format/wrap";
import { readStdin } from "./source-file";
import type { Terminal } from "./terminal";
import { UsageError } from "./usage-error";

/** In columns: the width if the output isn't a terminal, and the limit within which a text is readable. */
const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 100;

const EXPECTED =
  "expected a line from a browser's console about CORS, such as “Access to fetch at … has been blocked by CORS policy: …” (Chrome), “Cross-Origin Request Blocked: …” (Firefox) or “Origin … is not allowed by Access-Control-Allow-Origin.” (Safari), in English; press F12 in the browser and open the tab Console";

/**
 * Explains the console messages in a text, and writes the exchange that each reports.
 * @param typed the text; null to read standard input.
 * @throws UsageError if the text has no message.
 */
export async function explainMessages(typed: string | null, terminal: Terminal): Promise<ExitCode> {
  const text = typed ?? new TextDecoder().decode(await readStdin(terminal, MAX_BYTES));
  if (text.trim() === "") {
    throw new UsageError(`missing TEXT: ${EXPECTED}`);
  }
  const messages = tellingMessages(text);
  if (messages.length === 0) {
    throw new UsageError(`no console message found: ${EXPECTED}`);
  }
  const columns = Math.min(terminal.columns ?? DEFAULT_COLUMNS, MAX_COLUMNS);
  const paint = createPaint(terminal.colors);
  terminal.write(
    messages.map((message) => explanationOf(message, columns, paint)).join(`\n${"─".repeat(columns)}\n\n`),
  );
  return 0;
}

/** The different messages in a text, without those that prove nothing if others do. */
function tellingMessages(text: string): readonly ConsoleMessage[] {
  const found = [...new Map(consoleMessagesIn(text).map(({ message }) => [JSON.stringify(message), message])).values()];
  const telling = found.filter(({ check }) => check !== null);
  return telling.length > 0 ? telling : found;
}

function explanationOf(message: ConsoleMessage, columns: number, paint: Paint): string {
  const [title = "", ...paragraphs] = explainMessage(message).split("\n\n");
  const lines = [
    paint(shown(title), "bold"),
    ...paragraphs.flatMap((paragraph) => [
      "",
      ...paragraph
        .split("\n")
        .flatMap((line) => (line.startsWith("- ") ? item(line, columns) : wrap(shown(line), columns))),
    ]),
    ...(message.check === null ? [] : exchangeLines(message, paint)),
    "",
  ];
  return lines.join("\n");
}

function exchangeLines(message: ConsoleMessage, paint: Paint): string[] {
  return [
    "",
    paint("The exchange that it reports", "bold"),
    "",
    ...reportedExchange(message)
      .trimEnd()
      .split("\n")
      .map((line) => (line === "" ? "" : `    ${printable(line)}`)),
  ];
}

function item(line: string, columns: number): string[] {
  return wrap(shown(line.slice(2)), columns - 4).map((part, i) => (i === 0 ? `  - ${part}` : `    ${part}`));
}

function shown(line: string): string {
  return printable(plainHover(line));
}
