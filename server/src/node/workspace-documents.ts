import { statSync } from "node:fs";
import { relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { PlatformDocument, PlatformProblem } from "../platform";
import { readFileWithin } from "./bounded-read";
import { documentsBelow } from "./document-search";
import { reasonOf } from "./file-error";
import { sourceFileOf } from "./source-file";

/** Larger documents are checked when they are open: checking one takes a second or more, and the server can't do anything else meanwhile. */
const MAX_BYTES = 1_048_576;

/** @param folder absolute. */
export function* workspaceDocuments(folder: string): Generator<PlatformDocument | PlatformProblem | null> {
  for (const step of documentsBelow(folder)) {
    switch (step.kind) {
      case "document":
        yield documentAt(step.path, folder);
        break;
      case "unreadable": {
        const shown = relative(folder, step.path).split(sep).join("/");
        yield { problem: `${shown === "" ? "." : shown}: ${reasonOf(step.error, step.path)}` };
        break;
      }
      case "other":
        yield null;
    }
  }
}

function documentAt(path: string, folder: string): PlatformDocument {
  return {
    uri: pathToFileURL(path).href,
    stamp: stampOf(path),
    read() {
      try {
        return { text: sourceFileOf(path, readFileWithin(path, folder, MAX_BYTES)).text };
      } catch (error) {
        return { problem: reasonOf(error, path) };
      }
    },
  };
}

/** Empty for a file that can't be looked at. */
function stampOf(path: string): string {
  try {
    const { mtimeNs, ctimeNs, size, dev, ino } = statSync(path, { bigint: true });
    return [mtimeNs, ctimeNs, size, dev, ino].join(" ");
  } catch {
    return "";
  }
}
