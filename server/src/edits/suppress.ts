import { type Line, lineIndexAt } from "../http/line";
import { SUPPRESSION_MARK } from "../http/suppression-comment";
import { CONTINUATIONS } from "../http/suppression-reader";
import type { HttpDocument, Message, Suppression, UnreadFence } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { Anchor, Place } from "../text/range";
import { commentAbove, commentBefore, lineAt, topLine } from "./comment";
import type { Edit, Fix } from "./edit";
import { type CommentAfter, commentsAfter } from "./reading-after";
import { lineEndAt } from "./style";

/** A finding's rule and place. */
export interface Suppressible {
  readonly rule: string;
  readonly place: Place;
}

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
  return line === null
    ? null
    : (named(there, rule) ?? commentAbove(document, line, place.anchor, `${SUPPRESSION_MARK}-next-line ${rule}`));
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
    return line === null ? null : commentAbove(document, line, message, `${SUPPRESSION_MARK}-exchange ${rule}`);
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
  return (
    named(there, rule) ??
    (line === null ? null : commentBefore(document, line, place.anchor, `${SUPPRESSION_MARK}-file ${rule}`))
  );
}

/** Adds the rule to an existing comment. */
function named(there: Suppression | undefined, rule: string): Edit | null {
  const last = there?.rules.at(-1);
  return there === undefined || last === undefined
    ? null
    : { anchor: there, range: { start: last.end, end: last.end }, newText: `, ${rule}` };
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
