import type { Analysis } from "../../analysis";
import type { HarExchanges } from "../../har/exchanges";
import type { HarError } from "../../har/reader";
import type { Totals } from "./totals";

export interface CheckedFile {
  readonly path: string;
  readonly analysis: Analysis;
  /** If the file is a HAR, what the checked text was made of; null if the file is the text. */
  readonly har: CheckedHar | null;
}

export interface CheckedHar extends HarExchanges {
  /** How many entries were read. */
  readonly count: number;
  /** Why the rest of the file wasn't read. */
  readonly error: HarError | null;
}

/** A file, folder or glob that wasn't checked. */
export interface NotChecked {
  readonly path: string;
  /** In plain words, to follow the path and a colon. */
  readonly reason: string;
  /** Of a mistake in a HAR, 1-based. */
  readonly line?: number;
  readonly column?: number;
}

/** Formats a report, file by file. */
export interface Formatter {
  /** @returns the text to write now. */
  readonly add: (file: CheckedFile) => string;
  readonly addNotChecked: (path: NotChecked) => void;
  /** @returns the text to write at the end. */
  readonly finish: (totals: Totals) => string;
}
