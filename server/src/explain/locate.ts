import type { Block, Message } from "../http/tree";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";

/** The message at an offset; null between messages. */
export function messageAt(judged: JudgedDocument, offset: number): Message | null {
  const { document } = judged;
  const { blocks } = document;
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (document.startOf(blocks[middle] as Block) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return (
    blocks[low]?.messages.findLast((message) => {
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
