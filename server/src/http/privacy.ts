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
 * Whatever the core says leaves it through `shown`, and whatever it writes into a text through `written`. A value that is in the text itself
 * isn't private.
 *
 * The mark of a private value is its text. It is found again in whatever was made of it: the value itself, the items of a list, and the forms
 * that encoders and URL parsers give it.
 */
export class Privacy {
  readonly #masks: ReadonlyMap<string, Mask>;
  readonly #shown: Replacement | null;
  readonly #written: Replacement | null;

  /** @param text with the references. */
  constructor(text: string, variables: Variables) {
    const masks = variables.hasEnvironment ? masksOf(text, variables) : NO_MASKS;
    this.#masks = masks;
    this.#shown = replacementOf(masks);
    this.#written = replacementOf(new Map([...masks].filter(([, { isExact }]) => isExact)));
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
    return this.#shown === null ? model : (mapped(model, this.#shown) as T);
  }

  /** A text to write into a document: only whole private values become references, so that it keeps its meaning. */
  written(text: string): string {
    return this.#written === null ? text : this.#written(text);
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

function replacementOf(masks: ReadonlyMap<string, Mask>): Replacement | null {
  if (masks.size === 0) {
    return null;
  }
  const longestFirst = [...masks.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(patternOf).join("|"), "gu");
  return (text) => text.replace(pattern, (found) => masks.get(found)?.reference ?? found);
}

/** Shorter texts are parts of too many words by chance, so they are found only as whole words. */
const MIN_LENGTH_WITHIN_WORDS = 6;

function patternOf(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return form.length < MIN_LENGTH_WITHIN_WORDS ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
}

/** How many characters of a long value `quote` shows. */
const MAX_QUOTED = 79;

/** A private value, and the texts that algorithms make of it. */
function formsOf(value: string): Set<string> {
  const items = value.split(",").map((item) => item.trim());
  const own = [value, value.slice(0, MAX_QUOTED), ...(items.length > 1 ? items : [])];
  const forms = own.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase(), ...encodedForms(form)]);
  return new Set([...forms, ...urlForms(value)].filter((form) => form !== ""));
}

function encodedForms(text: string): string[] {
  try {
    return [encodeURI(text), encodeURIComponent(text)];
  } catch {
    // A lone surrogate.
    return [];
  }
}

/** Hosts that say nothing about anybody. */
const PUBLIC = /^(null|localhost|127\..*|\[::1\])$/;

/** The forms that a URL parser gives a URL or a host. */
function urlForms(value: string): string[] {
  return [value, `https://${value}`].flatMap((text) => {
    try {
      const { origin, hostname, href } = new URL(text);
      return text === value
        ? [href, origin, hostname].filter((form) => !PUBLIC.test(form))
        : [hostname].filter((form) => !PUBLIC.test(form));
    } catch {
      return [];
    }
  });
}
