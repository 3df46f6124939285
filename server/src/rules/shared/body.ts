import type { HttpDocument, Message } from "../../http/tree";
import { type Place, place } from "../../text/range";

/**
 * The first line of a message's body: its text, or the name of the file that holds it; null if there is no body, or if it may begin with a broken
 * field line.
 */
export function bodyPlace(document: HttpDocument, message: Message): Place | null {
  const { body } = message;
  if (body === null) {
    return null;
  }
  const start = document.startOf(message);
  for (const line of document.linesFrom(start + body.start)) {
    if (line.start >= start + body.end || line.kind === "junk") {
      return null;
    }
    if ((line.kind === "body" || line.kind === "file") && document.text.slice(line.content, line.end).trim() !== "") {
      return place(message, { start: line.content - start, end: line.end - start });
    }
  }
  return null;
}
