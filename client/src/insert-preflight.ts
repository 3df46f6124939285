import { type CodeAction, commands, l10n, window, workspace } from "vscode";
import { completeStep, INSERT_PREFLIGHT } from "./walkthrough";

/** Inserts the preflight of the request at the cursor into the active document, or says why there is none. */
export async function insertPreflight(): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const actions = await commands.executeCommand<CodeAction[] | undefined>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    editor.selection,
    INSERT_PREFLIGHT.value,
  );
  const offered = actions?.filter(({ kind }) => kind !== undefined && INSERT_PREFLIGHT.contains(kind)) ?? [];
  const action = offered.find(({ disabled, edit }) => disabled === undefined && edit !== undefined);
  if (action?.edit !== undefined) {
    await workspace.applyEdit(action.edit);
    await completeStep("corsLens.insertedPreflight");
    return;
  }
  window.showInformationMessage(
    offered[0]?.disabled?.reason ??
      l10n.t(
        "There is no preflight to insert. Put the cursor on a request that needs one and doesn't have one in this file yet.",
      ),
  );
}
