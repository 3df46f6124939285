import { type Line, type LineKind, lineIndexAt } from "../http/line";
import type { Field, Message, Suppression } from "../http/tree";
import { skipBlanks } from "../text/characters";
import type { TextEdit } from "../text/edit";
import { EditsInOrder } from "../text/edits-in-order";
import type { Range } from "../text/range";
import { haveSameItems } from "../text/same-items";
import type { Placed, View } from "./excerpt";

/** The kinds of lines that edits write. */
const WRITTEN: ReadonlySet<LineKind> = new Set<LineKind>([
  "separator",
  "blank",
  "directive",
  "request-line",
  "request-continuation",
  "status-line",
  "pseudo-field",
  "field",
  "fence",
]);

const BODY: ReadonlySet<LineKind> = new Set<LineKind>(["body", "file"]);

/** The kinds of lines that decide which messages belong together. */
const DIVIDING: ReadonlySet<LineKind> = new Set<LineKind>(["separator", "request-line", "status-line", "fence"]);

/** A suppression comment that edits write. */
export interface WrittenComment {
  /** The message before the edits. */
  readonly message: Message | null;
  /** The offset before the edits of the line that the comment is above. */
  readonly nextLine: number | null;
}

/** Compares the trees of a text before and after edits. */
export class Comparison {
  readonly #before: View;
  readonly #after: View;
  readonly #edits: EditsInOrder;
  /** The lines that stay: their indices after the edits, by those before them. */
  readonly #lines = new Map<number, number>();
  #divides = false;

  /** @param edits relative to the text before. They don't overlap. */
  constructor(before: View, after: View, edits: readonly TextEdit[]) {
    this.#before = before;
    this.#after = after;
    this.#edits = new EditsInOrder(edits);
  }

  /** Whether the edits write or remove lines that decide which messages belong together. Known after `writtenComments`. */
  get divides(): boolean {
    return this.#divides;
  }

  /** The suppression comments that the edits write; null if what stays of the text means something else. */
  writtenComments(): WrittenComment[] | null {
    if (!this.#keepsLines()) {
      return null;
    }
    const messages = this.#keptMessages();
    return messages === null ? null : this.#comments(messages);
  }

  #moved(offset: number): number {
    return this.#edits.moved(offset);
  }

  /** Whether an edit removes a line, with its terminator or with the one before it. */
  #isRemoved({ start, end, next }: Line): boolean {
    return this.#edits
      .touching({ start, end })
      .some(
        ({ range }) =>
          start < range.end &&
          ((range.start <= start && next <= range.end) || (range.start < start && start < end && end <= range.end)),
      );
  }

  /** Whether an edit changes a range's own text. */
  #isEdited({ start, end }: Range): boolean {
    return this.#edits
      .touching({ start, end })
      .some(({ range, newText }) =>
        range.start === range.end
          ? start < range.start && (range.start < end || (range.start === end && !/^[\r\n]/.test(newText)))
          : range.start < end && start < range.end,
      );
  }

  #keepsLines(): boolean {
    const { text, lines } = this.#before;
    const left = new Set(this.#after.lines.keys());
    for (const [index, line] of lines.entries()) {
      if (this.#isRemoved(line)) {
        this.#divides ||= DIVIDING.has(line.kind);
        continue;
      }
      const first = skipBlanks(text, line.content, line.end);
      const now = lineIndexAt(this.#after.lines, this.#moved(first));
      const { kind } = this.#after.lines[now] ?? {};
      const gainsColon = line.kind === "bare-field" && kind === "field" && this.#isEdited(line);
      if (!left.delete(now) || (kind !== line.kind && !gainsColon)) {
        return false;
      }
      this.#lines.set(index, now);
    }
    const suppressions = new Set(this.#after.suppressions.map(({ start }) => lineIndexAt(this.#after.lines, start)));
    return [...left].every((index) => {
      const { kind, start, content, end } = this.#after.lines[index] as Line;
      this.#divides ||= DIVIDING.has(kind);
      // A comment that hides nothing was meant as a field, or as another part of a message in comments.
      return (
        WRITTEN.has(kind) ||
        suppressions.has(index) ||
        /^[\s>#/]*$/.test(this.#after.text.slice(content, end)) ||
        (BODY.has(kind) && this.#isInWritten("request", start)) ||
        (kind === "elision" && (this.#isInWritten("request", start) || this.#isInWritten("response", start))) ||
        (kind === "comment" && this.#isAboveWrittenRequest(index))
      );
    });
  }

  /** Whether a line after the edits is a comment of a request that they write. */
  #isAboveWrittenRequest(index: number): boolean {
    const { lines } = this.#after;
    let below = index;
    while (lines[below]?.kind === "comment" || lines[below]?.kind === "directive") {
      below++;
    }
    const line = lines[below];
    return line?.kind === "request-line" && this.#isWritten(line.content);
  }

  /** Whether an offset after the edits is in a message of a kind that they write. In another message, a line of a body was meant as a field. */
  #isInWritten(kind: Message["kind"], offset: number): boolean {
    return this.#after.messages.some(
      ({ part, start }) =>
        part.kind === kind && start <= offset && offset < start + part.length && this.#isWritten(start),
    );
  }

  /** The messages that stay, by what they are after the edits; null if one of them is another one then. */
  #keptMessages(): ReadonlyMap<Message, Message> | null {
    const kept = new Map<Message, Message>();
    const now = this.#after.messages.filter(({ part, start }) => part.kind === "fragment" || !this.#isWritten(start));
    if (now.length !== this.#before.messages.length) {
      return null;
    }
    for (const [i, { part, start }] of this.#before.messages.entries()) {
      const other = now[i];
      if (other === undefined || !this.#isKept({ part, start }, other)) {
        return null;
      }
      kept.set(other.part, part);
    }
    return kept;
  }

  /** Whether a message that starts at an offset after the edits is in lines that an edit adds. */
  #isWritten(from: number): boolean {
    const { text } = this.#after;
    const offset = skipBlanks(text, from, text.length);
    return this.#edits.isInserted(offset);
  }

  #isKept({ part: before, start }: Placed<Message>, { part: after, start: now }: Placed<Message>): boolean {
    if (before.kind !== after.kind || (after.elided && !before.elided) || before.writable !== after.writable) {
      return false;
    }
    const at = new Map(after.fields.map((field) => [now + field.name.start, field]));
    const keepsFields = before.fields.every((field) => {
      const other = at.get(this.#moved(start + field.name.start));
      const isEdited = this.#isEdited({ start: start + field.line.start, end: start + field.line.end });
      return (
        isEdited ||
        (other !== undefined && other.name.text === field.name.text && other.value.text === field.value.text)
      );
    });
    return (
      keepsFields &&
      this.#keepsDirectives({ part: before, start }, { part: after, start: now }) &&
      (after.kind === "fragment" || !hasMoreDuplicates(before.fields, after.fields))
    );
  }

  /** Whether a request has the directives that it had, of those whose lines stay. */
  #keepsDirectives(before: Placed<Message>, after: Placed<Message>): boolean {
    const stay = new Set(this.#lines.values());
    const had = directiveLines(this.#before, before).flatMap((line) => this.#lines.get(line) ?? []);
    const has = directiveLines(this.#after, after).filter((line) => stay.has(line));
    return haveSameItems(had, has);
  }

  #comments(messages: ReadonlyMap<Message, Message>): WrittenComment[] | null {
    const left = new Map(this.#after.suppressions.map((one) => [one.start, one]));
    for (const { part, start } of this.#before.suppressions) {
      const line = lineIndexAt(this.#before.lines, start);
      if (!this.#lines.has(line)) {
        continue;
      }
      const at = this.#moved(start);
      const now = left.get(at);
      left.delete(at);
      if (now === undefined || !this.#isSameScope({ part, start }, now, messages)) {
        return null;
      }
    }
    const byLine = new Map(Array.from(this.#lines, ([before, after]) => [after, before]));
    return [...left.values()].map(({ part, start }) => {
      const next = byLine.get(lineIndexAt(this.#after.lines, start + part.nextLine.start));
      return {
        message: part.message === null ? null : (messages.get(part.message) ?? null),
        nextLine: next === undefined ? null : (this.#before.lines[next]?.start ?? null),
      };
    });
  }

  /** Whether a comment still hides findings where it did before. */
  #isSameScope(
    { part: before, start }: Placed<Suppression>,
    { part: after, start: now }: Placed<Suppression>,
    messages: ReadonlyMap<Message, Message>,
  ): boolean {
    if (before.scope === "exchange") {
      return (after.message === null ? null : messages.get(after.message)) === before.message;
    }
    if (before.scope !== "next-line" || before.nextLine.start === before.nextLine.end) {
      return true;
    }
    const line = lineIndexAt(this.#before.lines, start + before.nextLine.start);
    const kept = this.#lines.get(line);
    return kept === undefined || this.#after.lines[kept]?.start === now + after.nextLine.start;
  }
}

/** The indices of the lines of a message's directives. */
function directiveLines({ lines }: View, { part, start }: Placed<Message>): readonly number[] {
  return part.kind === "request"
    ? part.directives.map(({ offset }) => lineIndexAt(lines, start - part.offset + offset))
    : [];
}

/** Whether a name is there twice that was there once at most. */
function hasMoreDuplicates(before: readonly Field[], after: readonly Field[]): boolean {
  const known = countsOf(before);
  return Array.from(countsOf(after)).some(([name, count]) => count > 1 && count > (known.get(name) ?? 0));
}

/** How often each name is there, by name in lower case. */
function countsOf(fields: readonly Field[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of fields) {
    const lower = name.text.toLowerCase();
    counts.set(lower, (counts.get(lower) ?? 0) + 1);
  }
  return counts;
}
