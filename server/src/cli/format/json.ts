import type { Formatter } from "./formatter";
import { type FileReport, fileReportOf } from "./report-model";

/** The version of the format. A change that removes something increases it. */
const VERSION = 1;

/** Formats one JSON document for all files. */
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
