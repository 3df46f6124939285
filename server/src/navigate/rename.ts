import type { Analysis } from "../analysis";
import { isPossibleSerializedOrigin, OPAQUE_ORIGIN, parseSerializedOrigin } from "../cors/origin";
import { messageAt } from "../explain/locate";
import type { HttpDocument } from "../http/tree";
import type { TextEdit } from "../text/edit";
import { type Range, touches } from "../text/range";
import { quote } from "../words/quote";
import { messageExtent } from "./extents";
import { pageOriginNames } from "./page-origins";
import { type VariableName, variableAt, variableNames } from "./variables";

/** Why something can't be renamed, or not to this name, in a sentence. */
export interface RenameProblem {
  readonly problem: string;
}

export interface Renamable {
  /** Offsets in the document. */
  readonly range: Range;
  readonly name: string;
}

/** The variable or page origin at an offset that can be renamed, or why it can't be. Null if there is neither. */
export function renamableAt(analysis: Analysis, offset: number): Renamable | RenameProblem | null {
  const { document } = analysis;
  const variable = variableAt(document, offset);
  if (variable !== null) {
    const { start, end, name } = variable.at;
    return problemOfOldName(analysis, variable.at, variable.all) ?? { range: { start, end }, name };
  }
  const origin = pageOriginNames(document).find((one) => touches(one, offset));
  if (origin === undefined) {
    return null;
  }
  const { start, end, origin: name, writable } = origin;
  return writable ? { range: { start, end }, name } : RECORDED;
}

/** The edits that rename the variable or page origin at an offset, everywhere in the file. */
export function renameAt(
  analysis: Analysis,
  offset: number,
  newName: string,
): readonly TextEdit[] | RenameProblem | null {
  const { document } = analysis;
  const variable = variableAt(document, offset);
  if (variable !== null) {
    return (
      problemOfOldName(analysis, variable.at, variable.all) ??
      problemOfNewName(document, variable.at.name, newName) ??
      editsOf(variable.all, newName)
    );
  }
  const names = pageOriginNames(document);
  const at = names.find((one) => touches(one, offset));
  if (at === undefined) {
    return null;
  }
  if (!at.writable) {
    return RECORDED;
  }
  return (
    problemOfOrigin(newName) ??
    editsOf(
      names.filter(({ origin, writable }) => writable && origin === at.origin),
      newName,
    )
  );
}

/** Commands and transcripts record what was run, so they stay unchanged. */
const RECORDED: RenameProblem = { problem: "CORS Lens doesn't rewrite commands or transcripts." };

/** A variable must be defined only in the file: names in scripts and prompts can't be edited. */
function problemOfOldName(
  analysis: Analysis,
  { name, start }: VariableName,
  all: readonly VariableName[],
): RenameProblem | null {
  if (!all.some(({ role }) => role === "definition")) {
    return { problem: `${quote(name)} isn't defined in this file.` };
  }
  const recorded = all.find((one) => isRecorded(analysis, one.start));
  if (recorded !== undefined) {
    const line = analysis.lines.positionAt(recorded.start).line + 1;
    return {
      problem: `${quote(name)} is used in a command or transcript on line ${line}, which CORS Lens doesn't rewrite.`,
    };
  }
  const meaning = analysis.document.variables.meaning(name, start);
  const isSetElsewhere =
    meaning.kind === "open" && (meaning.reason.kind === "script" || meaning.reason.kind === "prompt");
  return isSetElsewhere ? { problem: `${quote(name)} is also set by a script or a prompt.` } : null;
}

function isRecorded(analysis: Analysis, offset: number): boolean {
  const message = messageAt(analysis.judged, offset);
  return message !== null && !message.writable && touches(messageExtent(analysis, message), offset);
}

/** Allows only names that REST Client, httpYac and JetBrains all accept. */
function problemOfNewName(document: HttpDocument, name: string, newName: string): RenameProblem | null {
  if (!/^[A-Za-z_][\w.-]*$/.test(newName)) {
    return {
      problem: `${quote(newName)} isn't a variable name. Start with a letter or underscore, and use only letters, digits, hyphens, dots and underscores.`,
    };
  }
  const other = newName === name ? undefined : variableNames(document).find((one) => one.name === newName);
  return other === undefined
    ? null
    : {
        problem: `${quote(newName)} is already ${other.role === "definition" ? "defined" : "used"} in this file.`,
      };
}

function problemOfOrigin(newName: string): RenameProblem | null {
  const isOrigin = parseSerializedOrigin(newName) !== null && isPossibleSerializedOrigin(newName);
  return isOrigin
    ? null
    : {
        problem:
          newName === OPAQUE_ORIGIN
            ? "`null` stands for every opaque origin, so it can't name a page."
            : `${quote(newName)} isn't an origin as browsers write it: scheme and host in lower case, and a port only if it isn't the default, such as \`https://app.example.com\`.`,
      };
}

function editsOf(ranges: readonly Range[], newText: string): TextEdit[] {
  return ranges.map(({ start, end }) => ({ range: { start, end }, newText }));
}
