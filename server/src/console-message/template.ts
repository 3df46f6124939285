import type { ConsoleMessage } from "./message";
import type { PlainText } from "./plain-text";

/** What a template captures; `other` is dropped. */
type Hole =
  | "initiator"
  | "url"
  | "firstUrl"
  | "origin"
  | "redirectUrl"
  | "status"
  | "value"
  | "method"
  | "requestHeader"
  | "other";

export type Facts = Partial<ConsoleMessage>;

/**
 * A text that browsers print, and what it means. In a pattern, `{name}` is a hole, `[…]` may be missing, a space is any whitespace, and quotes are
 * straight. A row without an `id` is only the start of a message: one of `next` has to follow.
 */
export interface Row extends Facts {
  readonly pattern: string;
  /** What may follow. */
  readonly next?: readonly Row[];
}

/** A row whose pattern is compiled. */
export interface Template {
  readonly variants: readonly Variant[];
  readonly facts: Facts;
  readonly next: readonly Template[];
}

/** Literals and holes in turn, starting with a literal. */
interface Variant {
  readonly literals: readonly string[];
  readonly holes: readonly Hole[];
}

export interface Match {
  readonly facts: Facts;
  /** In the plain text. */
  readonly end: number;
}

/** Texts with more characters than this aren't values of a header that someone prints. */
const MAX_VALUE = 4_000;
const MAX_NAME = 60;

export function compiled(rows: readonly Row[]): Template[] {
  return rows.map(({ pattern, next = [], ...facts }) => ({
    variants: variantsOf(pattern),
    facts,
    next: compiled(next),
  }));
}

/**
 * A pattern for the beginnings of some templates in a text whose whitespace and quotes are as typed: their first two words, or what makes up for
 * the second one if it is a hole.
 */
export function beginningsOf(templates: readonly Template[]): string {
  const patterns = templates.flatMap(({ variants }) =>
    variants.map(({ literals: [first = "", second = ""] }) =>
      /\S \S/.test(first) || !first.endsWith(" ")
        ? asTyped(firstWords(first, 2))
        : `${asTyped(first)}\\S{1,${MAX_VALUE}}${asTyped(firstWords(second, 2))}`,
    ),
  );
  return [...new Set(patterns)].join("|");
}

function firstWords(text: string, count: number): string {
  return text
    .split(/(?<=\S)(?= )/)
    .slice(0, count)
    .join("");
}

function asTyped(plain: string): string {
  return plain
    .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    .replace(/'/g, "['‘’]")
    .replace(/"/g, '["“”]')
    .replace(/ /g, "\\s+(?:[#>*|/]{1,2}\\s+)?");
}

/** The first template that matches at an offset of a plain text; null if none does. */
export function matchAt(plain: PlainText, at: number, templates: readonly Template[]): Match | null {
  for (const { variants, facts, next } of templates) {
    for (const variant of variants) {
      const own = matchVariant(plain, at, variant);
      const rest = own === null || next.length === 0 ? null : matchAt(plain, own.end, next);
      if (own !== null && (rest !== null || next.length === 0 || facts.id !== undefined)) {
        return { facts: { ...facts, ...own.facts, ...rest?.facts }, end: rest?.end ?? own.end };
      }
    }
  }
  return null;
}

function matchVariant(plain: PlainText, from: number, { literals, holes }: Variant): Match | null {
  const { text } = plain;
  const [first = ""] = literals;
  if (!text.startsWith(first, from)) {
    return null;
  }
  let at = from + first.length;
  const captured: [Hole, string | number][] = [];
  for (const [i, hole] of holes.entries()) {
    const literal = literals[i + 1] ?? "";
    const end = holeEnd(plain, at, hole, literal);
    if (end === null) {
      return null;
    }
    const value = plain.original(at, end);
    if (hole !== "status") {
      captured.push([hole, value]);
    } else if (/^\d/.test(value)) {
      captured.push([hole, Number(value)]);
    }
    at = end + literal.length;
  }
  return { facts: Object.fromEntries(captured.filter(([hole]) => hole !== "other")), end: at };
}

/** Where a hole ends that the literal follows; null if it doesn't. */
function holeEnd(plain: PlainText, at: number, hole: Hole, literal: string): number | null {
  const { text } = plain;
  if (hole === "status") {
    const [digits] = /^(?:\d{1,3}|\(null\)|…|undefined)/.exec(text.slice(at, at + 9)) ?? [];
    return digits !== undefined && text.startsWith(literal, at + digits.length) ? at + digits.length : null;
  }
  const mayHaveSpaces = hole === "value" || hole === "initiator" || hole === "other";
  const reach = mayHaveSpaces
    ? Math.min(plain.paragraphEnd(at), at + (hole === "initiator" ? MAX_NAME : MAX_VALUE))
    : plain.wordEnd(at);
  if (literal === "") {
    return mayHaveSpaces ? Math.min(reach, plain.lineEnd(at)) : reach === at ? null : reach;
  }
  const stretch = text.slice(at, reach + literal.length);
  // A full stop or a quote in a URL isn't yet its end.
  const found = mayHaveSpaces || literal.includes(" ") ? stretch.indexOf(literal) : stretch.lastIndexOf(literal);
  return found < 0 || (found === 0 && hole !== "value") ? null : at + found;
}

/** Every way to read a pattern: with and without each of its optional parts, those with it first. */
function variantsOf(pattern: string): Variant[] {
  const [, before = "", inside, after = ""] = /^([^[]*)\[([^\]]*)\](.*)$/.exec(pattern) ?? [];
  if (inside !== undefined) {
    return [...variantsOf(before + inside + after), ...variantsOf(before + after)];
  }
  const parts = pattern.split(/\{(\w+)\}/);
  return [
    {
      literals: parts.filter((_, i) => i % 2 === 0),
      holes: parts.filter((_, i) => i % 2 === 1) as Hole[],
    },
  ];
}
