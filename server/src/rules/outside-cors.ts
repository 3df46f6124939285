import type { Message } from "../http/tree";
import type { JudgedDocument } from "../verdict/judged-document";

/** Whether CORS is known not to decide about a message: its exchange is same-origin, a WebSocket handshake, or of another mode. */
export function isOutsideCors(message: Message, judged: JudgedDocument): boolean {
  const applicability = judged.exchangeOf(message)?.applicability;
  return applicability?.applies === false && applicability.reason !== "no-origin";
}
