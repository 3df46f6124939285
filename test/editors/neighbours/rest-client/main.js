const {
  CodeLens,
  CompletionItem,
  CompletionItemKind,
  DocumentSymbol,
  Hover,
  languages,
  Range,
  SymbolKind,
} = require("vscode");

/** As REST Client names the documents. */
const SELECTOR = [
  { language: "http", scheme: "*" },
  { language: "plaintext", scheme: "*" },
];

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    languages.registerCodeLensProvider(SELECTOR, {
      provideCodeLenses: (document) =>
        requestLinesOf(document).map(
          (range) => new CodeLens(range, { title: "Send Request", command: "stand-in.send", arguments: [] }),
        ),
    }),
    languages.registerCompletionItemProvider(
      SELECTOR,
      {
        provideCompletionItems: (document, position) =>
          document.lineAt(position).text.lastIndexOf("{{", position.character) < 0
            ? [new CompletionItem("Content-Type", CompletionItemKind.Field)]
            : [new CompletionItem("$guid", CompletionItemKind.Variable)],
      },
      ".",
    ),
    languages.registerHoverProvider(SELECTOR, {
      provideHover: (document, position) =>
        document.getWordRangeAtPosition(position, /\{\{\w+\}\}/) && new Hover("A variable of another extension"),
    }),
    languages.registerDocumentSymbolProvider(SELECTOR, {
      provideDocumentSymbols: (document) =>
        requestLinesOf(document).map(
          (range) => new DocumentSymbol(document.getText(range), "", SymbolKind.Method, range, range),
        ),
    }),
  );
};

function requestLinesOf(document) {
  return Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line))
    .filter(({ text }) => /^[A-Z]+ \S/.test(text))
    .map(({ range }) => new Range(range.start, range.end));
}
