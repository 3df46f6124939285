/** An engine with a console. */
export type { Browser } from "../../cors/engines";

/** A line, or several if the browser prints one of them and it isn't known which. */
export type ConsoleLine = readonly [string, ...string[]];

/** The lines that a browser prints for one `fetch()`. */
export interface ConsoleOutput {
  /** In order, without the lines that every failed request causes: the network error and the rejection of the promise. */
  readonly lines: readonly ConsoleLine[];
  /** False if part of a line is unknown or secret. That part is shown as typed or as `…`. */
  readonly isWhole: boolean;
}
