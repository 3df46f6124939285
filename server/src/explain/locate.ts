import type { Analysis } from "../analysis";
import { type ConsoleEntry, isSameCommand, type Message } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { countLeading } from "../text/count-leading";
import type { Range } from "../text/range";

/** The message at an offset; null between messages. Of the requests of one command, the one whose URL is there, else the first. */
export function messageAt(judged: JudgedDocument, offset: number): Message | null {
  const { document } = judged;
  const { blocks } = document;
  const block = blocks[countLeading(blocks, (one) => document.startOf(one) <= offset) - 1] ?? blocks[0];
  const around = (block?.messages ?? []).filter((message) => {
    const start = document.startOf(message);
    return start - message.prefix.length <= offset && offset <= start + message.length;
  });
  const isOn = (message: Message, { start, end }: Range) => {
    const at = offset - document.startOf(message);
    return start <= at && at <= end;
  };
  // The requests of one command have the same extent. In a copy of a browser's panel, the lines of both messages may alternate.
  return (
    around.find((message) => message.kind === "request" && isOn(message, message.target)) ??
    around.find((message) => message.fields.some(({ line }) => isOn(message, line))) ??
    lastOf(around)
  );
}

/** The last one; of the requests of a command, the first. */
function lastOf(messages: readonly Message[]): Message | null {
  const last = messages.at(-1);
  const first =
    last?.kind === "request" && !last.writable
      ? messages.find((message) => message.kind === "request" && isSameCommand(message, last))
      : undefined;
  return first ?? last ?? null;
}

/** The exchange whose request or response contains an offset; null if there is none. */
export function exchangeAt(judged: JudgedDocument, offset: number): JudgedExchange | null {
  const message = messageAt(judged, offset);
  return message === null ? null : judged.exchangeOf(message);
}

/** The console message on the line of an offset; null if there is none. */
export function consoleEntryAt({ document, lines }: Analysis, offset: number): ConsoleEntry | null {
  const { consoleEntries } = document;
  const line = (at: number) => lines.positionAt(at).line;
  const at = line(offset);
  const next = countLeading(consoleEntries, (entry) => line(document.startOf(entry)) <= at);
  const entry = consoleEntries[next - 1];
  return entry !== undefined && at <= line(document.startOf(entry) + entry.length) ? entry : null;
}
