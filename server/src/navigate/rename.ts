import type { Analysis } from "../analysis";
import { isPossibleSerializedOrigin, OPAQUE_ORIGIN, parseSerializedOrigin } from "../cors/origin";
import { messageAt } from "../explain/locate";
import type { HttpDocument } from "../http/tree";
import { quote } from "../rules/shared/words";
import type { TextEdit } from "../text/edit";
import { type Range, touches } from "../text/range";
import { messageExtent } from "./extents";
import { pageOriginNames } from "./page-origins";
import { type VariableName, variableAt, variableNames } from "./variables";

/** Why something cannot be renamed, or not so: a sentence. */
export interface RenameProblem {
  readonly problem: string;
}

export interface Renamable {
  /** In the document. */
  readonly range: Range;
  readonly name: string;
}

/** What can be renamed at an offset: a variable that the file defines, or a page's origin. Null where there is nothing of the kind. */
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

/** The edits that give what is at an offset another name wherever the file has it. */
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

/** What is pasted as it was run stays as it is. */
const RECORDED: RenameProblem = { problem: "Commands and transcripts are not rewritten." };

/** A variable has to be the file's alone: what a script or a question gives it is named where no edit goes. */
function problemOfOldName(
  analysis: Analysis,
  { name, start }: VariableName,
  all: readonly VariableName[],
): RenameProblem | null {
  if (!all.some(({ role }) => role === "definition")) {
    return { problem: `${quote(name)} is not defined in this file.` };
  }
  const recorded = all.find((one) => isRecorded(analysis, one.start));
  if (recorded !== undefined) {
    const line = analysis.lines.positionAt(recorded.start).line + 1;
    return { problem: `${quote(name)} is used in a command or a transcript, at line ${line}, which is not rewritten.` };
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

/** Names that every tool takes: REST Client, httpYac, JetBrains. */
function problemOfNewName(document: HttpDocument, name: string, newName: string): RenameProblem | null {
  if (!/^[A-Za-z_][\w.-]*$/.test(newName)) {
    return {
      problem: `${quote(newName)} is no name of a variable: it starts with a letter or an underscore, and has letters, digits, hyphens, dots and underscores only.`,
    };
  }
  const other = newName === name ? undefined : variableNames(document).find((one) => one.name === newName);
  return other === undefined
    ? null
    : {
        problem: `${quote(newName)} is ${other.role === "definition" ? "defined" : "used"} in this file already.`,
      };
}

function problemOfOrigin(newName: string): RenameProblem | null {
  const isOrigin = parseSerializedOrigin(newName) !== null && isPossibleSerializedOrigin(newName);
  return isOrigin
    ? null
    : {
        problem:
          newName === OPAQUE_ORIGIN
            ? "`null` stands for every opaque origin, and is the name of none."
            : `${quote(newName)} is no origin as browsers write it: scheme and host in lower case and a port other than the scheme's own, such as \`https://app.example.com\`, with nothing behind it.`,
      };
}

function editsOf(ranges: readonly Range[], newText: string): TextEdit[] {
  return ranges.map(({ start, end }) => ({ range: { start, end }, newText }));
}
