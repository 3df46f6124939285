import { isSameCommand, type Message } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { countLeading } from "../text/count-leading";

/** The message at an offset; null between messages. Of the requests of one command, the one whose URL is there, else the first. */
export function messageAt(judged: JudgedDocument, offset: number): Message | null {
  const { document } = judged;
  const { blocks } = document;
  const block = blocks[countLeading(blocks, (one) => document.startOf(one) <= offset) - 1] ?? blocks[0];
  const last = block?.messages.findLast((message) => {
    const start = document.startOf(message);
    return start - message.prefix.length <= offset && offset <= start + message.length;
  });
  if (block === undefined || last?.kind !== "request" || last.writable) {
    return last ?? null;
  }
  const requests = block.messages.flatMap((message) =>
    message.kind === "request" && isSameCommand(message, last) ? [message] : [],
  );
  const at = offset - document.startOf(last);
  return requests.find(({ target }) => target.start <= at && at <= target.end) ?? requests[0] ?? last;
}

/** The exchange whose request or response contains an offset; null if there is none. */
export function exchangeAt(judged: JudgedDocument, offset: number): JudgedExchange | null {
  const message = messageAt(judged, offset);
  return message === null ? null : judged.exchangeOf(message);
}
