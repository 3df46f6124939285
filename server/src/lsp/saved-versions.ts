import type { NotebookDocuments, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

/** The versions at which the open documents were opened or last saved. Notebook cells are saved with their notebook. */
export class SavedVersions {
  readonly #versions = new Map<string, number>();
  #listeners: ((uri: string) => void)[] = [];

  constructor(texts: TextDocuments<TextDocument>, notebooks: NotebookDocuments<TextDocument>) {
    const opened = ({ uri, version }: TextDocument) => this.#versions.set(uri, version);
    const saved = (document: TextDocument) => {
      opened(document);
      for (const tell of this.#listeners) {
        tell(document.uri);
      }
    };
    texts.onDidOpen(({ document }) => opened(document));
    texts.onDidSave(({ document }) => saved(document));
    notebooks.cellTextDocuments.onDidOpen(({ document }) => opened(document));
    notebooks.onDidSave(({ cells }) => {
      for (const cell of cells) {
        const document = notebooks.getCellTextDocument(cell);
        if (document !== undefined) {
          saved(document);
        }
      }
    });
    for (const store of [texts, notebooks.cellTextDocuments]) {
      store.onDidClose(({ document }) => this.#versions.delete(document.uri));
    }
  }

  onDidSave(listener: (uri: string) => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  /** Whether a document hasn't changed since it was opened or last saved. */
  isSaved({ uri, version }: TextDocument): boolean {
    return this.#versions.get(uri) === version;
  }
}
