import type { Analysis } from "../analysis";
import type { LineKind } from "../http/line";
import { type HttpDocument, type Message, messagesOf } from "../http/tree";
import type { Finding, Rule } from "../rules/framework/rule";
import { ruleOf } from "../rules/registry";
import { touches } from "../text/range";
import type { LineRange } from "./edited-lines";

/**
 * Whether what someone is going to type may make a finding false: one on the edited lines, one that says what a message lacks, or one that compares
 * it with others. Only a field above the edited line is finished, for rules that judge what it says.
 */
export function mayBeUnfinished(analysis: Analysis, { rule, place }: Finding, edited: LineRange): boolean {
  const { document, lines } = analysis;
  const { start, end } = document.rangeOf(place);
  const isAbove = lines.positionAt(end).line < edited.first;
  const isInHead = HEAD_LINES.has(document.lines[edited.last]?.kind ?? "blank");
  if (!isAbove || !isInHead || !isAboutOneText(ruleOf(rule))) {
    return true;
  }
  const message = messageAt(document, lines.offsetAt({ line: edited.last, character: 0 }));
  return message === null || place.anchor !== message || !isInField(message, start - document.startOf(message));
}

/** The lines on which someone continues a head. */
const HEAD_LINES: ReadonlySet<LineKind> = new Set<LineKind>(["field", "blank"]);

/** Whether a rule judges what is written, and not what the exchange around it lacks. */
function isAboutOneText({ exchange, preflight, actual, notCors, unused, unreadFence }: Rule): boolean {
  return [exchange, preflight, actual, notCors, unused, unreadFence].every((check) => check === undefined);
}

function isInField({ fields, bareFields }: Message, at: number): boolean {
  return (
    fields.some(({ line }) => touches(line, at)) ||
    bareFields.some(({ name, value }) => touches({ start: name.start, end: value.end }, at))
  );
}

function messageAt(document: HttpDocument, offset: number): Message | null {
  return (
    messagesOf(document).findLast((message) => {
      const start = document.startOf(message);
      return start <= offset && offset <= start + message.length;
    }) ?? null
  );
}
