/** An engine that has a console. */
export type { Browser } from "../../cors/engines";

/** A line; or several of which the browser prints one, where the text does not tell which. */
export type ConsoleLine = readonly [string, ...string[]];

/** What a browser prints for one `fetch()`. */
export interface ConsoleOutput {
  /** In order, and without what any request that fails gives: the network's own error and the rejection of the promise. */
  readonly lines: readonly ConsoleLine[];
  /** False where a part of a line is left open by the text or is a secret; it stands there as typed or as `…`. */
  readonly isWhole: boolean;
}
