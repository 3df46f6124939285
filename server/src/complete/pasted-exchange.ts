import { type Analysis, analyse, DEFAULT_SETTINGS } from "../analysis";
import { consoleMessagesIn } from "../console-message/console-message";
import { textEdits } from "../edits/edit";
import { rewriteCommand } from "../edits/rewrite-command";
import { reportedExchange } from "../edits/write-reported-exchange";
import { commandAt } from "../http/command-start";
import { type Line, type LineKind, lineIndexAt } from "../http/line";
import { withoutSecrets } from "../http/secret-texts";
import { applyEdits } from "../text/edit";
import { lineFrom } from "../text/lines";

/** Longer than anyone copies by hand, in UTF-16 code units. */
const LONGEST = 200_000;
/** More than anyone pastes at once. */
const MAX_EXCHANGES = 50;

/**
 * The exchange to insert in place of a pasted text, with the separators that it needs there: the requests that pasted commands make, or the
 * exchanges that console messages report, each below its message. Null if the text has none that can be written.
 * @param at the offset in the document.
 */
export function pastedExchange(document: Analysis, at: number, pasted: string): string | null {
  if (pasted.length > LONGEST) {
    return null;
  }
  const text = pasted.trim();
  const written = requestsOf(text) ?? exchangesReported(text);
  return written === null ? null : withSeparators(document, at, written);
}

/** The text with its commands rewritten as requests; null if it doesn't begin with a command, or if none can be rewritten. */
function requestsOf(pasted: string): string | null {
  const end = lineFrom(pasted, 0).end;
  if (commandAt(pasted, 0, end) === null) {
    return null;
  }
  let text = pasted;
  for (let i = 0; i < MAX_EXCHANGES; i++) {
    const { judged, document } = analyse(text, "http", DEFAULT_SETTINGS);
    const fix = judged.exchanges.map((exchange) => rewriteCommand(document, exchange)).find((one) => one !== null);
    if (fix === undefined || fix === null) {
      break;
    }
    text = applyEdits(text, textEdits(document, fix.edits));
  }
  return text === pasted ? null : text;
}

/** The exchanges that console messages report; null if no message reports one. */
function exchangesReported(pasted: string): string | null {
  const reported = consoleMessagesIn(pasted)
    .filter(({ message }) => message.check !== null)
    .slice(0, MAX_EXCHANGES)
    .map(({ message, start, end }) => {
      const words = withoutSecrets(pasted.slice(start, end)).replace(/\s+/g, " ");
      return `# ${words}\n\n${reportedExchange(message).trimEnd()}`;
    });
  return reported.length === 0 ? null : reported.join("\n\n###\n\n");
}

/** A text with separators between it and the messages of the block that it is inserted into. */
function withSeparators({ document }: Analysis, at: number, written: string): string {
  const { text, lines } = document;
  const index = lineIndexAt(lines, at);
  // The empty line at the end of a text isn't in the list.
  const isAfterLast = at === text.length && at === lines[index]?.next && at > lines[index].end;
  const { start, end } = isAfterLast ? { start: at, end: at } : (lines[index] ?? { start: at, end: at });
  const startsLine = text.slice(start, at).trim() === "";
  const endsLine = text.slice(at, end).trim() === "";
  const isBelowMessage = isUsed(lines, index, -1);
  const isAboveMessage = !isAfterLast && isUsed(lines, index, 1);
  const before = `${startsLine ? "" : "\n"}${isBelowMessage ? "\n###\n\n" : ""}`;
  const after = isAboveMessage ? "\n\n###\n\n" : endsLine ? "" : "\n";
  return `${before}${written}${after}`;
}

const QUIET: ReadonlySet<LineKind> = new Set<LineKind>(["blank", "comment", "directive", "variable"]);

/** Whether there is more than comments between a line and the next separator in a direction. */
function isUsed(lines: readonly Line[], from: number, step: 1 | -1): boolean {
  let i = from;
  let kind = lines[i]?.kind ?? "separator";
  while (QUIET.has(kind)) {
    i += step;
    kind = lines[i]?.kind ?? "separator";
  }
  return kind !== "separator";
}
