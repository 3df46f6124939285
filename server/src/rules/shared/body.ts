import type { LineKind } from "../../http/line";
import { mayBeginMessage } from "../../http/request-line";
import { linesBetween, type Message } from "../../http/tree";
import { type Place, place } from "../../text/range";

/**
 * The first line of a message's body: its text, or the name of the file that holds it; null if there is no body, or if it may begin with a broken
 * field line, or if it may be the beginning of the next message.
 */
export function bodyPlace(message: Message): Place | null {
  const { body, section, offset } = message;
  if (body === null) {
    return null;
  }
  const lines = linesBetween(section, offset + body.start, offset + body.end);
  const [first, ...others] = lines.filter(
    ({ kind, content, end }) => kind === "junk" || isWritten(section.text, kind, content, end),
  );
  const isBegun =
    first !== undefined && others.length === 0 && mayBeginMessage(section.text.slice(first.content, first.end));
  return first === undefined || first.kind === "junk" || isBegun
    ? null
    : place(message, { start: first.content - offset, end: first.end - offset });
}

function isWritten(text: string, kind: LineKind, content: number, end: number): boolean {
  return (kind === "body" || kind === "file") && text.slice(content, end).trim() !== "";
}
