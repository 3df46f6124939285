import type { Range } from "../text/range";
import type { ScriptToken } from "./script-reader";
import type { Argument } from "./shell-words";

/** Some tokens of a script: those from an index up to another. */
export interface Tokens extends Range {
  readonly of: readonly ScriptToken[];
}

/** A member of an object literal. `name` is null for what may be any member: a spread, a computed name, an accessor. */
export interface Member {
  readonly name: Argument | null;
  /** Null for a method, whose value isn't a literal. */
  readonly value: Tokens | null;
}

const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

export function isSign(token: ScriptToken | undefined, sign: string): boolean {
  return token?.kind === "sign" && token.text === sign;
}

function isOpening({ kind, text }: ScriptToken): boolean {
  return kind === "sign" && Object.hasOwn(CLOSERS, text);
}

function isClosing({ kind, text }: ScriptToken): boolean {
  return kind === "sign" && /^[)\]}]$/.test(text);
}

/** The expressions between commas, up to the bracket that closes them or the end of the text. One that is left out is empty. */
export function listFrom({ of, start, end }: Tokens): Tokens[] {
  const items: Tokens[] = [];
  let depth = 0;
  let from = start;
  let i = start;
  for (; i < end; i++) {
    const token = of[i] as ScriptToken;
    if (isOpening(token)) {
      depth++;
    } else if (isClosing(token)) {
      if (depth === 0) {
        break;
      }
      depth--;
    } else if (depth === 0 && isSign(token, ",")) {
      items.push({ of, start: from, end: i });
      from = i + 1;
    }
  }
  // There may be a comma after the last one.
  return from < i ? [...items, { of, start: from, end: i }] : items;
}

/** An expression without the type that TypeScript lets people write after it: `as const`, `satisfies RequestInit`. */
function withoutType({ of, start, end }: Tokens): Tokens {
  let depth = 0;
  for (let i = start; i < end; i++) {
    const token = of[i] as ScriptToken;
    depth += isOpening(token) ? 1 : isClosing(token) ? -1 : 0;
    if (depth === 0 && i > start && token.kind === "name" && /^(?:as|satisfies)$/.test(token.text)) {
      return { of, start, end: i };
    }
  }
  return { of, start, end };
}

/** The literal that an expression is; null if it is anything else. */
export function literalIn(expression: Tokens): Argument | null {
  const { of, start, end } = withoutType(expression);
  const token = of[start];
  if (end !== start + 1 || token === undefined) {
    return null;
  }
  return token.kind === "text" ? token.word.whole() : null;
}

/** The text of a number or a constant that stands for a string; null for another expression. */
export function convertedLiteralIn(text: string, expression: Tokens): Argument | null {
  const { of, start, end } = withoutType(expression);
  const token = of[start];
  const isConverted =
    end === start + 1 && token !== undefined && /^(?:\d{1,15}|true|false|null|undefined)$/.test(token.text);
  return isConverted ? sourceOf(text, expression, false) : null;
}

/** Whether an expression stands for nothing. */
export function isNothing({ of, start, end }: Tokens): boolean {
  const token = of[start];
  return end <= start || (end === start + 1 && token?.kind === "name" && /^(?:null|undefined)$/.test(token.text));
}

/** The tokens inside an expression's brackets; null if it isn't exactly one pair of them. The last one may be missing. */
export function insideOf(expression: Tokens, opening: "(" | "[" | "{"): Tokens | null {
  const { of, start, end } = withoutType(expression);
  if (end <= start || !isSign(of[start], opening)) {
    return null;
  }
  let depth = 0;
  for (let i = start; i < end; i++) {
    const token = of[i] as ScriptToken;
    depth += isOpening(token) ? 1 : isClosing(token) ? -1 : 0;
    if (depth === 0) {
      return i === end - 1 ? { of, start: start + 1, end: i } : null;
    }
  }
  return { of, start: start + 1, end };
}

/** The arguments of a call such as `new Headers(…)`, `JSON.stringify(…)`, if the expression is one of it; null otherwise. */
export function callOf(expression: Tokens, callee: string): readonly Tokens[] | null {
  const { of, start, end } = expression;
  let typed = "";
  let i = start;
  while (i < end && !isSign(of[i], "(") && typed.length <= callee.length) {
    const { kind, text } = of[i++] as ScriptToken;
    typed += kind === "name" && text === "new" ? "new " : text;
  }
  const inside = typed === callee ? insideOf({ of, start: i, end }, "(") : null;
  return inside === null ? null : listFrom(inside);
}

/** Whether an expression is a sum with a string in it, so that its value is a string. */
export function isStringSum({ of, start, end }: Tokens): boolean {
  let depth = 0;
  let hasText = false;
  let hasPlus = false;
  for (let i = start; i < end; i++) {
    const token = of[i] as ScriptToken;
    depth += isOpening(token) ? 1 : isClosing(token) ? -1 : 0;
    hasText ||= depth === 0 && token.kind === "text";
    hasPlus ||= depth === 0 && isSign(token, "+");
    if (depth === 0 && isSign(token, "?")) {
      return false;
    }
  }
  return hasText && hasPlus;
}

/** The members of an object literal, given what is between its braces. */
export function membersOf(text: string, inside: Tokens): Member[] {
  return listFrom(inside).flatMap((item): Member[] => {
    const { of, start, end } = item;
    const first = of[start];
    const second = of[start + 1];
    if (first === undefined || end <= start) {
      return [];
    }
    if (first.kind !== "sign" && first.kind !== "pattern") {
      const name = first.kind === "text" ? first.word.whole() : sourceOf(text, { of, start, end: start + 1 }, false);
      if (end > start + 1 && isSign(second, ":")) {
        return [{ name, value: { of, start: start + 2, end } }];
      }
      if (end === start + 1 && first.kind === "name") {
        return [{ name, value: item }];
      }
      if (isSign(second, "(") && !name.isOpen) {
        return [{ name, value: null }];
      }
    }
    return [{ name: null, value: item }];
  });
}

/** More of an expression than anyone reads. */
const MAX_SOURCE = 200;

/** An expression as typed, on one line. */
export function sourceOf(text: string, { of, start, end }: Tokens, isOpen: boolean): Argument {
  const first = of[start] ?? of.at(-1);
  const from = first === undefined ? 0 : markOf(first).start;
  const to = Math.max(from, end > start ? markOf(of[end - 1] as ScriptToken).end : from);
  return sourceIn(text, from, to, isOpen);
}

function sourceIn(text: string, start: number, end: number, isOpen: boolean): Argument {
  return {
    start,
    end,
    text: text.slice(start, Math.min(end, start + MAX_SOURCE)).replace(/[ \t]*[\r\n]+[ \t>]*/g, " "),
    isOpen,
    slice: (from, to) => sourceIn(text, start + from, start + to, isOpen),
  };
}

/** The place of a token with its quotation marks. */
function markOf({ kind, start, end }: ScriptToken): Range {
  return kind === "text" ? { start: start - 1, end: end + 1 } : { start, end };
}

/** How deep an object in a body may be for its JSON to be written. */
const MAX_DEPTH = 100;

/** The JSON that `JSON.stringify` makes of a literal; null if a part of it isn't one. */
export function jsonOf({ of, start, end }: Tokens): string | null {
  let json = "";
  let depth = 0;
  for (let i = start; i < end; i++) {
    const token = of[i] as ScriptToken;
    const next = of[i + 1];
    depth += isOpening(token) ? 1 : isClosing(token) ? -1 : 0;
    if (depth > MAX_DEPTH) {
      return null;
    }
    if (token.kind === "text") {
      if (token.word.isOpen) {
        return null;
      }
      json += JSON.stringify(token.text);
    } else if (token.kind === "name" && isSign(next, ":")) {
      json += JSON.stringify(token.text);
    } else if (!(isSign(token, ",") && next !== undefined && isClosing(next))) {
      json += token.text;
    }
  }
  return isJson(json) ? json : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
