import type { Analysis } from "../../analysis";
import type { Totals } from "./totals";

export interface CheckedFile {
  readonly path: string;
  readonly analysis: Analysis;
}

/** A file, folder or glob that wasn't checked. */
export interface NotChecked {
  readonly path: string;
  /** In plain words, to follow the path and a colon. */
  readonly reason: string;
}

/** Formats a report, file by file. */
export interface Formatter {
  /** @returns the text to write now. */
  readonly add: (file: CheckedFile) => string;
  readonly addNotChecked: (path: NotChecked) => void;
  /** @returns the text to write at the end. */
  readonly finish: (totals: Totals) => string;
}
