/**
 * The share of random cases and long lists to try: all in `npm test`, and a tenth in the inner loop, `npm run test:unit`, unless `THOROUGH=1` is
 * set.
 */
const PART = process.env["THOROUGH"] ? 1 : 10;

/** The number of random cases to try. */
export function runs(all: number): number {
  return Math.ceil(all / PART);
}

/** The cases of a long list to try, evenly spread. */
export function sample<T>(all: readonly T[]): readonly T[] {
  return all.filter((_, i) => i % PART === 0);
}
