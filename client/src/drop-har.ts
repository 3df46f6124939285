import {
  type DataTransfer,
  type Disposable,
  DocumentDropEdit,
  type DocumentDropEditProvider,
  l10n,
  languages,
  Position,
  type TextDocument,
  Uri,
  WorkspaceEdit,
} from "vscode";
import { exchangesOfHar } from "./har-exchanges";
import { droppedHarFile, type HarFile, harFileAt, isHarName } from "./har-file";
import type { LanguageServer } from "./language-server";

/** Writes the exchanges of a HAR that is dropped into a file of requests. */
export function registerDropHar(server: LanguageServer): Disposable {
  const provider: DocumentDropEditProvider = {
    async provideDocumentDropEdits(document, position, dataTransfer, token) {
      const dropped = await harIn(dataTransfer);
      const text = dropped === null ? null : await exchangesOfHar(server, dropped.name, dropped.find);
      return text === null || token.isCancellationRequested ? undefined : dropEdit(document, position, text);
    },
  };
  return languages.registerDocumentDropEditProvider([{ language: "http" }, { pattern: "**/*.{http,rest}" }], provider);
}

interface DroppedHar {
  readonly name: string;
  readonly find: () => Promise<HarFile>;
}

/** The first HAR among what is dropped: a file of the workspace or of another program. */
async function harIn(dataTransfer: DataTransfer): Promise<DroppedHar | null> {
  const list = await dataTransfer.get("text/uri-list")?.asString();
  const line = (list ?? "").split(/\r?\n/).find((one) => !one.startsWith("#") && isHarName(Uri.parse(one).path));
  if (line !== undefined) {
    const uri = Uri.parse(line);
    return { name: uri.path.slice(uri.path.lastIndexOf("/") + 1), find: () => harFileAt(uri) };
  }
  for (const [, item] of dataTransfer) {
    const file = item.asFile();
    if (file !== undefined && isHarName(file.name)) {
      return { name: file.name, find: () => droppedHarFile(file) };
    }
  }
  return null;
}

/** Newer editors let the user choose among what several extensions make of a drop, by these titles. */
class TitledDropEdit extends DocumentDropEdit {
  readonly title = l10n.t("Insert the exchanges of the HAR");
}

/** Writes exchanges between others: above the next separator, or at the end, because the place itself may be within a message. */
function dropEdit(document: TextDocument, position: Position, text: string): DocumentDropEdit {
  const edit = new TitledDropEdit("");
  edit.additionalEdit = new WorkspaceEdit();
  const next = nextSeparator(document, position.line);
  const isEmpty = document.getText().trim() === "";
  if (next === null) {
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.additionalEdit.insert(document.uri, end, isEmpty ? text : `\n${end.character === 0 ? "" : "\n"}${text}`);
  } else {
    edit.additionalEdit.insert(document.uri, new Position(next, 0), `${text}\n`);
  }
  return edit;
}

function nextSeparator(document: TextDocument, from: number): number | null {
  for (let line = from; line < document.lineCount; line++) {
    if (document.lineAt(line).text.startsWith("###")) {
      return line;
    }
  }
  return null;
}
