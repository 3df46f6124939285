import type { EngineName } from "./harness/engines/engine";
import type { Stage } from "./harness/stage";

export interface Options {
  readonly engines: readonly EngineName[];
  /** The seed of the random generators: the same seed gives the same stories. */
  readonly seed: number;
  /** How many plain exchanges each engine gets. */
  readonly count: number;
  /** How many redirect chains each engine gets. */
  readonly chains: number;
  /** The index of the only story to play, to repeat a disagreement alone. */
  readonly only: number | null;
}

/** A measure that is compared, such as the verdict, over all exchanges of an engine. */
export interface Measured {
  readonly what: string;
  /** How many were compared. */
  readonly exchanges: number;
  readonly disagreements: number;
}

/** The results of a suite in one engine. */
export interface SuiteResult {
  readonly measured: readonly Measured[];
  /** Further faults, such as a decision point that decided too rarely. Each is a failure of the suite. */
  readonly shortcomings: readonly string[];
  /** All disagreements in full, for people. */
  readonly details: string;
}

/** A suite runs in every engine, each time on its own stage. */
export interface Suite {
  readonly name: string;
  run(stage: Stage, options: Options): Promise<SuiteResult>;
}
