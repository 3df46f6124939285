import { haveSameItems } from "../text/same-items";

/** The last value made for each document. It is made again when what it depends on has changed. */
export class PerDocument<T> {
  readonly #entries = new Map<string, { readonly inputs: readonly unknown[]; readonly value: T }>();

  of(uri: string, inputs: readonly unknown[], make: (before: T | null) => T): T {
    const known = this.#entries.get(uri);
    if (known !== undefined && haveSameItems(known.inputs, inputs)) {
      return known.value;
    }
    const value = make(known?.value ?? null);
    this.#entries.set(uri, { inputs, value });
    return value;
  }

  forget(uri: string): void {
    this.#entries.delete(uri);
  }

  clear(): void {
    this.#entries.clear();
  }
}
