/// <reference path="./texts.d.ts" />
import { window, workspace } from "vscode";
import sample from "../../examples/0-first-steps.http";

/** Opens the sample as an unsaved document, so that the user can try things without creating a file. */
export async function openSample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: "http", content: sample });
  await window.showTextDocument(document);
}
