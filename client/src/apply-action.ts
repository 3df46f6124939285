import { type CodeAction, type CodeActionKind, commands, window, workspace } from "vscode";

/**
 * Applies the action of a kind for the request at the cursor to the active document, or says why there is none.
 * @param none what to say if it isn't offered.
 * @returns whether it was applied.
 */
export async function applyAction(kind: CodeActionKind, none: string): Promise<boolean> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    return false;
  }
  const actions = await commands.executeCommand<CodeAction[] | undefined>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    editor.selection,
    kind.value,
  );
  const offered = actions?.filter((action) => action.kind !== undefined && kind.contains(action.kind)) ?? [];
  const action = offered.find(({ disabled, edit }) => disabled === undefined && edit !== undefined);
  if (action?.edit !== undefined) {
    return workspace.applyEdit(action.edit);
  }
  window.showInformationMessage(offered[0]?.disabled?.reason ?? none);
  return false;
}
