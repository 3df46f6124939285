import * as vscode from "vscode";
import { l10n } from "vscode";
import type { LanguageServer } from "./language-server";

/** The editors that offer other ways to paste. Those before VS Code 1.97 don't have this API. */
interface PasteApi {
  readonly DocumentPasteEdit: new (insertText: string, title: string, kind: PasteKind) => PasteEdit;
  readonly DocumentDropOrPasteEditKind: { readonly Empty: PasteKind; readonly Text: PasteKind };
  readonly languages: {
    registerDocumentPasteEditProvider(
      selector: vscode.DocumentSelector,
      provider: {
        provideDocumentPasteEdits(
          document: vscode.TextDocument,
          ranges: readonly vscode.Range[],
          dataTransfer: vscode.DataTransfer,
          context: unknown,
          token: vscode.CancellationToken,
        ): Promise<PasteEdit[] | undefined>;
      },
      metadata: { readonly pasteMimeTypes: readonly string[]; readonly providedPasteEditKinds: readonly PasteKind[] },
    ): vscode.Disposable;
  };
}

interface PasteKind {
  append(...parts: string[]): PasteKind;
}

interface PasteEdit {
  yieldTo?: readonly PasteKind[];
}

const TEXT = "text/plain";

/** Offers to paste a command as the exchange that it is. A plain paste stays the default. */
export function registerPasteExchange(server: LanguageServer): vscode.Disposable {
  try {
    return registerProvider(vscode as unknown as PasteApi, server);
  } catch {
    // An older editor has a proposal of this API or none, and must run the rest of the extension all the same.
    return new vscode.Disposable(() => {});
  }
}

function registerProvider(api: PasteApi, server: LanguageServer): vscode.Disposable {
  const { DocumentPasteEdit, DocumentDropOrPasteEditKind } = api;
  const kind = DocumentDropOrPasteEditKind.Empty.append("corsLens", "exchange");
  return api.languages.registerDocumentPasteEditProvider(
    [{ language: "http" }, { pattern: "**/*.{http,rest}" }],
    {
      async provideDocumentPasteEdits(document, [range], dataTransfer, _context, token) {
        const text = await dataTransfer.get(TEXT)?.asString();
        if (text === undefined || text.trim() === "" || range === undefined || token.isCancellationRequested) {
          return undefined;
        }
        const { line, character } = range.start;
        const exchange = await server.request<string>("corsLens/pastedExchange", {
          textDocument: { uri: document.uri.toString() },
          position: { line, character },
          text,
        });
        if (exchange === null) {
          return undefined;
        }
        const edit = new DocumentPasteEdit(exchange, l10n.t("Paste as an HTTP exchange"), kind);
        edit.yieldTo = [DocumentDropOrPasteEditKind.Text];
        return [edit];
      },
    },
    { pasteMimeTypes: [TEXT], providedPasteEditKinds: [kind] },
  );
}
