import type fc from "fast-check";

/** A promise of the product that random inputs try to break. */
export interface Target<Input> {
  readonly name: string;
  /** What `check` counts, in the plural. */
  readonly unit: string;
  /** Inputs are plain JSON, so that a counterexample can become a fixture. */
  readonly inputs: fc.Arbitrary<Input>;
  /** How many inputs the test suite tries. */
  readonly usualRuns: number;
  /**
   * @returns how many units the input had.
   * @throws if the promise is broken.
   */
  readonly check: (input: Input) => number | Promise<number>;
  /** Ends what `check` has started. */
  readonly stop?: () => Promise<void>;
}

/** A target with any inputs. */
export type AnyTarget = Target<unknown>;

/** Forgets the type of the inputs, so that targets fit in one list. */
export function anyTarget<Input>(target: Target<Input>): AnyTarget {
  return target as unknown as AnyTarget;
}
