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

/** What a user sees and does, for suites in every kind of extension host. These functions wait for events or conditions, and never for a fixed time. */

export const EXTENSION_ID = "cors-lens.cors-lens";
const SOURCE = "CORS Lens";
/** After this long, what a suite waits for will never come. A busy machine needs far less; the harness gives up only later. */
const HANG_GUARD_MS = 10 * 60_000;

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
 * Opens an unsaved document in an editor. VS Code may reuse the name of a document that was just discarded and, until its backup is deleted, also
 * its text.
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

/** Closes all editors without saving, and waits until the unsaved documents are gone, because the next one may get the name of the last. */
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

/** The current diagnostics of a document from this extension. */
export function diagnosticsNow(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter(({ source }) => source === SOURCE);
}

/** Waits until the diagnostics of a document from this extension are as expected. */
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
      reject(
        new Error(
          `The expected diagnostics never came. The current ones are: ${JSON.stringify(diagnosticsNow(document))}`,
        ),
      );
    }, HANG_GUARD_MS);
    look();
  });
}

export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits for a condition without an event. */
export async function eventually<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + HANG_GUARD_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) {
      return seen;
    }
    assert.isBelow(Date.now(), end, `waited in vain for ${what}`);
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

/** The labels of the suggestions at a position, except words from open documents, in the order in which the editor shows them before anything is typed. */
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

/** Accepts the first suggestion, once that turns the cursor's line into the expected one. */
export async function acceptSuggestion(document: TextDocument, expected: string): Promise<void> {
  await eventually(`the line ${expected}`, async () => {
    await commands.executeCommand("acceptSelectedSuggestion");
    const line = window.activeTextEditor?.selection.active.line ?? 0;
    return document.lineAt(line).text === expected ? true : undefined;
  });
}

/** The code actions that the light bulb would offer for a range. */
export async function codeActionsAt(
  document: TextDocument,
  range: Range,
  kind?: CodeActionKind,
): Promise<(CodeAction | Command)[]> {
  return commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range, kind?.value);
}

/** Finds a code action by its title. */
export async function codeActionNamed(document: TextDocument, range: Range, title: string): Promise<CodeAction> {
  const actions = await codeActionsAt(document, range);
  const action = actions.find((candidate) => candidate.title === title);
  assert.isDefined(action, `${title} isn't among ${JSON.stringify(actions.map((candidate) => candidate.title))}`);
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

/** Undoes the last change, as Ctrl+Z does. */
export async function undo(): Promise<void> {
  await commands.executeCommand("undo");
}

export function at(line: number, character: number): Position {
  return new Position(line, character);
}
