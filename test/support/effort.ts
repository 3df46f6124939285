/**
 * How much is tried where there is no end to what could be: all that a test asks for in `npm test`, and a part of it in the inner loop,
 * `npm run test:unit`, which `THOROUGH=1` makes whole.
 */
const PART = process.env["THOROUGH"] ? 1 : 10;

/** How many random cases to try. */
export function runs(all: number): number {
  return Math.ceil(all / PART);
}

/** The cases to try of a long list, evenly spread. */
export function sample<T>(all: readonly T[]): readonly T[] {
  return all.filter((_, i) => i % PART === 0);
}
