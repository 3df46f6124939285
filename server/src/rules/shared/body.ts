import type { HttpDocument, Message } from "../../http/tree";
import { type Place, place } from "../../text/range";

/** The first line of a message's body: its text, or the name of the file that holds it; null where it has none. */
export function bodyPlace({ text, lines }: HttpDocument, message: Message): Place | null {
  const { body, start } = message;
  if (body === null) {
    return null;
  }
  for (let i = firstLineFrom(lines, start + body.start); i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined || line.start >= start + body.end) {
      return null;
    }
    if ((line.kind === "body" || line.kind === "file") && text.slice(line.content, line.end).trim() !== "") {
      return place(message, { start: line.content - start, end: line.end - start });
    }
  }
  return null;
}

/** The index of the first line that starts at an offset or after it. */
function firstLineFrom(lines: HttpDocument["lines"], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.start ?? 0) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
