import {
  commands,
  type Disposable,
  EventEmitter,
  extensions,
  type Position,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { LanguageServer } from "./language-server";

export const EXPLANATION_SCHEME = "cors-lens";

/** A place in a document, as the server is asked about it: zero-based, in UTF-16 units. */
interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** The read-only documents that explain an exchange in Markdown. Each names its place, and follows the document that it explains. */
export class Explanations implements TextDocumentContentProvider, Disposable {
  readonly #server: LanguageServer;
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #listener: Disposable;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#listener = workspace.onDidChangeTextDocument(({ document }) => {
      const source = document.uri.toString();
      for (const { uri } of workspace.textDocuments) {
        if (uri.scheme === EXPLANATION_SCHEME && placeIn(uri).uri === source) {
          this.#changed.fire(uri);
        }
      }
    });
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    return (await explanationAt(this.#server, placeIn(uri))) ?? "There is no HTTP exchange here any more.\n";
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

/**
 * Shows what is known of the exchange at a position, beside the document.
 * @param uri the document as a string, by default the one in the active editor; with it goes `position`, zero-based.
 */
export async function explainExchange(server: LanguageServer, uri: unknown, position: unknown): Promise<void> {
  const place = typeof uri === "string" && isPosition(position) ? placeOf(uri, position) : placeOfCursor();
  if (place === undefined || (await explanationAt(server, place)) === undefined) {
    window.showInformationMessage("There is no HTTP exchange at the cursor.");
    return;
  }
  // Without an extension in its name the document is no Markdown to the editor, so that its own exchanges are not analysed again.
  const explanation = Uri.from({
    scheme: EXPLANATION_SCHEME,
    path: `/Exchange at line ${place.line + 1}`,
    query: JSON.stringify(place),
  });
  // Its command is no use as a sign: it is registered only once the extension that has it is activated.
  if (extensions.getExtension("vscode.markdown-language-features") !== undefined) {
    await commands.executeCommand("markdown.showPreviewToSide", explanation);
  } else {
    await window.showTextDocument(explanation, { viewColumn: ViewColumn.Beside, preview: true });
  }
}

async function explanationAt(server: LanguageServer, { uri, line, character }: Place): Promise<string | undefined> {
  const explanation = await server.request<{ readonly markdown: string } | null>("corsLens/explainExchange", {
    textDocument: { uri },
    position: { line, character },
  });
  return explanation?.markdown;
}

function placeOfCursor(): Place | undefined {
  const editor = window.activeTextEditor;
  return editor === undefined ? undefined : placeOf(editor.document.uri.toString(), editor.selection.active);
}

function placeOf(uri: string, { line, character }: Pick<Position, "line" | "character">): Place {
  return { uri, line, character };
}

function placeIn(explanation: Uri): Place {
  return JSON.parse(explanation.query);
}

function isPosition(value: unknown): value is Pick<Position, "line" | "character"> {
  return typeof value === "object" && value !== null && "line" in value && "character" in value;
}
