import { soundsSecret } from "../headers/secret-names";
import { memo } from "../text/memo";
import type { Range } from "../text/range";
import { possibleFormsOf } from "./possible-forms";
import { formsOf, isLong, patternOf, writtenIn } from "./private-forms";
import { everyReferenceIn, type Reference, referencesIn } from "./references";
import { merged, secretsIn, secretsInLine, tokensIn, withoutRanges } from "./secret-texts";
import { namesUsedBy } from "./secrets";
import { resolvedReference } from "./value";
import type { Variables } from "./variables";

/** The text that stands for a private one. */
interface Mask {
  readonly reference: string;
  /** Whether the reference stands for exactly this text. */
  readonly isExact: boolean;
}

/**
 * What must not be shown of a document. Texts to show go through `shown`, texts to write into a document through `written`, and texts for the
 * clipboard through `copied`.
 *
 * - The private values: those from private environment files, and of variables from an environment whose name suggests a secret. They are
 *   recognised by their text: as they are, as items of a list, as encoders and URL parsers write them, next to the letters that the document has
 *   beside the reference, and cut off by an ellipsis. A value that the document itself says isn't private.
 * - The document's own secrets: those that the form of a text reveals, and the values of secret headers. They are hidden where they are shown,
 *   and never where they are written or copied, because the user has written them there.
 */
export class Privacy {
  readonly #masks: ReadonlyMap<string, Mask>;
  readonly #all: Replacement;
  readonly #exact: Replacement;
  readonly #cutValues: readonly CutValue[];
  readonly #tokens: ReadonlySet<string>;

  /**
   * @param text with the references.
   * @param tokens of the values of secret headers, in lower case.
   */
  constructor(text: string, variables: Variables, tokens: ReadonlySet<string>) {
    const masks = variables.hasEnvironment ? masksOf(text, variables) : NO_MASKS;
    this.#masks = masks;
    this.#all = replacementOf(masks);
    this.#cutValues = cutValuesOf(masks);
    this.#exact = replacementOf(new Map([...masks].filter(([, { isExact }]) => isExact)));
    this.#tokens = tokens;
  }

  /** Whether the same texts are private, with the same references. */
  isSameAs(other: Privacy): boolean {
    return (
      this.#masks.size === other.#masks.size &&
      [...this.#masks].every(([text, { reference }]) => other.#masks.get(text)?.reference === reference) &&
      this.#tokens.size === other.#tokens.size &&
      [...this.#tokens].every((token) => other.#tokens.has(token))
    );
  }

  /**
   * A model to show, with references instead of private values, and ellipses instead of secrets, in all of its texts.
   * @param model a text, or an array or a plain object of models. A text with another purpose, such as the kind of an object, doesn't belong in it.
   */
  shown<T>(model: T): T {
    return mapped(model, (text) => this.#shownText(text)) as T;
  }

  #shownText(text: string): string {
    const shown = this.#masks.size === 0 ? text : shownText(withoutCutValues(text, this.#cutValues), this.#all);
    const secrets = secretsIn(shown);
    return withoutRanges(shown, this.#tokens.size === 0 ? secrets : merged([...secrets, ...this.#tokensIn(shown)]));
  }

  /** What must not be shown of a line of the document. */
  secretsInLine(line: string): Range[] {
    return merged([...secretsInLine(line), ...this.#tokensIn(line)]);
  }

  #tokensIn(text: string): Range[] {
    return this.#tokens.size === 0 ? [] : tokensIn(text, this.#tokens);
  }

  /** A text to write into a document: whole private values become references, so that it keeps its meaning. Null if a private text is left. */
  written(text: string): string | null {
    const written = this.#exact(text);
    return this.#all(written) === written ? written : null;
  }

  /** A text to copy: private values, and what is made of them, become references. */
  copied(text: string): string {
    return this.#all(text);
  }
}

/** @param isHidden whether a private text at an offset is replaced; each one is if it is left out. */
type Replacement = (text: string, isHidden?: (form: string, start: number, end: number) => boolean) => string;

function mapped(model: unknown, replace: (text: string) => string): unknown {
  if (typeof model === "string") {
    return replace(model);
  }
  if (Array.isArray(model)) {
    return model.map((item) => mapped(item, replace));
  }
  return isPlainObject(model)
    ? Object.fromEntries(Object.entries(model).map(([key, value]) => [key, mapped(value, replace)]))
    : model;
}

function isPlainObject(model: unknown): model is object {
  return typeof model === "object" && model !== null && Object.getPrototypeOf(model) === Object.prototype;
}

const NO_MASKS: ReadonlyMap<string, Mask> = new Map();

/** By private text. */
function masksOf(text: string, variables: Variables): ReadonlyMap<string, Mask> {
  const references = Array.from(everyReferenceIn(text));
  const masks = new Map<string, Mask>();
  const add = (value: string, reference: string) => {
    for (const form of formsOf(value)) {
      if (!masks.has(form) && !isSaid(form, text)) {
        masks.set(form, { reference, isExact: form === value });
      }
    }
  };
  const privateNames = new Set<string>();
  const names = namesUsedBy(
    references.map(({ name, start }) => [name, start]),
    variables,
  );
  for (const name of names) {
    for (const { value, isSecret } of variables.environmentDefinitionsOf(name)) {
      if (value !== null && (isSecret || soundsSecret(name))) {
        privateNames.add(name);
        add(value, `{{${name}}}`);
      }
    }
    if (privateNames.has(name)) {
      // A value with references in it has parts of its own.
      const resolved = resolvedReference(name, variables, text.length);
      if (typeof resolved === "string") {
        add(resolved, `{{${name}}}`);
      }
    }
  }
  if (privateNames.size > 0) {
    for (const [typed, at] of wordsWith(references, text)) {
      const used = [...namesUsedBy(typedReferences(typed, at), variables)];
      const value = used.some((name) => privateNames.has(name)) ? resolvedWord(typed, at, variables) : null;
      if (value !== null) {
        add(value, typed);
      }
    }
  }
  return masks;
}

/**
 * The words of the text that have a reference and something beside it, as in `{{tenant}}1` or `{{a}}{{b}}`, each with its first offset. A short
 * value would be a part of a longer word there.
 */
function wordsWith(references: readonly Reference[], text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  let i = 0;
  while (i < references.length) {
    const first = references[i] as Reference;
    const start =
      first.start -
      (/[\p{L}\p{N}_-]*$/u.exec(text.slice(Math.max(0, first.start - MAX_BESIDE), first.start))?.[0].length ?? 0);
    let end = first.end;
    for (;;) {
      end += /^[\p{L}\p{N}_-]*/u.exec(text.slice(end, end + MAX_BESIDE))?.[0].length ?? 0;
      i++;
      const next = references[i];
      if (next?.start !== end) {
        break;
      }
      end = next.end;
    }
    const typed = text.slice(start, end);
    if (end - start > first.end - first.start && !words.has(typed)) {
      words.set(typed, start);
    }
  }
  return words;
}

/** The most characters of a word on either side of a reference. A label of a host has at most 63. */
const MAX_BESIDE = 63;

function typedReferences(typed: string, at: number): (readonly [name: string, at: number])[] {
  return Array.from(referencesIn(typed), ({ name, start }) => [name, at + start] as const);
}

function resolvedWord(typed: string, at: number, variables: Variables): string | null {
  let word = "";
  let from = 0;
  for (const { start, end, name } of referencesIn(typed)) {
    const value = resolvedReference(name, variables, at + start);
    if (typeof value !== "string") {
      return null;
    }
    word += typed.slice(from, start) + value;
    from = end;
  }
  return word + typed.slice(from);
}

/** Whether a text says a private value itself; a short one, as a word. */
function isSaid(form: string, text: string): boolean {
  return text.includes(form) && (isLong(form) || new RegExp(patternOf(form), "u").test(text));
}

function replacementOf(masks: ReadonlyMap<string, Mask>): Replacement {
  if (masks.size === 0) {
    return (text) => text;
  }
  const possibleIn = possibleFormsOf([...masks.keys()].sort((a, b) => b.length - a.length));
  return (text, isHidden = () => true) => {
    const forms = possibleIn(text);
    if (forms.length === 0) {
      return text;
    }
    const { pattern, formOf } = matcherOf(forms);
    return text.replace(pattern, (found, ...[at]: [number]) => {
      const form = formOf(found);
      return isHidden(form, at, at + found.length) ? (masks.get(form)?.reference ?? found) : found;
    });
  };
}

/** Finds texts, however they are written. The longest comes first. */
const matcherOf = memo((longestFirst: readonly string[]) => ({
  pattern: new RegExp(longestFirst.map(patternOf).join("|"), "gu"),
  formOf: (found: string) =>
    longestFirst.find((form) => form === found) ??
    longestFirst.find((form) => new RegExp(`^(?:${writtenIn(form)})$`, "u").test(found)) ??
    "",
}));

/** Code spans, and the targets of our links to standards and rules, in Markdown. */
const MARKDOWN = /(`+)[\s\S]*?\1(?!`)|\]\(https:\/\/(?:fetch\.spec\.whatwg\.org|github\.com\/cors-lens)\/[^)\s]*\)/g;

/**
 * Replaces private texts. In Markdown, values are in code spans, so a short one is looked for only there, where it isn't one of the words of the
 * sentence; and the targets of our links stay. A value that itself looks like Markdown is more than one of its parts.
 */
function shownText(text: string, replace: Replacement): string {
  const parts = [...text.matchAll(MARKDOWN)];
  let i = 0;
  return replace(text, (form, start, end) => {
    const endOf = ({ 0: part, index }: RegExpExecArray) => index + part.length;
    while (i < parts.length && endOf(parts[i] as RegExpExecArray) <= start) {
      i++;
    }
    const part = parts[i];
    return part === undefined || start < part.index || end > endOf(part)
      ? parts.length === 0 || isLong(form)
      : part[0].startsWith("`");
  });
}

/** A private text as `plain` leaves it. */
interface CutValue {
  readonly value: string;
  readonly reference: string;
}

function cutValuesOf(masks: ReadonlyMap<string, Mask>): CutValue[] {
  return [...masks]
    .map(([form, { reference }]) => ({ value: plain(form), reference }))
    .filter(({ value }) => value.length > MIN_CUT);
}

/** The shortest beginning of a value that is recognised before an ellipsis. */
const MIN_CUT = 4;

/** Replaces the beginning of a private text that an ellipsis cuts off. */
function withoutCutValues(text: string, values: readonly CutValue[]): string {
  if (!text.includes("…")) {
    return text;
  }
  return text.replace(/[^`…]{4,}(?=…)/g, (part) => {
    const decoded = plain(part);
    const possible = values.filter(({ value }) => decoded.includes(value.slice(0, MIN_CUT)));
    // The longest beginning first: it may have another one in it.
    for (let at = 0; at < part.length && possible.length > 0; at++) {
      const rest = plain(part.slice(at));
      const cut = possible.find(({ value }) => rest.length >= MIN_CUT && value.startsWith(rest));
      if (cut !== undefined) {
        return part.slice(0, at) + cut.reference;
      }
    }
    return part;
  });
}

/** A text without what `writtenIn` allows for, and without an escape that is cut off. */
function plain(text: string): string {
  return text
    .replace(/(?:%(?:25?)?[\da-f]?|\\u[\dA-F]{0,3})$/i, "")
    .replace(/(?:%(?:25)?[\da-f]{2})+/gi, (bytes) => {
      try {
        return decodeURIComponent(bytes.replaceAll("%25", "%"));
      } catch {
        return bytes;
      }
    })
    .replace(/\\u([\dA-F]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/[\s\p{Cc}\ufffd]+/gu, " ");
}
