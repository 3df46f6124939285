import { headerOf } from "../headers/headers";
import { isBlank, skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { endOfReference, isTchar } from "./characters";
import { endWithoutNote } from "./note";

export interface FieldForm {
  readonly name: Range;
  readonly colon: number;
  readonly value: Range;
}

/**
 * The end of a field name that starts at `start`: a token that may contain `{{references}}` and start with a colon; `start` if there is no
 * name.
 */
function endOfName(text: string, start: number, to: number): number {
  const nameStart = text[start] === ":" ? start + 1 : start;
  let i = nameStart;
  while (i < to) {
    if (isTchar(text.charCodeAt(i))) {
      i++;
      continue;
    }
    const reference = endOfReference(text, i, to);
    if (reference < 0) {
      break;
    }
    i = reference;
  }
  return i === nameStart ? start : i;
}

/**
 * The colon of a field line whose name starts at `first`, or -1. Whitespace before it is reported as a finding and doesn't end the name.
 * `name://` is a URL.
 */
export function fieldColon(text: string, first: number, to: number): number {
  const end = endOfName(text, first, to);
  const colon = end === first ? to : skipBlanks(text, end, to);
  return colon < to && text[colon] === ":" && !(colon + 2 < to && text[colon + 1] === "/" && text[colon + 2] === "/")
    ? colon
    : -1;
}

/** The greatest length of a name that isn't a token. */
const MAX_INVALID_NAME = 60;

/**
 * The colon of a line in a request's head whose name has invalid characters, as in `X-Page(2): a`, or -1. Placeholders, as in `X-<name>: a`,
 * and words of prose don't count as names.
 */
export function invalidFieldColon(text: string, first: number, to: number): number {
  const colon = text.slice(first, Math.min(to, first + MAX_INVALID_NAME + 1)).indexOf(":");
  const name = text.slice(first, first + colon);
  const after = first + colon + 1;
  return colon > 0 &&
    /^[A-Za-z][!-~]*$/.test(name) &&
    !/[<>{}[\]$]/.test(name) &&
    (after >= to || isBlank(text.charCodeAt(after)))
    ? first + colon
    : -1;
}

/** The colon of a line in a response's head whose name has NUL in it, or -1. */
export function nulFieldColon(text: string, first: number, to: number): number {
  const colon = text.slice(first, Math.min(to, first + MAX_INVALID_NAME + 1)).indexOf(":");
  const name = text.slice(first, first + colon);
  return colon > 0 && name.includes("\0") && isTokenBesidesNul(name) ? first + colon : -1;
}

function isTokenBesidesNul(name: string): boolean {
  const end = trimEndBlanks(name, 0, name.length);
  return [...name.slice(0, end)].every((character) => character === "\0" || isTchar(character.charCodeAt(0)));
}

const ACCESS_CONTROL = "access-control-";

/** Whether no value of a header has a comment mark or an arrow in it, so that one begins a note of the author. */
function hasPlainValue(name: string): boolean {
  const header = headerOf(name);
  return header?.cors !== undefined || /^(host|location|content-(type|length))$/i.test(name);
}

/** The name and the value of a line such as `Access-Control-Allow-Origin "*"`; null for every other line. */
export function bareField(text: string, first: number, to: number): Pick<FieldForm, "name" | "value"> | null {
  if (text.slice(first, first + ACCESS_CONTROL.length).toLowerCase() !== ACCESS_CONTROL) {
    return null;
  }
  const end = endOfName(text, first, to);
  const value = { start: skipBlanks(text, end, to), end: trimEndBlanks(text, end, to) };
  return end < value.start && value.start < value.end && text[value.start] !== ":"
    ? { name: { start: first, end }, value }
    : null;
}

/** A field line: `Name: value`. Whitespace is allowed before the name and the colon. */
export function fieldLine(text: string, from: number, to: number): FieldForm | null {
  const start = skipBlanks(text, from, to);
  const valid = fieldColon(text, start, to);
  const colon = valid < 0 ? Math.max(invalidFieldColon(text, start, to), nulFieldColon(text, start, to)) : valid;
  if (colon < 0) {
    return null;
  }
  const name = { start, end: trimEndBlanks(text, start, colon) };
  const last = trimEndBlanks(text, colon + 1, to);
  const first = skipBlanks(text, colon + 1, last);
  // A note follows a value: `Location: //` has none.
  const plain = endWithoutNote(text, first, last);
  const end = plain < last && hasPlainValue(text.slice(name.start, name.end)) ? plain : last;
  return { name, colon, value: { start: Math.min(first, end), end } };
}

/** The control data of HTTP/2 and HTTP/3 (RFC 9113 section 8.3), which browser tools list among the fields. */
const PSEUDO_NAMES = ["method", "scheme", "authority", "path", "protocol", "status"] as const;
export type PseudoName = (typeof PSEUDO_NAMES)[number];

export interface PseudoForm {
  readonly name: PseudoName;
  readonly value: Range;
}

/** `:method: GET`. */
export function pseudoLine(text: string, from: number, to: number): PseudoForm | null {
  const start = skipBlanks(text, from, to);
  if (text[start] !== ":") {
    return null;
  }
  const form = fieldLine(text, start, to);
  const name = form === null ? "" : text.slice(start + 1, Math.min(form.name.end, start + 12)).toLowerCase();
  const known = PSEUDO_NAMES.find((candidate) => candidate === name);
  return form === null || known === undefined ? null : { name: known, value: form.value };
}
