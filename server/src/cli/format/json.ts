import type { Formatter } from "./formatter";
import { type FileReport, fileReportOf } from "./report-model";

/** The version of the contract; a change that takes something away makes it greater. */
const VERSION = 1;

/** One JSON document for all files. */
export function jsonFormatter(): Formatter {
  const files: FileReport[] = [];
  return {
    add: ({ path, analysis }) => {
      files.push(fileReportOf(path, analysis));
      return "";
    },
    finish: () => `${JSON.stringify({ version: VERSION, files }, null, 2)}\n`,
  };
}
