import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

/** Hears of problems when a document is kept in sync with the editor. */
export interface SyncListener {
  /** The text may differ from the editor's now. */
  readonly lost: (uri: string, reason: string) => void;
  /** The text is the editor's again. */
  readonly found: (uri: string) => void;
  /** The changes of one version come next. */
  readonly changed: (uri: string, changes: readonly TextDocumentContentChangeEvent[]) => void;
  readonly warn: (message: string) => void;
}

/** Keeps documents in sync, and says when that isn't possible. */
export function syncedText({ lost, found, changed, warn }: SyncListener): TextDocumentsConfiguration<TextDocument> {
  return {
    create(uri, languageId, version, text) {
      found(uri);
      return TextDocument.create(uri, languageId, version, text);
    },
    update(document, changes, version) {
      const { uri } = document;
      if (version <= document.version) {
        warn(`${uri}: version ${version} comes after version ${document.version}.`);
      }
      changed(uri, changes);
      let updated = document;
      for (const { text, ...place } of changes) {
        // Some clients send null instead of nothing.
        const range = "range" in place ? (place.range ?? null) : null;
        if (range === null) {
          found(uri);
        } else if (range.start.line > updated.lineCount) {
          // Clients may end a change far below the text to replace all of it. A change that starts there is one of another text. The line
          // after the last one counts as the end of the text, as a character after the end of a line counts as its end.
          lost(uri, "a change is below the last line");
        }
        updated = TextDocument.update(updated, [range === null ? { text } : { text, range }], version);
      }
      return updated;
    },
  };
}
