/// <reference path="./texts.d.ts" />
import { window, workspace } from "vscode";
import sample from "../../examples/0-first-steps.http";

/** Opens a new document with things to try; nothing is lost with it. */
export async function openSample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: "http", content: sample });
  await window.showTextDocument(document);
}
