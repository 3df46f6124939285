import type { Analysis } from "../../analysis";

export interface CheckedFile {
  readonly path: string;
  readonly analysis: Analysis;
}

/** Makes a report out of files, one after the other. */
export interface Formatter {
  /** The text to write now. */
  readonly add: (file: CheckedFile) => string;
  /** The text to write at the end. */
  readonly finish: () => string;
}
