import { commands, type Disposable, Range, Selection, window } from "vscode";
import { SHOW_LINE_COMMAND } from "./server-commands";

/** Registers the command that puts the cursor on a line, zero-based. Actions use it after their edit; it isn't in the command palette. */
export function registerShowLine(): Disposable {
  return commands.registerCommand(SHOW_LINE_COMMAND, (uri: string, line: number) => {
    const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
    if (editor !== undefined) {
      editor.selection = new Selection(line, 0, line, 0);
      editor.revealRange(new Range(line, 0, line, 0));
    }
  });
}
