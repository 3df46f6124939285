const { CodeLens, Diagnostic, DiagnosticSeverity, FoldingRange, languages, Range } = require("vscode");

/** As httpYac names the documents. */
const SELECTOR = [{ language: "http" }, { pattern: "**/*.{http,rest}" }];

exports.activate = ({ subscriptions }) => {
  const diagnostics = languages.createDiagnosticCollection("stand-in-httpyac");
  subscriptions.push(
    diagnostics,
    languages.registerCodeLensProvider(SELECTOR, {
      provideCodeLenses(document) {
        diagnostics.set(document.uri, [
          new Diagnostic(new Range(0, 0, 0, 3), "A word of another extension", DiagnosticSeverity.Information),
        ]);
        return [new CodeLens(new Range(0, 0, 0, 0), { title: "send", command: "stand-in.send", arguments: [] })];
      },
    }),
    languages.registerFoldingRangeProvider(SELECTOR, {
      provideFoldingRanges: (document) => [new FoldingRange(0, document.lineCount - 1)],
    }),
  );
};
