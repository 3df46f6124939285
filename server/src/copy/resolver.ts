import type { Privacy } from "../http/privacy";
import { referencesIn } from "../http/references";
import { isPrivate } from "../http/secrets";
import type { HttpDocument } from "../http/tree";
import { resolveValue } from "../http/value";
import type { Variables } from "../http/variables";
import { isUnknown } from "../text/unknown";

/** Replaces references by values that are known and not private, and collects the references that stay. */
export class Resolver {
  readonly #variables: Variables;
  readonly #privacy: Privacy;
  /** Unknown references, as typed. */
  readonly open = new Set<string>();
  /** References to values from private files. */
  readonly hidden = new Set<string>();

  constructor({ variables, privacy }: Pick<HttpDocument, "variables" | "privacy">) {
    this.#variables = variables;
    this.#privacy = privacy;
  }

  /** @param at the text's offset in the document. */
  resolve(typed: string, at: number): string {
    let text = "";
    let from = 0;
    for (const { start, end, name } of referencesIn(typed)) {
      text += typed.slice(from, start) + this.#reference(typed.slice(start, end), name, at);
      from = end;
    }
    const resolved = text + typed.slice(from);
    return this.#privacy.written(resolved) ?? this.#privacy.copied(resolved);
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
