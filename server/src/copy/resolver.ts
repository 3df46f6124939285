import { referencesIn } from "../http/references";
import { isPrivate } from "../http/secrets";
import { resolveValue } from "../http/value";
import type { Variables } from "../http/variables";
import { isUnknown } from "../text/unknown";

/** Puts values in place of references, as far as they are known and may leave the document, and remembers which references stay. */
export class Resolver {
  readonly #variables: Variables;
  /** What is not known, as typed. */
  readonly open = new Set<string>();
  /** References to what a private file holds. */
  readonly hidden = new Set<string>();

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** @param at the offset in the document of the text. */
  resolve(typed: string, at: number): string {
    let text = "";
    let from = 0;
    for (const { start, end, name } of referencesIn(typed)) {
      text += typed.slice(from, start) + this.#reference(typed.slice(start, end), name, at);
      from = end;
    }
    return this.#variables.withoutSecrets(text + typed.slice(from), true);
  }

  #reference(typed: string, name: string, at: number): string {
    if (isPrivate(name, at, this.#variables)) {
      this.hidden.add(typed);
      return typed;
    }
    const value = resolveValue(typed, this.#variables, at);
    if (isUnknown(value)) {
      this.open.add(typed);
      return typed;
    }
    return value;
  }
}
