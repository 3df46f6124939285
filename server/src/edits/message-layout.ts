import type { Line } from "../http/line";
import {
  type Block,
  fieldsNamed,
  type HttpDocument,
  linesBetween,
  type Message,
  type Request,
  type Response,
  startOfLine,
} from "../http/tree";
import type { JudgedDocument } from "../verdict/judged-document";
import type { JudgedExchange } from "../verdict/judged-exchange";
import type { Edit, Fix } from "./edit";
import { marksOf } from "./fence-marks";
import { CONTENT_LINES, SELF_CONTAINED_LINES, topOfRequest } from "./own-lines";
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

/** Takes away what divides a response from the request above it; null where it is more than a bare separator, or a pair of alike fences. */
function joining(document: HttpDocument, { request, response }: JudgedExchange): Edit[] | null {
  if (response === null || response.block === request.block || !isMovable(request) || !isMovable(response)) {
    return null;
  }
  const lines = linesBetween(document, startOfLine(document, request), startOfLine(document, response));
  const last = lastContent(lines);
  const divider = lines.slice(last + 1).filter((line) => !isBlankLine(document, line));
  return mayStandTogether(request, response, lines.slice(0, last + 1)) && isBareDivider(document, request, divider)
    ? [gapEdit(document, request, lines[last], startOfLine(document, response), [""])]
    : null;
}

/**
 * Whether a response may stand directly below a request and is read as one there.
 * @param lines those of the request.
 */
function mayStandTogether(request: Request, response: Response, lines: readonly Line[]): boolean {
  return (
    lines.every(({ kind }) => SELF_CONTAINED_LINES.has(kind)) &&
    request.prefix === response.prefix &&
    // What begins without a version is no status line everywhere, and one below an open part of a body is none.
    response.version !== null &&
    !fieldsNamed(request, "Content-Type").some(({ value }) => /multipart/i.test(value.text))
  );
}

/** Whether what stands between two messages is one separator without a title, or the end of a fence and the beginning of one like it. */
function isBareDivider(document: HttpDocument, request: Request, divider: readonly Line[]): boolean {
  const [first, second, ...more] = divider;
  if (first?.kind === "separator" && second === undefined) {
    return /^#+$/.test(typed(document, first));
  }
  const opening = openingFence(document, document.blocks[request.block]);
  return (
    first?.kind === "fence" &&
    second?.kind === "fence" &&
    more.length === 0 &&
    opening !== null &&
    marksOf(opening) !== null &&
    opening === document.text.slice(second.start, second.end).trimEnd()
  );
}

/** Puts each message of an exchange's block into one of its own; null where something else stands among them, or they would pair otherwise. */
function separating(document: HttpDocument, { request, response }: JudgedExchange): Edit[] | null {
  const block = document.blocks[request.block];
  if (block === undefined || response?.block !== request.block || !isAlternating(block.messages)) {
    return null;
  }
  const opening = openingFence(document, block);
  const fence = opening === null ? null : marksOf(opening);
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
  const all = linesBetween(document, startOfLine(document, before), startOfLine(document, message));
  const top = message.kind === "request" ? topOfRequest(all, all.length) : all.length;
  const lines = all.slice(0, top);
  const last = lastContent(lines);
  const isBelowBlank = lines.slice(last + 1).every(({ kind }) => kind === "blank");
  const mayDivide =
    message.kind === "request"
      ? last + 1 < top
      : before.kind === "request" &&
        message.kind === "response" &&
        mayStandTogether(before, message, lines.slice(0, last + 1));
  const below = all[top]?.start ?? startOfLine(document, message);
  return isBelowBlank && mayDivide ? gapEdit(document, message, lines[last], below, between) : null;
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

/** The index of the last of some lines that is part of a message: the first of them is one. */
function lastContent(lines: readonly Line[]): number {
  return lines.findLastIndex(({ kind }) => CONTENT_LINES.has(kind));
}

/** Lines in place of those between a line and the one that starts at an offset. */
function gapEdit(
  document: HttpDocument,
  anchor: Message,
  above: Line | undefined,
  end: number,
  newLines: string[],
): Edit {
  const eol = lineEndOf(document, anchor);
  return {
    anchor,
    range: { start: (above?.next ?? end) - anchor.start, end: end - anchor.start },
    newText: newLines.map((line) => (line === "" ? anchor.prefix.trimEnd() : anchor.prefix + line) + eol).join(""),
  };
}

/** The opening line of the fence that a block is in; null where it is in none. */
function openingFence({ blocks, text }: HttpDocument, block: Block | undefined): string | null {
  let first = block;
  while (first !== undefined && blocks[first.index - 1]?.fence === first.fence) {
    first = blocks[first.index - 1];
  }
  if (first === undefined || first.fence === 0) {
    return null;
  }
  const [line = ""] = /[^\r\n]*$/.exec(text.slice(Math.max(0, first.start - MAX_OPENING), first.start).trimEnd()) ?? [];
  return line;
}

/** Longer opening lines of fences are nobody's. */
const MAX_OPENING = 400;

function isBlankLine(document: HttpDocument, line: Line): boolean {
  return line.kind === "blank" || (line.kind === "prose" && /^[\s>]*$/.test(typed(document, line)));
}

function typed({ text }: HttpDocument, { content, end }: Line): string {
  return text.slice(content, end).trim();
}
