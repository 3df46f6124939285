import { firstFrom } from "../../http/line";
import type { Message } from "../../http/tree";
import { type Place, place } from "../../text/range";

/**
 * The first line of a message's body: its text, or the name of the file that holds it; null if there is no body, or if it may begin with a broken
 * field line.
 */
export function bodyPlace(message: Message): Place | null {
  const { body, section, offset } = message;
  if (body === null) {
    return null;
  }
  for (const line of section.lines.slice(firstFrom(section.lines, offset + body.start))) {
    if (line.start >= offset + body.end || line.kind === "junk") {
      return null;
    }
    if ((line.kind === "body" || line.kind === "file") && section.text.slice(line.content, line.end).trim() !== "") {
      return place(message, { start: line.content - offset, end: line.end - offset });
    }
  }
  return null;
}
