import type { Line } from "../http/line";
import {
  type Block,
  blockOf,
  fieldsNamed,
  type HttpDocument,
  linesBetween,
  type Message,
  type Request,
  type Response,
  startOfLine,
} from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { Edit, Fix } from "./edit";
import { marksOf } from "./fence-marks";
import { CONTENT_LINES, SELF_CONTAINED_LINES, topOfRequest } from "./own-lines";
import { lineEndAt } from "./style";

/** Another layout of the same messages: in one block or fence, or in separate ones. Only blank lines and separators change. */
export interface Relayout {
  readonly id: "joinMessages" | "separateMessages";
  readonly fix: Fix;
}

/** The layouts that an exchange and its preflight don't have yet. */
export function relayouts({ document }: JudgedDocument, exchange: JudgedExchange): Relayout[] {
  const preflight = exchange.servedBy;
  const isApart = preflight !== null && blockOf(preflight.request) !== blockOf(exchange.request);
  const unit = blockOf(exchange.request).fence > 0 ? "fence" : "block";
  const relayout = (id: Relayout["id"], title: string, own: Edit[] | null, also: Edit[] | null): Relayout[] =>
    own === null
      ? []
      : [
          {
            id,
            fix: {
              title: also === null ? title : `${title}, also for the preflight`,
              grade: "safe",
              edits: [...(also ?? []), ...own],
            },
          },
        ];
  return [
    ...relayout(
      "joinMessages",
      `Put request and response in one ${unit}`,
      joining(document, exchange),
      preflight === null ? null : joining(document, preflight),
    ),
    ...relayout(
      "separateMessages",
      `Put request and response in separate ${unit}s`,
      separating(document, exchange),
      isApart ? separating(document, preflight) : null,
    ),
  ];
}

/** Removes the divider between a response and its request; null if it is more than a bare separator or a pair of equal fences. */
function joining(document: HttpDocument, { request, response }: JudgedExchange): Edit[] | null {
  if (
    response === null ||
    blockOf(response) === blockOf(request) ||
    !isRelocatable(request) ||
    !isRelocatable(response)
  ) {
    return null;
  }
  const lines = linesBetween(document, startOfLine(document, request), startOfLine(document, response));
  const last = lastContent(lines);
  const divider = lines.slice(last + 1).filter((line) => !isBlankLine(document, line));
  return canShareBlock(request, response, lines.slice(0, last + 1)) && isBareDivider(document, request, divider)
    ? [gapEdit(document, request, lines[last], startOfLine(document, response), [""])]
    : null;
}

/**
 * Whether a response directly below a request would still be parsed as a response.
 * @param lines the lines of the request.
 */
function canShareBlock(request: Request, response: Response, lines: readonly Line[]): boolean {
  return (
    lines.every(({ kind }) => SELF_CONTAINED_LINES.has(kind)) &&
    request.prefix === response.prefix &&
    // A status line without a version isn't recognized everywhere, and one after an open multipart body isn't recognized at all.
    response.version !== null &&
    !fieldsNamed(request, "Content-Type").some(({ value }) => /multipart/i.test(value.text))
  );
}

/** Whether the divider between two messages is a separator without a title, or the end of a fence and the beginning of an equal one. */
function isBareDivider(document: HttpDocument, request: Request, divider: readonly Line[]): boolean {
  const [first, second, ...more] = divider;
  if (first?.kind === "separator" && second === undefined) {
    return /^#+$/.test(typed(document, first));
  }
  const opening = openingFence(document, blockOf(request));
  return (
    first?.kind === "fence" &&
    second?.kind === "fence" &&
    more.length === 0 &&
    opening !== null &&
    marksOf(opening) !== null &&
    opening === document.text.slice(second.start, second.end).trimEnd()
  );
}

/** Puts each message of an exchange's block in its own block; null if there is anything else between them, or if they would pair differently. */
function separating(document: HttpDocument, { request, response }: JudgedExchange): Edit[] | null {
  const block = blockOf(request);
  if (response === null || blockOf(response) !== block || !isAlternating(block.messages)) {
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

/** Puts lines between two messages of a block, above the second one's comments; null if that isn't possible. */
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
        canShareBlock(before, message, lines.slice(0, last + 1));
  const below = all[top]?.start ?? startOfLine(document, message);
  return isBelowBlank && mayDivide ? gapEdit(document, message, lines[last], below, between) : null;
}

/** Whether every response directly follows a request, so that the messages pair the same in separate blocks. */
function isAlternating(messages: readonly Message[]): boolean {
  return messages.every((message, i) => {
    const isInPlace =
      message.kind === "request" || (message.kind === "response" && messages[i - 1]?.kind === "request");
    return isInPlace && isRelocatable(message);
  });
}

/** Whether a message is written as plain lines, not in comments. */
function isRelocatable(message: Message): message is Request | Response {
  return message.kind !== "fragment" && message.writable && /^[\s>]*$/.test(message.prefix);
}

/** The index of the last line that is part of a message. The first line always is. */
function lastContent(lines: readonly Line[]): number {
  return lines.findLastIndex(({ kind }) => CONTENT_LINES.has(kind));
}

/** Replaces the lines between a line and the one that starts at `end`. */
function gapEdit(
  document: HttpDocument,
  anchor: Message,
  above: Line | undefined,
  end: number,
  newLines: string[],
): Edit {
  const start = document.startOf(anchor);
  const eol = lineEndAt(document, start);
  return {
    anchor,
    range: { start: (above?.next ?? end) - start, end: end - start },
    newText: newLines.map((line) => (line === "" ? anchor.prefix.trimEnd() : anchor.prefix + line) + eol).join(""),
  };
}

/** The opening line of the fence around a block; null if it isn't in a fence. */
function openingFence(document: HttpDocument, { section, fence }: Block): string | null {
  const first = section.blocks.find((block) => block.fence === fence);
  if (first === undefined || fence === 0) {
    return null;
  }
  const start = document.startOf(first);
  const [line = ""] = /[^\r\n]*$/.exec(document.text.slice(Math.max(0, start - MAX_OPENING), start).trimEnd()) ?? [];
  return line;
}

/** Limits the search; real opening lines are shorter. */
const MAX_OPENING = 400;

function isBlankLine(document: HttpDocument, line: Line): boolean {
  return line.kind === "blank" || (line.kind === "prose" && /^[\s>]*$/.test(typed(document, line)));
}

function typed({ text }: HttpDocument, { content, end }: Line): string {
  return text.slice(content, end).trim();
}
