import type { Formatter, NotChecked } from "./formatter";
import { type FileReport, fileReportOf } from "./report-model";

/** The version of the format. A change that removes something increases it. */
const VERSION = 1;

/** Formats one JSON document for all files. */
export function jsonFormatter(): Formatter {
  const files: FileReport[] = [];
  const notChecked: NotChecked[] = [];
  return {
    add: ({ path, analysis }) => {
      files.push(fileReportOf(path, analysis));
      return "";
    },
    addNotChecked: (path) => void notChecked.push(path),
    finish: () => {
      const report = { version: VERSION, files, ...(notChecked.length === 0 ? {} : { notChecked }) };
      return `${JSON.stringify(report, null, 2)}\n`;
    },
  };
}
