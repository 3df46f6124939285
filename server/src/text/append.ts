/** Adds items to the end of a list, one by one: `push(...items)` puts all of them on the stack, and a text can have more than fit there. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) {
    list.push(item);
  }
}
