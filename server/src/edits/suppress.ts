import { isCommentAt } from "../http/comment-line";
import { type Line, type LineKind, lineIndexAt } from "../http/line";
import { SUPPRESSION_MARK, type SuppressionScope } from "../http/suppression-comment";
import { CONTINUATIONS } from "../http/suppression-reader";
import type { HttpDocument, Message, Suppression, UnreadFence } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import { skipBlanks } from "../text/characters";
import type { Anchor, Place } from "../text/range";
import type { Edit, EditAnchor, Fix } from "./edit";
import { type CommentAfter, commentsAfter } from "./reading-after";
import { lineEndAt } from "./style";

/** A finding's rule and place. */
export interface Suppressible {
  readonly rule: string;
  readonly place: Place;
}

/** Kinds of lines above which a comment can be written. */
const WRITABLE: ReadonlySet<LineKind> = new Set<LineKind>([
  "request-line",
  "status-line",
  "pseudo-field",
  "field",
  "directive",
  "command",
]);

/**
 * Comments that hide a rule's findings: for the line, for the exchange, for the file. Empty where no comment can be written: in a body, a command
 * or a transcript.
 * @param subject names the rule in the titles.
 */
export function suppressions(judged: JudgedDocument, finding: Suppressible, subject: string = finding.rule): Fix[] {
  const { document } = judged;
  const { rule, place } = finding;
  const fence = document.unreadFences.find((one) => one === place.anchor);
  if (fence !== undefined) {
    return forFence(document, rule, fence, subject);
  }
  const fixes: Fix[] = [];
  /** Offers the first edit whose comment hides what it says, and with which the rest of the text reads as before. */
  const offer = (where: string, edits: readonly (Edit | null)[], hides: (comment: CommentAfter) => boolean) => {
    const edit = edits.find((one) => one !== null && commentsAfter(document, [one])?.every(hides) === true);
    if (edit !== undefined && edit !== null) {
      fixes.push({ title: `Disable ${subject} for ${where}`, grade: "suggestion", edits: [edit] });
    }
  };
  // Findings about a comment that hides findings can only be hidden for the whole file.
  if (!document.suppressions.some((suppression) => suppression === place.anchor)) {
    const line = logicalLineAt(document, place);
    offer("this line", [forLine(document, finding, line)], ({ nextLine }) => nextLine === line?.start);
    const messages = messagesAround(judged, place.anchor);
    offer(
      messages.length > 1 ? "this exchange" : "this message",
      forMessages(document, rule, messages),
      ({ message }) => message !== null && messages.includes(message),
    );
  }
  offer("the entire file", [forFile(document, finding)], () => true);
  return fixes;
}

/** Markdown comments above a fence; none if the line has more than the fence. */
function forFence(document: HttpDocument, rule: string, fence: UnreadFence, subject: string): Fix[] {
  const offset = document.startOf(fence);
  const line = lineAt(document, offset);
  const prefix = document.text.slice(line?.start, offset);
  return line === null || !/^[\s>]*$/.test(prefix)
    ? []
    : (["next-line", "file"] as const).map((scope) => ({
        title: `Disable ${subject} for ${scope === "file" ? "the entire file" : "this line"}`,
        grade: "suggestion",
        edits: [
          {
            anchor: fence,
            range: { start: 0, end: 0 },
            newText: `<!-- ${SUPPRESSION_MARK}-${scope} ${rule} -->${lineEndAt(document, line.start)}${prefix}`,
          },
        ],
      }));
}

function forLine(document: HttpDocument, { rule, place }: Suppressible, line: Line | null): Edit | null {
  const there = document.suppressions.find(
    (one) => one.scope === "next-line" && document.startOf(one) + one.nextLine.start === line?.start,
  );
  return line === null ? null : (named(there, rule) ?? above(document, line, place.anchor, "next-line", rule));
}

/**
 * A comment above one of the messages. Where another message's head or body ends there, the comment would belong to that one: then it is written
 * below a start line.
 */
function forMessages(document: HttpDocument, rule: string, messages: readonly Message[]): (Edit | null)[] {
  const there = document.suppressions.find(
    ({ scope, message }) => scope === "exchange" && message !== null && messages.includes(message),
  );
  const aboveLine = (message: Message, offset: number) => {
    const line = lineAt(document, document.startOf(message) + offset);
    return line === null ? null : above(document, line, message, "exchange", rule);
  };
  return [
    named(there, rule),
    ...messages.map((message) => aboveLine(message, 0)),
    ...messages.map((message) => {
      const [first] = message.fields;
      return first === undefined ? null : aboveLine(message, first.name.start);
    }),
  ];
}

/** The messages of the exchange that a message or directive belongs to. */
function messagesAround(judged: JudgedDocument, anchor: Anchor | Message): Message[] {
  const exchange =
    "kind" in anchor
      ? judged.exchangeOf(anchor)
      : judged.exchanges.find(({ request }) =>
          request.directives.some(({ section, offset }) => section === anchor.section && offset === anchor.offset),
        );
  if (exchange === null || exchange === undefined) {
    return "kind" in anchor ? [anchor] : [];
  }
  return exchange.response === null ? [exchange.request] : [exchange.request, exchange.response];
}

/** A comment at the top of a file; in Markdown, at the top of the first fence that isn't just a transcript. */
function forFile(document: HttpDocument, { rule, place }: Suppressible): Edit | null {
  const there = document.suppressions.find(({ scope }) => scope === "file");
  const line = topLine(document);
  return named(there, rule) ?? (line === null ? null : insertion(document, line, place.anchor, "file", rule));
}

function topLine(document: HttpDocument): Line | null {
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

/** Adds the rule to an existing comment. */
function named(there: Suppression | undefined, rule: string): Edit | null {
  const last = there?.rules.at(-1);
  return there === undefined || last === undefined
    ? null
    : { anchor: there, range: { start: last.end, end: last.end }, newText: `, ${rule}` };
}

/** A comment above a line; null if none can be written there. */
function above(
  document: HttpDocument,
  line: Line,
  anchor: EditAnchor,
  scope: SuppressionScope,
  rule: string,
): Edit | null {
  const isWritable = anchor.writable !== false || line.kind === "command";
  return WRITABLE.has(line.kind) && isWritable ? insertion(document, line, anchor, scope, rule) : null;
}

/** A comment on a line above another one, with the same prefix. */
function insertion(
  document: HttpDocument,
  line: Line,
  { section, offset }: Anchor,
  scope: SuppressionScope,
  rule: string,
): Edit {
  const { text } = document;
  const start = document.startOf({ section, offset });
  const first = skipBlanks(text, line.content, line.end);
  const prefix = text.slice(line.start, first).replace(BYTE_ORDER_MARK, "");
  // The prefix of a response in comments contains the comment mark already.
  const mark = /(#|\/\/)[ \t]*$/.test(prefix) ? "" : `${line.kind === "command" ? "#" : commentMark(document)} `;
  return {
    anchor: { section, offset },
    range: { start: first - start, end: first - start },
    newText: `${mark}${SUPPRESSION_MARK}-${scope} ${rule}${lineEndAt(document, line.start)}${prefix}`,
  };
}

/** The mark of the document's first comment. */
function commentMark(document: HttpDocument): string {
  const { text } = document;
  for (const { kind, content, end } of document.lines) {
    const first = skipBlanks(text, content, end);
    if ((kind === "comment" || kind === "directive") && isCommentAt(text, first)) {
      return text[first] === "/" ? "//" : "#";
    }
  }
  return "#";
}

/** The line that a place starts on, or the line that this one continues. */
function logicalLineAt(document: HttpDocument, place: Place): Line | null {
  const { lines } = document;
  let at = lineIndexAt(lines, document.rangeOf(place).start);
  while (CONTINUATIONS.has(lines[at]?.kind ?? "blank")) {
    at--;
  }
  return lines[at] ?? null;
}

function lineAt({ lines }: HttpDocument, offset: number): Line | null {
  return lines[lineIndexAt(lines, offset)] ?? null;
}
