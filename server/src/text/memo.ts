/**
 * A function of one object that never changes, computed once for each: it is forgotten with the object. What it gives must depend on nothing
 * else, so that nobody can tell whether it was remembered.
 */
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
