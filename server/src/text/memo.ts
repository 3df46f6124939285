/**
 * Functions that remember, for objects that never change. What they give depends on their arguments alone, so nobody can tell whether it
 * was remembered; and it is forgotten with the object. An analysis after an edit is quick because most of the objects that it meets are those of
 * the one before.
 */

/** A function of one object, computed once for each. */
export function memo<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let entry = known.get(key);
    if (entry === undefined) {
      entry = { value: compute(key) };
      known.set(key, entry);
    }
    return entry.value;
  };
}

/**
 * A function of an object and of what else it depends on. For each object the last result is remembered, and given again for the same
 * inputs: identical ones, or lists with identical items.
 */
export function memoLatest<K extends object, I extends readonly unknown[], V>(
  compute: (key: K, ...inputs: I) => V,
): (key: K, ...inputs: I) => V {
  const known = new WeakMap<K, { readonly inputs: I; readonly value: V }>();
  return (key, ...inputs) => {
    let entry = known.get(key);
    if (entry === undefined || !haveSameItems(entry.inputs, inputs)) {
      entry = { inputs, value: compute(key, ...inputs) };
      known.set(key, entry);
    }
    return entry.value;
  };
}

/** A function of an object and one of few names, computed once for each two. */
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

function haveSameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => isSameInput(item, b[i]));
}

function isSameInput(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && haveSameItems(a, b));
}
