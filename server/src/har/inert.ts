import { HIDDEN } from "../http/secret-texts";
import { openMarksIn } from "../http/value";
import type { Range } from "../text/range";

/** A part of a text, and what is written in its place: itself if `text` is null. */
export interface Replacement extends Range {
  readonly text: string | null;
}

/** How the parts of a value are written that would mean something else in a document. */
export interface Spelling {
  /** What stands for a secret. */
  readonly hidden: string;
  /** Whether the value must stay known: then nothing in it may look like a placeholder or a note, and each character is a byte. */
  readonly staysKnown: boolean;
  /** Writes a character in another way. */
  readonly other: (character: string) => string;
}

/** In a URL: percent-encoded, so that it means the same. */
export const IN_URL: Spelling = { hidden: "***", staysKnown: true, other: percentEncoded };

/** In a value that decides: by another character of the same kind, that is, one that a name may have, or one that it may not have. */
export const IN_KNOWN_VALUE: Spelling = { hidden: "***", staysKnown: true, other: ofSameKind };

/** In a value that doesn't decide. */
export const IN_VALUE: Spelling = { hidden: HIDDEN, staysKnown: false, other: ofSameKind };

function percentEncoded(character: string): string {
  // A surrogate without its other half has no encoding.
  const encoded = encodeURIComponent(character.replace(/^[\ud800-\udfff]$/, "\ufffd"));
  return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}

function ofSameKind(character: string): string {
  return /^[\w!#$%&'*+.^`|~-]$/.test(character) ? percentEncoded(character) : /^[<{[]$/.test(character) ? "(" : "?";
}

/** Line breaks, control characters except the tab, and characters that are invisible or reorder a text. */
const UNPRINTABLE = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const REFERENCE = /\{(?=\{)/g;
/** After a space or a tab, these may begin a note of an author. */
const NOTE_OR_NOT_A_BYTE = /(?<=[ \t])[#/<]|[^\0-\xff]/gu;

/** A body of this type would hold the response. */
const TYPE_OF_MESSAGES = /(?<=^\s*(?:message|application))\/(?=http\b)/gi;

/** The parts of a value that a document can't hold as they are. Some may overlap. */
function readOtherwise(value: string, { staysKnown, other }: Spelling): Replacement[] {
  const spelled = (pattern: RegExp, spell: (text: string) => string) =>
    Array.from(value.matchAll(pattern), ({ 0: text, index }) => ({
      start: index,
      end: index + text.length,
      text: spell(text),
    }));
  return [
    ...spelled(UNPRINTABLE, (text) => (staysKnown && !/[\r\n]/.test(text) ? other(text) : " ")),
    ...spelled(REFERENCE, other),
    ...(staysKnown
      ? [...spelled(NOTE_OR_NOT_A_BYTE, other), ...spelled(TYPE_OF_MESSAGES, other), ...marksIn(value, other)]
      : []),
  ];
}

/** The first character of each placeholder, also of one within another. */
function marksIn(value: string, other: Spelling["other"]): Replacement[] {
  const found: Replacement[] = [];
  for (let at = 0; ; ) {
    const [mark] = openMarksIn(value, at);
    if (mark === undefined) {
      return found;
    }
    at = mark.start + 1;
    found.push({ start: mark.start, end: at, text: other(value.charAt(mark.start)) });
  }
}

/**
 * A value as it can be written into a line of a document: with the same meaning for CORS, without secrets, and without anything that the document
 * would read as something else.
 * @param secrets in order, not overlapping.
 * @returns the parts that the value is made of, in order.
 */
export function inertValue(value: string, secrets: readonly Range[], spelling: Spelling): Replacement[] {
  const replaced = [
    ...secrets.map(({ start, end }) => ({ start, end, text: spelling.hidden })),
    ...readOtherwise(value, spelling),
  ];
  const parts: Replacement[] = [];
  let from = 0;
  // Of those that overlap, the first one counts: secrets come first.
  for (const part of replaced.toSorted((a, b) => a.start - b.start)) {
    if (part.start >= from) {
      addPlain(parts, from, part.start);
      parts.push(part);
      from = part.end;
    }
  }
  addPlain(parts, from, value.length);
  return parts;
}

function addPlain(parts: Replacement[], start: number, end: number): void {
  if (start < end) {
    parts.push({ start, end, text: null });
  }
}
