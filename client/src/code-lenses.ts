import { CodeLens, Disposable, EventEmitter, languages, Range } from "vscode";
import type { Middleware } from "vscode-languageclient";
import { DOCUMENT_SELECTOR } from "./document-selector";
import type { LanguageServer } from "./language-server";

interface ProtocolLens {
  readonly range: { readonly start: ProtocolPosition; readonly end: ProtocolPosition };
  readonly command: {
    readonly title: string;
    readonly tooltip?: string;
    readonly command: string;
    readonly arguments: unknown[];
  };
}

interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

/**
 * Shows the server's lenses after those of other extensions. The editor sorts the lenses of a line by how specific their document selector is, and
 * then puts the last registered one first. With the library's selector, by language, our lens would displace the links that send the request.
 */
export function registerCodeLenses(server: LanguageServer): Disposable {
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    server.onDidChangeState(() => changed.fire()),
    languages.registerCodeLensProvider(
      { language: "*" },
      {
        onDidChangeCodeLenses: changed.event,
        async provideCodeLenses(document) {
          if (languages.match(DOCUMENT_SELECTOR, document) === 0) {
            return [];
          }
          const uri = document.uri.toString();
          const lenses = await server.request<ProtocolLens[]>("textDocument/codeLens", { textDocument: { uri } });
          return (lenses ?? []).map(({ range: { start, end }, command }) => {
            return new CodeLens(new Range(start.line, start.character, end.line, end.character), command);
          });
        },
      },
    ),
  );
}

/** Removes the lenses that the library would show itself. It still forwards the server's refresh requests. */
export const codeLensMiddleware: Middleware = { provideCodeLenses: () => [] };
