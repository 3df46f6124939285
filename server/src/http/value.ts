import { isBlank } from "../text/characters";
import type { Range } from "../text/range";
import { Unknown, type Value } from "../text/unknown";
import { referencesIn } from "./references";
import type { OpenReason, Variables } from "./variables";

/**
 * The value of a typed text: the bytes that it stands for, with variables replaced. It is unknown if the text has a `{{variable}}` whose value
 * can't be known, a `${template}`, a `<placeholder>`, an ellipsis, or a character that isn't a single byte (above U+00FF), except in the host of a
 * URL, which browsers serialise in Punycode.
 * @param at offset in the document of the text.
 * @param isReadByShell whether a remaining `$NAME` is literal.
 */
export function resolveValue(typed: string, variables: Variables, at: number, isReadByShell = false): Value {
  const text = typed.includes("{{") ? replaceReferences(typed, lookup(variables, at)) : typed;
  return toValue(typed, text, isReadByShell);
}

/** The meanings of the references in a text, by name. */
export type ResolvedReferences = ReadonlyMap<string, string | OpenText>;

const NO_REFERENCES: ResolvedReferences = new Map();

/** @param at offset in the document of the text. */
export function resolvedReferences(text: string, variables: Variables, at: number): ResolvedReferences {
  if (!text.includes("{{")) {
    return NO_REFERENCES;
  }
  const resolve = lookup(variables, at);
  return new Map(Array.from(referencesIn(text), ({ name }) => [name, resolve(name)]));
}

/** Like `resolveValue`, if the meanings of the references are already known. */
export function resolveWith(typed: string, references: ResolvedReferences): Value {
  const text = typed.includes("{{") ? replaceReferences(typed, (name) => references.get(name) ?? NOT_FIXED) : typed;
  return toValue(typed, text, false);
}

function toValue(typed: string, text: string | OpenText, isReadByShell: boolean): Value {
  if (typeof text !== "string") {
    return new Unknown(typed, text.isFixed);
  }
  return isOpen(text, isReadByShell) ? new Unknown(typed) : text;
}

/** A text with an open reference in it. It is fixed if it stands for the same value everywhere. */
export interface OpenText {
  readonly isFixed: boolean;
}

const NOT_FIXED: OpenText = { isFixed: false };

/** Variables that refer to each other may never end, or end in a useless value. */
const MAX_REPLACEMENTS = 256;
const MAX_VALUE_LENGTH = 65_536;

interface Budget {
  left: number;
}

type Lookup = (name: string) => string | OpenText;

function lookup(variables: Variables, at: number, budget: Budget = { left: MAX_REPLACEMENTS }): Lookup {
  return (name) => resolvedReference(name, variables, at, budget);
}

function replaceReferences(text: string, resolve: Lookup): string | OpenText {
  let result = "";
  let from = 0;
  let isFixed: boolean | null = null;
  for (const { start, end, name } of referencesIn(text)) {
    const value = resolve(name);
    if (typeof value !== "string") {
      isFixed = value.isFixed;
    } else if (result.length + value.length > MAX_VALUE_LENGTH) {
      isFixed = false;
    } else {
      result += text.slice(from, start) + value;
    }
    if (isFixed === false) {
      break;
    }
    from = end;
  }
  return isFixed === null ? result + text.slice(from) : { isFixed };
}

/** The meaning of a reference at an offset of the document. */
export function resolvedReference(
  name: string,
  variables: Variables,
  at: number,
  budget: Budget = { left: MAX_REPLACEMENTS },
): string | OpenText {
  if (budget.left-- <= 0) {
    return NOT_FIXED;
  }
  const meaning = variables.meaning(name, at);
  if (meaning.kind === "open") {
    return { isFixed: meaning.reason.kind !== "redefined" && !isComputedEachTime(name) };
  }
  return meaning.value.includes("{{")
    ? replaceReferences(
        meaning.value,
        lookup(variables, meaning.kind === "text" ? meaning.definition.start : at, budget),
      )
    : meaning.value;
}

/** A reference that can't be replaced, and why. */
export interface OpenReference {
  readonly name: string;
  readonly reason: OpenReason;
}

/** The first reference in a text, or in the values of its references, that leaves it open; null if none does. */
export function openReference(
  text: string,
  variables: Variables,
  at: number,
  budget: Budget = { left: MAX_REPLACEMENTS },
): OpenReference | null {
  for (const { name } of referencesIn(text)) {
    if (budget.left-- <= 0) {
      return { name, reason: { kind: "run-time" } };
    }
    const meaning = variables.meaning(name, at);
    if (meaning.kind === "open") {
      return { name, reason: meaning.reason };
    }
    const from = meaning.kind === "text" ? meaning.definition.start : at;
    const inner = openReference(meaning.value, variables, from, budget);
    if (inner !== null) {
      return inner;
    }
  }
  return null;
}

/** Whether an expression may have another value at each use: `$guid`, `Math.random()`. */
function isComputedEachTime(name: string): boolean {
  return name.includes("(") || (name.startsWith("$") && !/^\$(dotenv|shared|processEnv|env)\b/.test(name));
}

/** An origin, a URL or a host with characters beyond ASCII in the host. */
const INTERNATIONAL_HOST =
  /^(?:(?:https?|wss?):\/\/)?[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+(?::\d+)?(?:[/?#][!-~]*)?$/iu;

function isOpen(text: string, isReadByShell: boolean): boolean {
  for (let i = 0; i < text.length; i++) {
    const isItself = isReadByShell && text[i] === "$" && text[i + 1] !== "{";
    if (
      (text.charCodeAt(i) > 0xff && !INTERNATIONAL_HOST.test(text)) ||
      (!isItself && openMarkEnd(text, i, text.length) !== null)
    ) {
      return true;
    }
  }
  return false;
}

/**
 * Marks that aren't references but stand for something else: `<placeholder>`, `{placeholder}`, `${template}`, `$NAME` of a shell or server at
 * the start of a value or a host, `// [!code focus]`, an ellipsis. `\{\{x\}\}` stands for `{{x}}` in httpYac and is literal elsewhere. The text
 * must not contain references, which may hold anything.
 */
export function* openMarksIn(text: string, from = 0, to = text.length): Generator<Range> {
  for (let i = from; i < to; i++) {
    const end = openMarkEnd(text, i, to);
    if (end !== null) {
      yield { start: i, end };
      i = end - 1;
    }
  }
}

/** Elsewhere it may be literal, as in `?$filter=name`. */
function shellVariableEnd(text: string, at: number, to: number): number | null {
  const isFirst = at === 0 || isBlank(text.charCodeAt(at - 1)) || text.startsWith("://", at - 3);
  const [name] = /^\$[A-Za-z_]\w*/.exec(text.slice(at, to)) ?? [];
  return isFirst && name !== undefined ? at + name.length : null;
}

function openMarkEnd(text: string, at: number, to: number): number | null {
  switch (text[at]) {
    case "<":
      return placeholderEnd(text, at, to, ">");
    case "{":
      return placeholderEnd(text, at, to, "}");
    case ".":
      return at + 3 <= to && text.startsWith("...", at) ? at + 3 : null;
    case "\\":
      return at + 4 <= to && text.startsWith("\\{\\{", at) ? at + 4 : null;
    case "[":
      return text.startsWith(NOTATION, at) && at + NOTATION.length <= to ? at + NOTATION.length : null;
    case "$":
      return at + 2 <= to && text[at + 1] === "{" ? at + 2 : shellVariableEnd(text, at, to);
    default:
      return null;
  }
}

/** `// [!code focus]`, which documentation generators remove from a line. */
const NOTATION = "[!code";

const MAX_PLACEHOLDER = 60;

/** `<some words>`, `{origin}`: a name between marks. `</a>`, `<https://…>` and JSON aren't placeholders. */
function placeholderEnd(text: string, at: number, to: number, close: string): number | null {
  const inner = text.slice(at + 1, Math.min(to, at + 2 + MAX_PLACEHOLDER));
  const end = inner.indexOf(close);
  return end > 0 && /^[A-Za-z_][\w .|-]*$/.test(inner.slice(0, end)) ? at + 1 + end + 1 : null;
}
