import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import type { Range } from "../text/range";
import type { Line, LineKind } from "./line";
import type { SuppressionForm } from "./suppression-comment";
import type { Message, Part, Section, Suppression } from "./tree";

/** A suppression comment, and the index of its line in the section. */
export interface SuppressionDraft {
  readonly form: SuppressionForm;
  readonly index: number;
}

/** Lines that belong to the line above them. A comment that hides findings there hides theirs too. */
export const CONTINUATIONS: ReadonlySet<LineKind> = new Set<LineKind>([
  "request-continuation",
  "command-continuation",
  "obs-fold",
]);

/**
 * @param drafts in the order of the text.
 * @param messages of the section, which has one block at most.
 */
export function suppressionsOf(
  section: Section,
  text: string,
  drafts: readonly SuppressionDraft[],
  messages: readonly Message[],
): readonly Suppression[] {
  const suppressions: Suppression[] = [];
  /** How many messages start above the comment. */
  let above = messages.length;
  let below: SuppressionDraft | null = null;
  let nextLine: Range = { start: 0, end: 0 };
  for (const draft of drafts.toReversed()) {
    const { start } = draft.form.comment;
    while (above > 0 && (messages[above - 1]?.offset ?? 0) > start) {
      above--;
    }
    // Consecutive suppression comments all apply to the line below the last one.
    nextLine = below?.index === draft.index + 1 ? nextLine : lineAt(section.lines, draft.index + 1);
    below = draft;
    suppressions.push(suppressionOf(section, text, draft, nextLine, messageAt(messages, above, start)));
  }
  return suppressions.reverse();
}

function suppressionOf(
  section: Section,
  text: string,
  { form, index }: SuppressionDraft,
  nextLine: Range,
  message: Message | null,
): Suppression {
  const { comment, keyword, scope, rules, reason } = form;
  const { start } = comment;
  const line = section.lines[index] as Line;
  const relative = (range: Range): Range => ({ start: range.start - start, end: range.end - start });
  const part = (range: Range): Part => ({ ...relative(range), text: text.slice(range.start, range.end) });
  return {
    section,
    offset: start,
    scope,
    keyword: part(keyword),
    rules: rules.map(part),
    reason: reason === null ? null : text.slice(reason.start, reason.end),
    comment: relative(comment),
    line: relative({
      start: text[line.start] === BYTE_ORDER_MARK ? line.content : line.start,
      end: line.next,
    }),
    nextLine: relative(nextLine),
    message,
  };
}

/** A line and the lines that continue it. */
function lineAt(lines: readonly Line[], index: number): Range {
  const first = lines[index];
  if (first === undefined) {
    const end = lines[index - 1]?.next ?? 0;
    return { start: end, end };
  }
  let last = first;
  for (let i = index + 1; CONTINUATIONS.has(lines[i]?.kind ?? "blank"); i++) {
    last = lines[i] ?? last;
  }
  return { start: first.start, end: last.next };
}

/** @param above how many messages start above the offset. */
function messageAt(messages: readonly Message[], above: number, offset: number): Message | null {
  const last = messages[above - 1];
  return last !== undefined && offset < last.offset + last.headEnd ? last : (messages[above] ?? last ?? null);
}
