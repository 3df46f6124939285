import { isCommentAt } from "../http/comment-line";
import { type Line, type LineKind, lineIndexAt } from "../http/line";
import type { HttpDocument } from "../http/tree";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import { skipBlanks } from "../text/characters";
import type { Anchor } from "../text/range";
import type { Edit, EditAnchor } from "./edit";
import { lineEndAt } from "./style";

/** New comment lines, in the style of the file. */

/** Kinds of lines above which a comment can be written. */
const WRITABLE: ReadonlySet<LineKind> = new Set<LineKind>([
  "request-line",
  "status-line",
  "pseudo-field",
  "field",
  "directive",
  "command",
]);

/** A comment above a line; null if none can be written there: in a body, a command or a transcript. */
export function commentAbove(document: HttpDocument, line: Line, anchor: EditAnchor, words: string): Edit | null {
  const isWritable = anchor.writable !== false || line.kind === "command";
  return WRITABLE.has(line.kind) && isWritable ? commentBefore(document, line, anchor, words) : null;
}

/** A comment on a line above another one, with the same prefix. */
export function commentBefore(document: HttpDocument, line: Line, { section, offset }: Anchor, words: string): Edit {
  const { text } = document;
  const start = document.startOf({ section, offset });
  const first = skipBlanks(text, line.content, line.end);
  const prefix = text.slice(line.start, first).replace(BYTE_ORDER_MARK, "");
  // The prefix of a response in comments contains the comment mark already.
  const mark = /(#|\/\/)[ \t]*$/.test(prefix) ? "" : `${line.kind === "command" ? "#" : commentMark(document)} `;
  return {
    anchor: { section, offset },
    range: { start: first - start, end: first - start },
    newText: `${mark}${words}${lineEndAt(document, line.start)}${prefix}`,
  };
}

/** The mark of the document's first comment. */
export function commentMark(document: HttpDocument): string {
  const { text } = document;
  for (const { kind, content, end } of document.lines) {
    const first = skipBlanks(text, content, end);
    if ((kind === "comment" || kind === "directive") && isCommentAt(text, first)) {
      return text[first] === "/" ? "//" : "#";
    }
  }
  return "#";
}

/** The line at the top of a file above which a comment applies to all of it; in Markdown, at the top of the first fence that isn't just a transcript. */
export function topLine(document: HttpDocument): Line | null {
  const { text, blocks } = document;
  if (blocks.every(({ fence }) => fence === 0)) {
    const content = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    return { kind: "blank", start: 0, content, end: content, next: content };
  }
  for (const block of blocks) {
    const line = lineAt(document, document.startOf(block));
    if (line !== null && (line.kind === "command" || block.messages[0]?.writable !== false)) {
      return line;
    }
  }
  return null;
}

export function lineAt({ lines }: HttpDocument, offset: number): Line | null {
  return lines[lineIndexAt(lines, offset)] ?? null;
}
