import { consoleMessagesIn } from "../console-message/console-message";
import type { FoundMessage } from "../console-message/message";
import { withoutSecrets } from "../http/secret-texts";
import { requestLineIn } from "./insert-reported-exchange";
import { reportedExchange } from "./write-reported-exchange";

/** An `.http` text that shows what console messages report. */
export interface ReportedDocument {
  readonly text: string;
  /** The number of the first request line, zero-based; null if no message says that a check failed. */
  readonly line: number | null;
}

/** More messages than someone looks at. */
const MOST_MESSAGES = 20;

/**
 * Writes each message in a pasted text as a comment above the exchange that it reports. The errors that scripts get are left out where a message says
 * more. Secrets in URLs are left out.
 * @returns null if the text has no message.
 */
export function reportedDocument(pasted: string): ReportedDocument | null {
  const found = distinct(consoleMessagesIn(pasted));
  const telling = found.filter(({ message }) => message.check !== null);
  const blocks = (telling.length > 0 ? telling : found).slice(0, MOST_MESSAGES).map(({ start, end, message }) => ({
    comment: commentOf(withoutSecrets(pasted.slice(start, end))),
    exchange: reportedExchange(message).trimEnd(),
  }));
  const text = blocks.map(({ comment, exchange }) => `${comment}\n${exchange}\n`).join("\n###\n");
  return blocks.length === 0 ? null : { text, line: telling.length > 0 ? requestLineIn(text.split("\n")) : null };
}

/** Consoles repeat a message for each request. */
function distinct(found: readonly FoundMessage[]): readonly FoundMessage[] {
  return [...new Map(found.toReversed().map((one) => [JSON.stringify(one.message), one])).values()].reverse();
}

function commentOf(message: string): string {
  return message
    .split(/[\r\n]+/)
    .map((line) => `# ${line.trim()}`)
    .join("\n");
}
