import type { Formatter, NotChecked } from "./formatter";
import { type FileReport, fileReportOf } from "./report-model";

/** The version of the format. A change that removes something increases it. */
const VERSION = 1;

/** Formats one JSON document for all files. */
export function jsonFormatter(): Formatter {
  const files: FileReport[] = [];
  const notChecked: NotChecked[] = [];
  return {
    add: ({ path, analysis, har }) => {
      files.push(fileReportOf(path, analysis, har));
      return "";
    },
    addNotChecked: (path) => void notChecked.push(path),
    finish: ({ exchanges, doubtfulFences, leftFences }) => {
      const summary = { files: files.length, exchanges, unreadFences: doubtfulFences + leftFences };
      const report = { version: VERSION, summary, files, ...(notChecked.length === 0 ? {} : { notChecked }) };
      return `${harmless(JSON.stringify(report, null, 2))}\n`;
    },
  };
}

/**
 * The same JSON, without what a terminal or the log of a CI system could read as a command: control characters that JSON allows,
 * characters that reorder text, and `##`.
 */
function harmless(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|#(?=#)/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => escaped(character.charCodeAt(i))).join(""),
  );
}

function escaped(codeUnit: number): string {
  return `\\u${codeUnit.toString(16).padStart(4, "0")}`;
}
