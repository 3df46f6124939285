import { type Line, type LineKind, lineIndexAt } from "../http/line";
import { fieldsNamed, type HttpDocument, type Message, type Request, type Response } from "../http/tree";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";
import type { Edit, Fix } from "./edit";
import { type FenceMarks, marksOf } from "./fence-marks";
import { topOfRequest } from "./own-lines";
import { lineEndOf } from "./style";

/** Another way to write the same messages: in one block or fence, or in one for each. Nothing but blank lines and separators comes or goes. */
export interface Relayout {
  readonly id: "joinMessages" | "separateMessages";
  readonly fix: Fix;
}

/** The ways of writing an exchange, and the preflight that it relies on, in which it is not written yet. */
export function relayouts({ document }: JudgedDocument, exchange: JudgedExchange): Relayout[] {
  const joined = joining(document, exchange);
  const separated = separating(document, exchange);
  const preflight = exchange.servedBy;
  const isFenced = (document.blocks[exchange.request.block]?.fence ?? 0) > 0;
  const unit = isFenced ? "fence" : "block";
  const relayout = (id: Relayout["id"], title: string, own: Edit[], also: Edit[] | null): Relayout => ({
    id,
    fix: {
      title: also === null ? title : `${title}, the preflight too`,
      grade: "safe",
      edits: [...(also ?? []), ...own],
    },
  });
  return [
    ...(joined === null
      ? []
      : [
          relayout(
            "joinMessages",
            `Put request and response into one ${unit}`,
            joined,
            preflight === null ? null : joining(document, preflight),
          ),
        ]),
    ...(separated === null
      ? []
      : [
          relayout(
            "separateMessages",
            `Put request and response into ${unit}s of their own`,
            separated,
            preflight === null || preflight.request.block === exchange.request.block
              ? null
              : separating(document, preflight),
          ),
        ]),
  ];
}

/** Lines of a message that mean the same wherever the message stands. */
const CONTENT: ReadonlySet<LineKind> = new Set<LineKind>([
  "request-line",
  "request-continuation",
  "status-line",
  "field",
  "obs-fold",
  "elision",
  "body",
]);

/** Lines that may stand within a message and stay where they are. */
const WITHIN: ReadonlySet<LineKind> = new Set<LineKind>([...CONTENT, "blank", "comment", "directive"]);

/** Takes away what divides a response from the request above it; null where it is more than a bare separator, or a pair of alike fences. */
function joining(document: HttpDocument, { request, response }: JudgedExchange): Edit[] | null {
  if (response === null || response.block === request.block || !isMovable(request) || !isMovable(response)) {
    return null;
  }
  const { lines } = document;
  const from = lineIndexAt(lines, request.start);
  const to = lineIndexAt(lines, response.start);
  const last = lastContent(lines, to);
  const divider = lines.slice(last + 1, to).filter((line) => !isBlankLine(document, line));
  return mayStandTogether(document, request, response, last) && isBareDivider(document, from, divider)
    ? [gapEdit(document, request, last, to, [""])]
    : null;
}

/**
 * Whether a response may stand directly below a request and is read as one there.
 * @param last the index of the last line above the response that is part of a message.
 */
function mayStandTogether({ lines }: HttpDocument, request: Request, response: Response, last: number): boolean {
  const from = lineIndexAt(lines, request.start);
  return (
    last >= from &&
    lines.slice(from, last + 1).every(({ kind }) => WITHIN.has(kind)) &&
    request.prefix === response.prefix &&
    // What begins without a version is no status line everywhere, and one below an open part of a body is none.
    response.version !== null &&
    !fieldsNamed(request, "Content-Type").some(({ value }) => /multipart/i.test(value.text))
  );
}

/** Whether what stands between two messages is one separator without a title, or the end of a fence and the beginning of one like it. */
function isBareDivider(document: HttpDocument, requestLine: number, divider: readonly Line[]): boolean {
  const [first, second, ...more] = divider;
  if (first?.kind === "separator" && second === undefined) {
    return /^#+$/.test(typed(document, first));
  }
  const opening = openingFence(document, requestLine);
  return (
    first?.kind === "fence" &&
    second?.kind === "fence" &&
    more.length === 0 &&
    opening !== null &&
    marksOf(opening) !== null &&
    opening === lineText(document, second)
  );
}

/** Puts each message of an exchange's block into one of its own; null where something else stands among them, or they would pair otherwise. */
function separating(document: HttpDocument, { request, response }: JudgedExchange): Edit[] | null {
  const block = document.blocks[request.block];
  if (block === undefined || response?.block !== request.block || !isAlternating(block.messages)) {
    return null;
  }
  const fence = block.fence === 0 ? null : marksAbove(document, lineIndexAt(document.lines, request.start));
  if (block.fence !== 0 && fence === null) {
    return null;
  }
  const between = fence === null ? ["", "###", ""] : [fence.close, "", fence.open];
  const edits = block.messages.flatMap((message, i) => {
    const before = block.messages[i - 1];
    return before === undefined ? [] : [dividing(document, before, message, between)];
  });
  return edits.includes(null) ? null : edits.flatMap((edit) => edit ?? []);
}

/** Lines between two messages of a block, above what belongs to the second one; null where they cannot be put there. */
function dividing(document: HttpDocument, before: Message, message: Message, between: string[]): Edit | null {
  const { lines } = document;
  const at = lineIndexAt(lines, message.start);
  const top = message.kind === "request" ? topOfRequest(lines, at) : at;
  const last = lastContent(lines, top);
  const isBelowBlank = lines.slice(last + 1, top).every(({ kind }) => kind === "blank");
  const mayDivide =
    message.kind === "request"
      ? last + 1 < top
      : before.kind === "request" && message.kind === "response" && mayStandTogether(document, before, message, last);
  return isBelowBlank && mayDivide ? gapEdit(document, message, last, top, between) : null;
}

/** Whether a response stands below each request or nothing does, so that the messages pair the same in blocks of their own. */
function isAlternating(messages: readonly Message[]): boolean {
  return messages.every((message, i) => {
    const isInPlace =
      message.kind === "request" || (message.kind === "response" && messages[i - 1]?.kind === "request");
    return isInPlace && isMovable(message);
  });
}

/** Whether a message is written as lines of its own, and not in comments. */
function isMovable(message: Message): message is Request | Response {
  return message.kind !== "fragment" && message.writable && /^[\s>]*$/.test(message.prefix);
}

/** The index of the last line above another one that is part of a message. */
function lastContent(lines: readonly Line[], before: number): number {
  let last = before - 1;
  while (last >= 0 && !CONTENT.has(lines[last]?.kind ?? "blank")) {
    last--;
  }
  return last;
}

/** Lines in place of those between two. */
function gapEdit(document: HttpDocument, anchor: Message, above: number, below: number, newLines: string[]): Edit {
  const start = document.lines[above]?.next ?? 0;
  const end = document.lines[below]?.start ?? start;
  const eol = lineEndOf(document, anchor);
  return {
    anchor,
    range: { start: start - anchor.start, end: end - anchor.start },
    newText: newLines.map((line) => (line === "" ? anchor.prefix.trimEnd() : anchor.prefix + line) + eol).join(""),
  };
}

/** The opening line of the fence that a line is in; null where it is in none. */
function openingFence(document: HttpDocument, line: number): string | null {
  for (let i = line; i >= 0; i--) {
    const above = document.lines[i];
    if (above?.kind === "fence") {
      return lineText(document, above);
    }
  }
  return null;
}

function marksAbove(document: HttpDocument, line: number): FenceMarks | null {
  const opening = openingFence(document, line);
  return opening === null ? null : marksOf(opening);
}

function isBlankLine(document: HttpDocument, line: Line): boolean {
  return line.kind === "blank" || (line.kind === "prose" && /^[\s>]*$/.test(typed(document, line)));
}

function lineText({ text }: HttpDocument, { start, end }: Line): string {
  return text.slice(start, end).trimEnd();
}

function typed({ text }: HttpDocument, { content, end }: Line): string {
  return text.slice(content, end).trim();
}
