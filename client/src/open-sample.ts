/// <reference path="./texts.d.ts" />
import { Uri, window, workspace } from "vscode";
import sample from "../../examples/0-first-steps.http";

/**
 * Opens the sample. It is a file of the extension's own storage, so that it has a name, and closing it asks nothing if nothing was changed. Each time it is
 * as new, unless it is open with changes.
 * @param storage the folder.
 */
export async function openSample(storage: Uri): Promise<void> {
  const uri = Uri.joinPath(storage, "First Steps.http");
  const isChanged = workspace.textDocuments.some((open) => open.isDirty && open.uri.toString() === uri.toString());
  if (!isChanged) {
    await workspace.fs.createDirectory(storage);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(sample));
  }
  await window.showTextDocument(await workspace.openTextDocument(uri));
}
