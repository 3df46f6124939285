/** Whether two lists have identical items in the same order. */
export function haveSameItems<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (a: T, b: T) => boolean = (a, b) => a === b,
): boolean {
  return a.length === b.length && a.every((item, i) => isSame(item, b[i] as T));
}
