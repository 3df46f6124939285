import { fieldLine } from "../http/field-line";
import { type Line, type LineKind, lineIndexAt } from "../http/line";
import { type HttpDocument, type Message, messagesOf } from "../http/tree";
import { skipBlanks } from "../text/characters";

/** The context of a line whose own text is ignored. */
export interface Surroundings {
  /** Whether the line is between messages or in a message's head or body. */
  readonly part: "between" | "head" | "body";
  readonly message: Message | null;
  readonly isBelowBlank: boolean;
  /** The whitespace before the text of the line above. */
  readonly indent: string;
  /** Whether nothing is between the separators or in the fence. */
  readonly isEmptySection: boolean;
}

/**
 * The document's text with a comment in place of a line, so that the lines around it are parsed as they will be once the line is finished. An
 * empty line is kept, as it may end a head, unless the next line is a field.
 */
export function withoutLine({ text, lines }: HttpDocument, line: Line, isComment: boolean): string {
  const before = text.slice(0, line.content);
  const after = text.slice(line.end);
  if (isComment) {
    return `${before}# @cors${after}`;
  }
  const below = lines[lineIndexAt(lines, line.start) + 1];
  const isInHead = below !== undefined && fieldLine(text, below.content, below.end) !== null;
  return line.kind === "blank" && !isInHead
    ? `${before}#\n${text.slice(line.start, line.content)}${after}`
    : `${before}#${after}`;
}

/** @returns null if nothing can be completed: foreign text, a script, a transcript, the body of a response. */
export function surroundingsOf(document: HttpDocument, start: number): Surroundings | null {
  const { lines, text } = document;
  const index = lineIndexAt(lines, start);
  const line = lines[index];
  if (line === undefined || (line.kind !== "comment" && line.kind !== "directive")) {
    return null;
  }
  const above = lines[index - 1];
  const message = messageAround(document, line.content);
  const isBelowBlank = above?.kind === "blank";
  const isBelowCommand = message?.kind === "request" && message.prefix === "" && isBelowBlank;
  if (message !== null && !message.writable && !isBelowCommand) {
    return null;
  }
  const isInHead = message?.writable === true && !isInBody(document, message, line.content);
  return {
    part: message === null ? "between" : isInHead ? "head" : "body",
    message,
    isBelowBlank,
    indent: above === undefined ? "" : text.slice(above.content, skipBlanks(text, above.content, above.end)),
    isEmptySection: isEmptySection(lines, index),
  };
}

function messageAround(document: HttpDocument, offset: number): Message | null {
  return (
    messagesOf(document).findLast((message) => {
      const start = document.startOf(message);
      return start <= offset && offset < start + message.length;
    }) ?? null
  );
}

function isInBody(document: HttpDocument, message: Message, offset: number): boolean {
  return message.body !== null && offset >= document.startOf(message) + message.body.start;
}

const SECTION_ENDS: ReadonlySet<LineKind> = new Set<LineKind>(["separator", "fence"]);
const MESSAGE_LINES: ReadonlySet<LineKind> = new Set<LineKind>(["request-line", "status-line", "field"]);

function isEmptySection(lines: readonly Line[], index: number): boolean {
  let first = index;
  while (first > 0 && !SECTION_ENDS.has(lines[first - 1]?.kind ?? "fence")) {
    first--;
  }
  for (let i = first; i < lines.length; i++) {
    const kind = lines[i]?.kind ?? "fence";
    if (SECTION_ENDS.has(kind)) {
      return true;
    }
    if (MESSAGE_LINES.has(kind)) {
      return false;
    }
  }
  return true;
}
