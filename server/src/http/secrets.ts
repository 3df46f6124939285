import { soundsSecret } from "../headers/secret-names";
import { referencesIn } from "./references";
import type { Variables } from "./variables";

/**
 * Whether the value of a reference must not be shown: it comes from a private file, directly or through other variables, or a name suggests
 * that it is secret.
 * @param at offset in the document of the text with the reference.
 */
export function isSecret(name: string, at: number, variables: Variables): boolean {
  return [...namesUsedBy([[name, at]], variables)].some(
    (one) => soundsSecret(one) || variables.environmentDefinitionsOf(one).some((definition) => definition.isSecret),
  );
}

/**
 * Whether the value of a reference comes from an environment and must not be written anywhere: from a private file, or from a variable whose
 * name suggests that it is secret. A value that the text itself defines is as public as the text.
 */
export function isPrivate(name: string, at: number, variables: Variables): boolean {
  return [...namesUsedBy([[name, at]], variables)].some((one) =>
    variables.environmentDefinitionsOf(one).some((definition) => definition.isSecret || soundsSecret(one)),
  );
}

/** The names of the references, and of the references in their values. */
export function namesUsedBy(
  references: Iterable<readonly [name: string, at: number]>,
  variables: Variables,
): Set<string> {
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
