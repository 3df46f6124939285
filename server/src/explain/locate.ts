import type { Message } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { countLeading } from "../text/count-leading";

/** The message at an offset; null between messages. */
export function messageAt(judged: JudgedDocument, offset: number): Message | null {
  const { document } = judged;
  const { blocks } = document;
  const block = blocks[countLeading(blocks, (one) => document.startOf(one) <= offset) - 1] ?? blocks[0];
  return (
    block?.messages.findLast((message) => {
      const start = document.startOf(message);
      return start - message.prefix.length <= offset && offset <= start + message.length;
    }) ?? null
  );
}

/** The exchange whose request or response contains an offset; null if there is none. */
export function exchangeAt(judged: JudgedDocument, offset: number): JudgedExchange | null {
  const message = messageAt(judged, offset);
  return message === null ? null : judged.exchangeOf(message);
}
