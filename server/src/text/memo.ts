import { ownCopy } from "./own-copy";
import { haveSameItems } from "./same-items";

/**
 * Functions that cache their results for objects that never change. The results depend on the arguments alone, so caching isn't visible, and
 * they are dropped together with the object. Analysing a text again after an edit is fast because most objects are the same as before.
 */

/** Computes a function of one object once per object. */
export function memo<K extends object, V extends NonNullable<unknown> | null>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = compute(key);
      known.set(key, value);
    }
    return value;
  };
}

/**
 * Caches a function of an object and further inputs. For each object it keeps the last result, and returns it again for the same inputs:
 * identical ones, or lists with identical items.
 */
export function memoLatest<K extends object, I extends readonly unknown[], V>(
  compute: (key: K, ...inputs: I) => V,
): (key: K, ...inputs: I) => V {
  const known = new WeakMap<K, { readonly inputs: I; readonly value: V }>();
  return (key, ...inputs) => {
    let entry = known.get(key);
    if (entry === undefined || !isSameInput(entry.inputs, inputs)) {
      entry = { inputs, value: compute(key, ...inputs) };
      known.set(key, entry);
    }
    return entry.value;
  };
}

/** Computes a function of an object and a name once per pair. There are few names. */
export function memoByName<K extends object, N extends string, V>(
  compute: (key: K, name: N) => V,
): (key: K, name: N) => V {
  const known = memo((_: K) => new Map<N, V>());
  return (key, name) => {
    const values = known(key);
    let value = values.get(name);
    if (value === undefined) {
      value = compute(key, name);
      values.set(name, value);
    }
    return value;
  };
}

/** The number of texts in the cache, and their greatest length. */
const MOST_TEXTS = 512;
const LONGEST_TEXT = 128;

/**
 * Caches a function of a short text, such as a header's name or an origin: documents repeat a few of them. When there are too many, the cache
 * is emptied.
 */
export function memoText<V extends NonNullable<unknown> | null>(compute: (text: string) => V): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = compute(text);
      if (known.size >= MOST_TEXTS) {
        known.clear();
      }
      if (text.length <= LONGEST_TEXT) {
        known.set(ownCopy(text), value);
      }
    }
    return value;
  };
}

function isSameInput(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && haveSameItems(a, b, isSameInput));
}
