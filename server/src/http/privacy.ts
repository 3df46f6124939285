import { HEADER_NAMES } from "../headers/headers";
import { referencesIn } from "./references";
import { isSecretName, namesUsedBy } from "./secrets";
import type { Variables } from "./variables";

/** The text that stands for a private one. */
interface Mask {
  readonly reference: string;
  /** Whether the reference stands for exactly this text. */
  readonly isExact: boolean;
}

/**
 * The private values of a document: those from private environment files, and of variables from an environment whose name suggests a secret.
 * Texts to show go through `shown`, and texts to write into a document through `written`. A value that is in the text itself isn't private.
 *
 * Private values are recognised by their text. Their other forms count too: the items of a list, and what encoders and URL parsers make of
 * them.
 */
export class Privacy {
  readonly #masks: ReadonlyMap<string, Mask>;
  readonly #all: Replacement;
  readonly #long: Replacement;
  readonly #exact: Replacement;

  /** @param text with the references. */
  constructor(text: string, variables: Variables) {
    const masks = variables.hasEnvironment ? masksOf(text, variables) : NO_MASKS;
    this.#masks = masks;
    this.#all = replacementOf(masks);
    this.#long = replacementOf(new Map([...masks].filter(([form]) => isLong(form))));
    this.#exact = replacementOf(new Map([...masks].filter(([, { isExact }]) => isExact)));
  }

  /** Whether the same texts are private, with the same references. */
  isSameAs(other: Privacy): boolean {
    return (
      this.#masks.size === other.#masks.size &&
      [...this.#masks].every(([text, { reference }]) => other.#masks.get(text)?.reference === reference)
    );
  }

  /**
   * A model to show, with references instead of private values in all of its texts.
   * @param model a text, or an array or a plain object of models. A text with another purpose, such as the kind of an object, doesn't belong in it.
   */
  shown<T>(model: T): T {
    return this.#masks.size === 0 ? model : (mapped(model, (text) => shownText(text, this.#all, this.#long)) as T);
  }

  /** A text to write into a document: whole private values become references, so that it keeps its meaning. Null if a private text is left. */
  written(text: string): string | null {
    const written = this.#exact(text);
    return this.#all(written) === written ? written : null;
  }
}

type Replacement = (text: string) => string;

function mapped(model: unknown, replace: Replacement): unknown {
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
  const references = Array.from(referencesIn(text), ({ name, start }) => [name, start] as const);
  const masks = new Map<string, Mask>();
  for (const name of namesUsedBy(references, variables)) {
    for (const { value, isSecret } of variables.environmentDefinitionsOf(name)) {
      if (value !== null && (isSecret || isSecretName(name))) {
        for (const form of formsOf(value)) {
          if (!masks.has(form) && !text.includes(form)) {
            masks.set(form, { reference: `{{${name}}}`, isExact: form === value });
          }
        }
      }
    }
  }
  return masks;
}

function replacementOf(masks: ReadonlyMap<string, Mask>): Replacement {
  if (masks.size === 0) {
    return (text) => text;
  }
  const longestFirst = [...masks.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(patternOf).join("|"), "gu");
  return (text) => text.replace(pattern, (found) => masks.get(found)?.reference ?? found);
}

/** Code spans and the targets of links in Markdown. */
const MARKDOWN = /(`+)[\s\S]*?\1(?!`)|\]\([^)\s]*\)/g;

/**
 * Replaces private texts. In Markdown, values are in code spans, so a short one is looked for only there, where it isn't one of the words of the
 * sentence; and the targets of links are ours.
 */
function shownText(text: string, all: Replacement, long: Replacement): string {
  let shown = "";
  let from = 0;
  for (const { 0: part, index } of text.matchAll(MARKDOWN)) {
    shown += long(text.slice(from, index)) + (part.startsWith("`") ? all(part) : part);
    from = index + part.length;
  }
  return from === 0 ? all(text) : shown + long(text.slice(from));
}

/** Shorter texts are parts of too many words by chance, so they are found only as whole words. */
const MIN_LENGTH_WITHIN_WORDS = 6;

function isLong(form: string): boolean {
  return form.length >= MIN_LENGTH_WITHIN_WORDS;
}

function patternOf(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return isLong(form) ? literal : `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])`;
}

/** Words of HTTP and CORS. A value that is one of them says nothing about anybody, and replacing it would change what we write. */
const PROTOCOL_WORDS: ReadonlySet<string> = new Set(
  [
    ...HEADER_NAMES.flatMap((name) => [name, ...name.split("-")]),
    ...["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"],
    ...["http", "https", "ws", "wss", "localhost", "null", "true", "false", "omit", "include"],
    ...["cors", "no-cors", "same-origin", "cross-origin", "fetch", "content", "browser", "browsers"],
  ].map((word) => word.toLowerCase()),
);

/** Whether a text could reveal something: it isn't a word of the protocol, a status, or very short. */
function isTelling(form: string): boolean {
  return (
    form.length > 2 &&
    /[\p{L}\p{N}]/u.test(form) &&
    !/^(?:\d{3}|127\.[\d.]*|\[::1\])$/.test(form) &&
    !PROTOCOL_WORDS.has(form.toLowerCase())
  );
}

/** How many characters of a long value `quote` shows. */
const MAX_QUOTED = 79;

/** A private value, and the texts that algorithms make of it. */
function formsOf(value: string): Set<string> {
  const items = value.split(",").map((item) => item.trim());
  const own = [value, value.slice(0, MAX_QUOTED), ...(items.length > 1 ? items : [])];
  const forms = own.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase(), ...encodedForms(form)]);
  return new Set([...forms, ...urlForms(value)].filter(isTelling));
}

function encodedForms(text: string): string[] {
  try {
    return [encodeURI(text), encodeURIComponent(text)];
  } catch {
    // A lone surrogate.
    return [];
  }
}

/** The forms that a URL parser gives a URL, a host, or a part of a URL. */
function urlForms(value: string): string[] {
  const whole = urlOf(value);
  const host = urlOf(`https://${value}`);
  const part = urlOf(`https://host/${value.replace(/^\//, "")}`);
  const query = urlOf(`https://host/?${value}`);
  return [
    ...(whole === null ? [] : [whole.href, whole.origin, whole.host, whole.hostname]),
    ...(host === null ? [] : [host.host, host.hostname]),
    // A URL where a host belongs: its scheme becomes the host.
    ...(host?.pathname.startsWith("//") === true ? [host.pathname.slice(2)] : []),
    ...(part === null ? [] : [part.pathname.slice(1)]),
    ...(query === null ? [] : [query.search.slice(1)]),
  ];
}

function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
