import { Disposable, languages, type TextDocument, window } from "vscode";
import { DOCUMENT_SELECTOR } from "./document-selector";
import type { LanguageServer } from "./language-server";

/** Tells the server when the cursor goes to another line or document, so that it reports what it held back on the line before. */
export function registerCursor(server: LanguageServer): Disposable {
  let last: { readonly document: TextDocument; readonly line: number } | null = null;
  const tell = ({ uri, version }: TextDocument, line: number | null) =>
    server.notify("corsLens/cursorMoved", { textDocument: { uri: uri.toString(), version }, line });
  const moveTo = (next: typeof last) => {
    if (last !== null && last.document !== next?.document && !last.document.isClosed) {
      tell(last.document, null);
    } else if (next !== null && next.line !== last?.line) {
      tell(next.document, next.line);
    }
    last = next;
  };
  return Disposable.from(
    window.onDidChangeTextEditorSelection(({ textEditor: { document }, selections: [first] }) => {
      if (first !== undefined && languages.match(DOCUMENT_SELECTOR, document) > 0) {
        moveTo({ document, line: first.active.line });
      }
    }),
    window.onDidChangeActiveTextEditor((editor) => {
      if (editor?.document !== last?.document) {
        moveTo(null);
      }
    }),
  );
}
