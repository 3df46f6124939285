import { commands, window, workspace } from "vscode";

/** Opens a new file and its proposals, which begin with a whole exchange and a preflight. */
export async function newExchange(): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: "http" }));
  await commands.executeCommand("editor.action.triggerSuggest");
}
