import {
  LSPErrorCodes,
  type Position,
  type PrepareRenameResult,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { type RenameProblem, renamableAt, renameAt } from "../navigate/rename";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { textEditsToWorkspaceEdit, toRange } from "./to-protocol";

/** @throws ResponseError with a message for the user if nothing there can be renamed. */
export function prepareRename({ analysis }: AnalysedDocument, position: Position): PrepareRenameResult | null {
  const found = refuse(renamableAt(analysis, analysis.lines.offsetAt(position)));
  return found === null ? null : { range: toRange(analysis.lines, found.range), placeholder: found.name };
}

/** @throws ResponseError with a message for the user if the new name isn't possible. */
export function rename(
  analysed: AnalysedDocument,
  position: Position,
  newName: string,
  client: ClientAbilities,
): WorkspaceEdit | null {
  const { analysis } = analysed;
  const edits = refuse(renameAt(analysis, analysis.lines.offsetAt(position), newName));
  return edits === null ? null : textEditsToWorkspaceEdit(edits, analysed, client);
}

function refuse<T extends object>(found: T | RenameProblem | null): T | null {
  if (found !== null && "problem" in found) {
    throw new ResponseError(LSPErrorCodes.RequestFailed, found.problem);
  }
  return found;
}
