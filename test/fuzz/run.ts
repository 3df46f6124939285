import fc from "fast-check";
import type { AnyTarget } from "./target";

/** A broken promise, with the smallest input found that breaks it. */
export interface Counterexample {
  readonly target: string;
  readonly seed: number;
  /** Where in the seed's inputs, for fast-check. */
  readonly path: string;
  readonly error: string;
  readonly input: unknown;
}

export interface Batch {
  readonly runs: number;
  readonly units: number;
  readonly counterexample: Counterexample | null;
}

/**
 * Tries random inputs, and makes the first one that fails smaller.
 * @param onInput called with each input before it is tried.
 */
export async function runBatch(
  { name, inputs, check }: AnyTarget,
  seed: number,
  runs: number,
  onInput: (input: unknown) => void = () => {},
): Promise<Batch> {
  let units = 0;
  const property = fc.asyncProperty(inputs, async (input) => {
    onInput(input);
    units += await check(input);
  });
  const result = await fc.check(property, { seed, numRuns: runs });
  const counterexample =
    result.failed && result.counterexample !== null
      ? {
          target: name,
          seed,
          path: result.counterexamplePath ?? "",
          error: described(result.errorInstance),
          input: result.counterexample[0],
        }
      : null;
  return { runs: result.numRuns, units, counterexample };
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
