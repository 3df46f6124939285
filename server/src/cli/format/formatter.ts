import type { Analysis } from "../../analysis";

export interface CheckedFile {
  readonly path: string;
  readonly analysis: Analysis;
}

/** Formats a report, file by file. */
export interface Formatter {
  /** @returns the text to write now. */
  readonly add: (file: CheckedFile) => string;
  /** @returns the text to write at the end. */
  readonly finish: () => string;
}
