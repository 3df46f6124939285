import type { ParsedDocument } from "../http/document";
import { firstFrom, type Line, lineIndexAt } from "../http/line";
import type { Reading } from "../http/reading";
import { SectionReader } from "../http/section-reader";
import type { Message, PlacedSection, Section, Suppression } from "../http/tree";
import type { Variables } from "../http/variables";
import { append } from "../text/append";
import { countLeading } from "../text/count-leading";
import type { TextEdit } from "../text/edit";
import { memo } from "../text/memo";
import type { Range } from "../text/range";
import { topOfRequest } from "./own-lines";

/** A part of the tree and its offset in a text. */
export interface Placed<T> {
  readonly part: T;
  readonly start: number;
}

/** The tree of a text, or of a part of one. */
export interface View {
  readonly text: string;
  /** Relative to the text. */
  readonly lines: readonly Line[];
  readonly messages: readonly Placed<Message>[];
  readonly suppressions: readonly Placed<Suppression>[];
}

/** A part of a document that can be read without the rest. */
export interface Excerpt {
  /** Its offset in the document. */
  readonly start: number;
  readonly before: View;
  /** The line below it, which ends its last section. */
  readonly tail: string;
  readonly reading: Reading;
  /** The edits in it, relative to its start. */
  readonly edits: readonly TextEdit[];
}

/** Reads a text that continues with `tail`. */
export function readView(text: string, tail: string, reading: Reading, variables: Variables, origin: number): View {
  return viewOf(text, readSections(text, tail, reading, variables, origin), 0);
}

/**
 * Reads the sections of a text that continues with `tail`.
 * @param origin offset of the text in the document.
 */
export function readSections(
  text: string,
  tail: string,
  reading: Reading,
  variables: Variables,
  origin: number,
): PlacedSection[] {
  const reader = new SectionReader(text + tail, reading, 0, origin);
  const sections: PlacedSection[] = [];
  while (reader.offset < text.length) {
    const start = reader.offset;
    const draft = reader.next();
    if (draft === null) {
      break;
    }
    sections.push({ section: draft.finish(variables).section, start });
  }
  return sections;
}

/** The part of a tree that is in a text which starts at `from`. */
function viewOf(text: string, sections: readonly PlacedSection[], from: number): View {
  const to = from + text.length;
  const lines: Line[] = [];
  const messages: Placed<Message>[] = [];
  const suppressions: Placed<Suppression>[] = [];
  for (const { section, start: at } of sections) {
    const by = at - from;
    const first = firstFrom(section.lines, -by);
    for (const { kind, start, content, end, next } of section.lines.slice(first, firstFrom(section.lines, to - at))) {
      lines.push({ kind, start: start + by, content: content + by, end: end + by, next: next + by });
    }
    append(messages, placedBetween(messagesIn(section), -by, to - at, by));
    append(suppressions, placedBetween(section.suppressions, -by, to - at, by));
  }
  return { text, lines, messages, suppressions };
}

function placedBetween<T extends { readonly offset: number }>(
  parts: readonly T[],
  from: number,
  to: number,
  by: number,
): Placed<T>[] {
  const first = countLeading(parts, ({ offset }) => offset < from);
  return parts
    .slice(
      first,
      countLeading(parts, ({ offset }) => offset < to),
    )
    .map((part) => ({ part, start: part.offset + by }));
}

const messagesIn = memo((section: Section): readonly Message[] => section.blocks.flatMap(({ messages }) => messages));

/** The excerpts of a document that edits touch: the sections or, of a long section, the messages around them. */
export function excerptsOf(document: ParsedDocument, reading: Reading, edits: readonly TextEdit[]): Excerpt[] {
  const inOrder = edits
    .map((edit) => ({ ...extentOf(document, reading, edit.range), edits: [edit] }))
    .sort((a, b) => a.start - b.start);
  const joined: typeof inOrder = [];
  for (const one of inOrder) {
    const last = joined.at(-1);
    if (last === undefined || last.end <= one.start) {
      joined.push(one);
    } else {
      append(last.edits, one.edits);
      if (last.end < one.end) {
        last.end = one.end;
        last.tail = one.tail;
      }
      last.reading = reading;
    }
  }
  return joined.map(({ start, end, tail, reading: own, edits: touching }) => ({
    start,
    before: viewOf(document.text.slice(start, end), sectionsBetween(document.sections, start, end), start),
    tail,
    reading: own,
    edits: touching.map(({ range, newText }) => ({
      range: { start: range.start - start, end: range.end - start },
      newText,
    })),
  }));
}

/** The length of the excerpt that an edit of a range touches. */
export function lengthOfExcerpt(document: ParsedDocument, reading: Reading, range: Range): number {
  const { start, end } = extentOf(document, reading, range);
  return end - start;
}

interface Extent {
  start: number;
  end: number;
  tail: string;
  reading: Reading;
}

function sectionsBetween(sections: readonly PlacedSection[], from: number, to: number): readonly PlacedSection[] {
  const first = Math.max(0, countLeading(sections, ({ start }) => start <= from) - 1);
  const end = countLeading(sections, ({ start }) => start < to);
  return sections.slice(first, Math.max(end, first + 1));
}

/** A section that is longer is read in part. Its length in UTF-16 code units. */
const LONG = 4_096;

function extentOf(document: ParsedDocument, reading: Reading, range: Range): Extent {
  // A line at the start of a section ends the one above, and a new line there may not: then it is more of that body.
  const touched = sectionsBetween(document.sections, Math.max(0, range.start - 1), range.end + 1);
  const [first] = touched;
  const last = touched.at(-1);
  if (first === undefined || last === undefined) {
    return { start: 0, end: 0, tail: "", reading };
  }
  const end = last.start + last.section.length;
  const whole = { start: first.start, end, tail: last.section.text.slice(last.section.length), reading };
  return first === last && last.section.length > LONG ? (around(document, reading, first, range) ?? whole) : whole;
}

/** From the message above the edited one to the one below it; null if that part of the section means something else when it is read alone. */
function around(
  document: ParsedDocument,
  reading: Reading,
  { section, start }: PlacedSection,
  range: Range,
): Extent | null {
  const messages = messagesIn(section);
  const first = messages[countLeading(messages, ({ offset }) => offset <= range.start - start) - 2];
  const next = messages[countLeading(messages, ({ offset }) => offset <= range.end - start) + 1];
  const lineOf = ({ offset }: Message) => lineIndexAt(section.lines, offset);
  const from = first === undefined ? 0 : (section.lines[lineOf(first)]?.start ?? 0);
  const to =
    next === undefined
      ? section.length
      : (section.lines[topOfRequest(section.lines, lineOf(next))]?.start ?? section.length);
  const known = extentsIn(document);
  const key = `${start + from} ${start + to}`;
  let extent = known.get(key);
  if (extent === undefined) {
    extent = readableExtent(document, reading, { section, start }, { start: from, end: to });
    known.set(key, extent);
  }
  // A copy, because extents are joined.
  return extent === null ? null : { ...extent };
}

/** The known extents in a document, by their offsets: many edits may be in one. */
const extentsIn = memo((_: ParsedDocument) => new Map<string, Extent | null>());

/** A part of a section; null if it means something else when it is read alone. */
function readableExtent(
  document: ParsedDocument,
  reading: Reading,
  { section, start }: PlacedSection,
  { start: from, end: to }: Range,
): Extent | null {
  const extent = {
    start: start + from,
    end: start + to,
    tail: to === section.length ? section.text.slice(section.length) : "",
    // A part of a fence is read like the fence's content.
    reading: { ...reading, carrier: from === 0 ? reading.carrier : ("http" as const) },
  };
  const text = section.text.slice(from, to);
  const alone = readView(text, extent.tail, extent.reading, document.variables, extent.start);
  return isSameView(viewOf(text, [{ section, start: 0 }], from), alone) ? extent : null;
}

function isSameView(a: View, b: View): boolean {
  const isSameStart = (one: Placed<object>, other: Placed<object> | undefined) => one.start === other?.start;
  return (
    a.lines.length === b.lines.length &&
    a.lines.every(({ kind }, i) => kind === b.lines[i]?.kind) &&
    a.messages.length === b.messages.length &&
    a.messages.every((one, i) => isSameStart(one, b.messages[i]) && one.part.kind === b.messages[i]?.part.kind) &&
    a.suppressions.length === b.suppressions.length &&
    a.suppressions.every(
      (one, i) =>
        isSameStart(one, b.suppressions[i]) &&
        startOfMessage(one) === startOfMessage(b.suppressions[i] as Placed<Suppression>),
    )
  );
}

/** Where the message of a comment starts, relative to the view. */
function startOfMessage({ part: { message, offset }, start }: Placed<Suppression>): number | null {
  return message === null ? null : start - offset + message.offset;
}
