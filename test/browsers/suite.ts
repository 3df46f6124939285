import type { EngineName } from "./harness/engines/engine";
import type { Stage } from "./harness/stage";

export interface Options {
  readonly engines: readonly EngineName[];
  /** Of the random generators: the same one gives the same stories. */
  readonly seed: number;
  /** How many plain exchanges each engine gets. */
  readonly count: number;
  /** How many redirect chains each engine gets. */
  readonly chains: number;
  /** The index of the one story to be played, by which a disagreement is repeated alone. */
  readonly only: number | null;
}

/** One thing that is compared, such as the verdict, over all exchanges that an engine was given. */
export interface Measured {
  readonly what: string;
  /** How many were compared. */
  readonly exchanges: number;
  readonly disagreements: number;
}

/** What a suite found out in one engine. */
export interface SuiteResult {
  readonly measured: readonly Measured[];
  /** What else is wrong, as in a decision point that decided too rarely: each is a failure of the suite. */
  readonly shortcomings: readonly string[];
  /** To be read by a person: every disagreement, whole. */
  readonly details: string;
}

/** A suite runs in every engine on a stage of its own. */
export interface Suite {
  readonly name: string;
  run(stage: Stage, options: Options): Promise<SuiteResult>;
}
