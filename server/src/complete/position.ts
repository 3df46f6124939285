import { headerOf } from "../headers/headers";
import { type Line, lineIndexAt } from "../http/line";
import type { HttpDocument, Message } from "../http/tree";
import { isBlank, skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { type Shape, shapeOf } from "./shape";
import { mayBeginStatusLine } from "./status-lines";
import { type Surroundings, surroundingsOf, withoutLine } from "./surroundings";

/** A place where a request line could start, or the method of a request line. */
export interface StartPosition {
  readonly kind: "start";
  readonly token: Range;
  /** The rest of the line after the token. */
  readonly after: string;
  /** Whether nothing else is between the separators or in the fence. */
  readonly isEmptySection: boolean;
}

export interface StatusPosition {
  readonly kind: "status";
  readonly token: Range;
}

export interface HeaderPosition {
  readonly kind: "header";
  readonly token: Range;
  readonly after: string;
  readonly message: Message;
}

export interface ValuePosition {
  readonly kind: "value";
  /** The header's name in lower case. */
  readonly name: string;
  /** The value, or the item of a list. */
  readonly token: Range;
  /** Whether the token is the first item. */
  readonly isFirst: boolean;
  /** Whether there is no whitespace between the token and the colon or comma before it. */
  readonly isAttached: boolean;
  /** The text after the token. */
  readonly after: string;
  /** The other items of the list, including those on other lines with the same name. */
  readonly others: readonly string[];
  /** Null for a line outside any message. */
  readonly message: Message | null;
}

export interface DirectivePosition {
  readonly kind: "directive";
  /** The comment after its mark. */
  readonly comment: Range;
}

export type Position = StartPosition | StatusPosition | HeaderPosition | ValuePosition | DirectivePosition;

export interface PlacedPosition {
  readonly position: Position;
  /** The document without the position's line, which is only half typed. */
  readonly without: HttpDocument;
  readonly line: Line;
}

/**
 * The position at an offset; null if nothing can be completed there.
 * @param read parses a changed version of the document.
 * @param typed the trigger character that was just typed; null if the user invoked completion or is typing a word.
 */
export function positionAt(
  document: HttpDocument,
  read: (text: string) => HttpDocument,
  at: number,
  typed: string | null,
): PlacedPosition | null {
  const line = lineAt(document, at);
  // A cursor is never inside a line terminator.
  const offset = Math.min(at, line.end);
  const shape = line.kind === "fence" || document.foreign !== null ? null : shapeOf(document.text, line, offset);
  if (shape === null || !isAskedFor(document.text, shape, offset, typed)) {
    return null;
  }
  const without = read(withoutLine(document, line, shape.kind === "comment"));
  const around = surroundingsOf(without, line.start);
  const position = positionIn(document.text, line, shape, around, offset);
  return position === null ? null : { position, without, line };
}

/** The line at an offset. After the last line terminator there is an empty line that isn't in the tree. */
function lineAt({ lines, text }: HttpDocument, offset: number): Line {
  const found = lines[lineIndexAt(lines, offset)];
  return found === undefined || (offset >= found.next && found.next > found.end)
    ? { kind: "blank", start: text.length, content: text.length, end: text.length, next: text.length }
    : found;
}

/** Whether a trigger character makes sense at its place. */
function isAskedFor(text: string, shape: Shape, offset: number, typed: string | null): boolean {
  switch (typed) {
    case null:
      return true;
    case "-":
      return shape.kind !== "comment" || /^[ \t]*cors-/.test(text.slice(shape.start, offset));
    case ",":
      return shape.kind === "value" || (shape.kind === "comment" && isOurComment(text.slice(shape.start, offset)));
    case " ":
      return shape.kind === "comment" ? isOurComment(text.slice(shape.start, offset)) : shape.kind !== "word";
    default:
      return shape.kind === "value";
  }
}

/** Whether a comment is a directive or hides findings. */
function isOurComment(comment: string): boolean {
  return /^[ \t]*(@|cors-lens-)/.test(comment);
}

function positionIn(
  text: string,
  line: Line,
  shape: Shape,
  around: Surroundings | null,
  offset: number,
): Position | null {
  if (line.kind === "request-line") {
    return shape.kind === "word"
      ? { kind: "start", token: shape.token, after: shape.after, isEmptySection: false }
      : null;
  }
  if (line.kind === "status-line" && shape.kind === "status") {
    return { kind: "status", token: shape.token };
  }
  if (around === null) {
    return null;
  }
  const { part, message, isBelowBlank, indent, isEmptySection } = around;
  const isBelowRequest = message?.kind === "request" && (part === "head" || isBelowBlank);
  switch (shape.kind) {
    case "comment":
      return line.kind === "separator" ? null : { kind: "directive", comment: { start: shape.start, end: line.end } };
    case "status":
      return part === "between" || message?.kind === "request" ? { kind: "status", token: shape.token } : null;
    case "value":
      return part === "between" || (part === "head" && shape.indent === indent)
        ? valuePosition(text, line, shape, offset, message)
        : null;
    case "word": {
      const { token, after } = shape;
      if (part === "between") {
        return { kind: "start", token, after, isEmptySection };
      }
      if (part === "head") {
        return message !== null && shape.indent === indent ? { kind: "header", token, after, message } : null;
      }
      return isBelowRequest && mayBeginStatusLine(text.slice(token.start, offset)) ? { kind: "status", token } : null;
    }
  }
}

function valuePosition(
  text: string,
  line: Line,
  shape: Extract<Shape, { kind: "value" }>,
  offset: number,
  message: Message | null,
): ValuePosition | null {
  const name = shape.name.toLowerCase();
  const separator = headerOf(name)?.separator ?? null;
  const from = separator === null ? shape.start : itemStart(text, separator, shape.start, offset);
  const to = separator === null ? line.end : itemEnd(text, separator, offset, line.end);
  const start = skipBlanks(text, from, offset);
  const token = { start, end: Math.max(offset, trimEndBlanks(text, offset, to)) };
  const item = text.slice(token.start, token.end);
  if (item.lastIndexOf("{{", offset - start) > item.lastIndexOf("}}", offset - start)) {
    return null;
  }
  const around = [text.slice(shape.start, from), text.slice(to, line.end)];
  const further = (message?.fields ?? [])
    .filter((field) => field.name.text.toLowerCase() === name)
    .map(({ value }) => value.text);
  return {
    kind: "value",
    name,
    token,
    isFirst: from === shape.start,
    isAttached: !isBlank(text.charCodeAt(start - 1)),
    after: text.slice(token.end, line.end).trim(),
    others: separator === null ? [] : [...around, ...further].flatMap((value) => itemsOf(value, separator)),
    message,
  };
}

function itemStart(text: string, separator: string, from: number, offset: number): number {
  const before = offset > from ? text.lastIndexOf(separator, offset - 1) : -1;
  return before < from ? from : before + 1;
}

function itemEnd(text: string, separator: string, offset: number, end: number): number {
  const distance = text.slice(offset, end).indexOf(separator);
  return distance < 0 ? end : offset + distance;
}

function itemsOf(value: string, separator: string): string[] {
  return value
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
