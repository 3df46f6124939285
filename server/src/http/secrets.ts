import { referencesIn } from "./references";
import type { Variables } from "./variables";

/** Whether a variable's name says that its value is to be kept to oneself. */
export function isSecretName(name: string): boolean {
  return /token|passw|passphrase|pwd|secret|key|credential|auth(?!or)|cookie|session/i.test(name);
}

/** Fields whose values are never shown. */
export function isSecretField(name: string): boolean {
  return /^(proxy-)?authorization$|^(set-)?cookie$/i.test(name);
}

/**
 * Whether what a reference stands for is not to be shown: it comes from a private file, or from another variable that does, or the name says so.
 * @param at the offset in the document of the text that holds the reference.
 */
export function isSecret(name: string, at: number, variables: Variables): boolean {
  return [...namesBehind([[name, at]], variables)].some(
    (one) => isSecretName(one) || variables.environmentDefinitionsOf(one).some((definition) => definition.isSecret),
  );
}

/**
 * Whether what a reference stands for is taken from outside of the text, and not to be written down anywhere: from a private file, or under a
 * name that says so. What the text itself defines is as open as the text.
 */
export function isPrivate(name: string, at: number, variables: Variables): boolean {
  return [...namesBehind([[name, at]], variables)].some((one) =>
    variables.environmentDefinitionsOf(one).some((definition) => definition.isSecret || isSecretName(one)),
  );
}

/** The names, and those in the values that they stand for. */
function namesBehind(references: Iterable<readonly [name: string, at: number]>, variables: Variables): Set<string> {
  const names = new Set<string>();
  const waiting = [...references];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, at] = next;
    if (names.has(name)) {
      continue;
    }
    names.add(name);
    const meaning = variables.meaning(name, at);
    if (meaning.kind !== "open") {
      const from = meaning.kind === "text" ? meaning.definition.start : at;
      for (const inner of referencesIn(meaning.value)) {
        waiting.push([inner.name, from]);
      }
    }
  }
  return names;
}

/** A text that is not to be shown, and the reference to be shown in its place. */
export interface Hidden {
  readonly text: string;
  readonly reference: string;
  /** Whether the reference stands for exactly the text. */
  readonly isExact: boolean;
}

/** Shorter texts stand in too many words by chance. */
const MIN_LENGTH = 6;

/**
 * The secret values that the references of a text stand for, the origins and hosts in them, and what a URL parser makes of them; the longest
 * first. What the text itself says is no secret.
 */
export function hiddenTexts(text: string, variables: Variables): Hidden[] {
  const references = Array.from(referencesIn(text), ({ name, start }) => [name, start] as const);
  const hidden: Hidden[] = [];
  for (const name of namesBehind(references, variables)) {
    const [definition] = variables.environmentDefinitionsOf(name);
    if (definition === undefined || definition.value === null || !(definition.isSecret || isSecretName(name))) {
      continue;
    }
    const { value } = definition;
    const reference = `{{${name}}}`;
    hidden.push({ text: value, reference, isExact: true });
    for (const part of normalizedParts(value)) {
      hidden.push({ text: part, reference, isExact: false });
    }
  }
  return hidden
    .filter((one) => one.text.length >= MIN_LENGTH && !text.includes(one.text))
    .sort((a, b) => b.text.length - a.text.length);
}

/** What a URL parser makes of a value, or of a part of it. */
function normalizedParts(value: string): string[] {
  const parts = [value.toLowerCase()];
  try {
    const { origin, hostname } = new URL(value);
    parts.push(origin, hostname);
  } catch {
    // No URL by itself.
  }
  return parts.filter((part) => part !== value && !/^(null|localhost|127\..*|\[::1\])$/.test(part));
}
