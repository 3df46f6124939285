import { assert } from "chai";
import {
  type CodeAction,
  type CodeActionKind,
  type Command,
  CompletionItemKind,
  type CompletionList,
  commands,
  type Diagnostic,
  extensions,
  type Hover,
  languages,
  type MarkdownString,
  Position,
  Range,
  Selection,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from "vscode";

/** What a user sees and does, for suites that run in every kind of extension host. Nothing here sleeps: it waits for events or conditions. */

export const EXTENSION_ID = "cors-lens.cors-lens";
const SOURCE = "CORS Lens";
const PATIENCE_MS = 15_000;

/** Waits until the extension runs. */
export async function activated(): Promise<void> {
  const extension = extensions.getExtension(EXTENSION_ID);
  assert.isDefined(extension, `${EXTENSION_ID} is not installed`);
  await extension?.activate();
}

/** Opens a file of the workspace in an editor. */
export async function openFile(path: string): Promise<TextEditor> {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.isDefined(folder, "no folder is open");
  return window.showTextDocument(Uri.joinPath(folder?.uri ?? Uri.file("/"), ...path.split("/")));
}

/**
 * Opens an unsaved document in an editor. VS Code may give it the name of one that was just thrown away and, while the backup of that is not
 * deleted yet, its text as well.
 */
export async function openText(content: string, language = "http"): Promise<TextEditor> {
  return eventually("a document with its own text", async () => {
    const editor = await window.showTextDocument(await workspace.openTextDocument({ language, content }));
    if (editor.document.getText() === content) {
      return editor;
    }
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    return undefined;
  });
}

/** Closes all editors, throws away what was not saved, and waits until the unsaved documents are gone: the next one may get the name of the last. */
export async function closeAll(): Promise<void> {
  for (const document of unsaved()) {
    await window.showTextDocument(document);
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await commands.executeCommand("workbench.action.closeAllEditors");
  await eventually("the end of the unsaved documents", () => unsaved().length === 0 || undefined);
}

function unsaved(): TextDocument[] {
  return workspace.textDocuments.filter(({ isUntitled, isDirty, isClosed }) => !isClosed && (isUntitled || isDirty));
}

/** Places the cursor before, or the selection on, the only occurrence of a text. */
export function select(editor: TextEditor, text: string): Range {
  const range = rangeOf(editor.document, text);
  editor.selection = new Selection(range.start, range.end);
  return range;
}

/** The range of the only occurrence of a text. */
export function rangeOf(document: TextDocument, text: string): Range {
  const start = document.getText().indexOf(text);
  assert.isAtLeast(start, 0, `${JSON.stringify(text)} is not in the document`);
  assert.equal(document.getText().lastIndexOf(text), start, `${JSON.stringify(text)} is in the document twice`);
  return new Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Our diagnostics of a document as they are now. */
export function diagnosticsNow(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter(({ source }) => source === SOURCE);
}

/** Our diagnostics of a document as soon as they are as expected. */
export async function diagnostics(
  document: TextDocument,
  expected: (found: readonly Diagnostic[]) => boolean = (found) => found.length > 0,
): Promise<Diagnostic[]> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      listener.dispose();
      clearTimeout(timer);
    };
    const look = () => {
      const found = diagnosticsNow(document);
      if (expected(found)) {
        finish();
        resolve(found);
      }
    };
    const listener = languages.onDidChangeDiagnostics(look);
    const timer = setTimeout(() => {
      finish();
      reject(new Error(`The diagnostics never came; now they are: ${JSON.stringify(diagnosticsNow(document))}`));
    }, PATIENCE_MS);
    look();
  });
}

/** The id of a diagnostic's rule. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits for what no event announces. */
export async function eventually<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) {
      return seen;
    }
    assert.isBelow(Date.now(), end, `in vain: ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** The texts of all hovers at a position. */
export async function hoversAt(document: TextDocument, position: Position): Promise<string[]> {
  const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position);
  return hovers.flatMap(({ contents }) =>
    contents.map((content) => (typeof content === "string" ? content : (content as MarkdownString).value)),
  );
}

/** The labels of all suggestions at a position but the words of open documents, in the order in which the editor shows them where nothing is typed. */
export async function completionsAt(document: TextDocument, position: Position): Promise<string[]> {
  const { items } = await commands.executeCommand<CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return items
    .filter(({ kind }) => kind !== CompletionItemKind.Text)
    .map(({ label, sortText }) => ({ label: typeof label === "string" ? label : label.label, sortText }))
    .sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1))
    .map(({ label }) => label);
}

/** Accepts the first suggestion as soon as there is one that makes the cursor's line this. */
export async function acceptSuggestion(document: TextDocument, expected: string): Promise<void> {
  await eventually(`the line ${expected}`, async () => {
    await commands.executeCommand("acceptSelectedSuggestion");
    const line = window.activeTextEditor?.selection.active.line ?? 0;
    return document.lineAt(line).text === expected ? true : undefined;
  });
}

/** What the light bulb would offer for a range. */
export async function codeActionsAt(
  document: TextDocument,
  range: Range,
  kind?: CodeActionKind,
): Promise<(CodeAction | Command)[]> {
  return commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range, kind?.value);
}

/** The code action of a title. */
export async function codeActionNamed(document: TextDocument, range: Range, title: string): Promise<CodeAction> {
  const actions = await codeActionsAt(document, range);
  const action = actions.find((candidate) => candidate.title === title);
  assert.isDefined(action, `${title} is not among ${JSON.stringify(actions.map((candidate) => candidate.title))}`);
  return action as CodeAction;
}

/** Applies a code action's edit as the light bulb does. */
export async function apply({ edit }: CodeAction): Promise<void> {
  assert.isDefined(edit, "the action has no edit");
  if (edit !== undefined) {
    assert.isTrue(await workspace.applyEdit(edit), "the editor refused the edit");
  }
}

/** Types into the active editor, key by key. */
export async function type(text: string): Promise<void> {
  for (const character of text) {
    await commands.executeCommand("type", { text: character });
  }
}

/** Takes the last change back, as Ctrl+Z does. */
export async function undo(): Promise<void> {
  await commands.executeCommand("undo");
}

export function at(line: number, character: number): Position {
  return new Position(line, character);
}
