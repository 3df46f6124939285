import assert from "node:assert/strict";
import { type ClientCapabilities, ResponseError, SymbolKind } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analysis, analyse, type Settings } from "../../server/src/analysis";
import { jsonFormatter } from "../../server/src/cli/format/json";
import { createPaint } from "../../server/src/cli/format/paint";
import { PrettyFormatter } from "../../server/src/cli/format/pretty";
import { NOTHING, withFile } from "../../server/src/cli/format/totals";
import { COPY_FORMATS } from "../../server/src/copy/copy-exchange";
import { NO_ENVIRONMENT } from "../../server/src/http/environment-variables";
import type { Carrier } from "../../server/src/http/parse";
import type { AnalysedDocument } from "../../server/src/lsp/analysed-document";
import { abilitiesOf } from "../../server/src/lsp/client-capabilities";
import { CODE_ACTION_KINDS, codeActions, FIX_ALL } from "../../server/src/lsp/code-actions";
import { codeLenses } from "../../server/src/lsp/code-lenses";
import { completion } from "../../server/src/lsp/completion";
import { copyOfExchange } from "../../server/src/lsp/copy-exchange";
import { definition, references } from "../../server/src/lsp/definition";
import { documentLinks } from "../../server/src/lsp/document-links";
import { explainExchange } from "../../server/src/lsp/explain-exchange";
import { foldingRanges } from "../../server/src/lsp/folding-ranges";
import { highlights } from "../../server/src/lsp/highlights";
import { hover } from "../../server/src/lsp/hover";
import { inlayHints } from "../../server/src/lsp/inlay-hints";
import { CHOOSE_ENVIRONMENT_COMMAND, COPY_COMMANDS, EXPLAIN_EXCHANGE_COMMAND } from "../../server/src/lsp/protocol";
import { prepareRename, rename } from "../../server/src/lsp/rename";
import { selectionRanges } from "../../server/src/lsp/selection-ranges";
import { semanticTokens } from "../../server/src/lsp/semantic-tokens";
import { documentSymbols, workspaceSymbols } from "../../server/src/lsp/symbols";
import { toDiagnostic } from "../../server/src/lsp/to-protocol";
import { verdictsOf } from "../../server/src/navigate/verdicts";
import { tokensOf } from "../../server/src/tokens/tokens";

/** A client that supports everything on which an answer depends. */
export const CLIENT_CAPABILITIES: ClientCapabilities = {
  textDocument: {
    diagnostic: {
      relatedInformation: true,
      dataSupport: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    hover: { contentFormat: ["markdown"] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: CODE_ACTION_KINDS } },
      isPreferredSupport: true,
    },
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ["markdown"], insertReplaceSupport: true },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true, symbolKind: { valueSet: Object.values(SymbolKind) } },
    definition: { linkSupport: true },
    rename: { prepareSupport: true },
    codeLens: {},
    inlayHint: {},
    semanticTokens: {
      requests: { full: true, range: true },
      tokenTypes: [],
      tokenModifiers: [],
      formats: ["relative"],
    },
  },
  window: { showDocument: { support: true } },
  workspace: { workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
  experimental: {
    commands: { commands: [EXPLAIN_EXCHANGE_COMMAND, CHOOSE_ENVIRONMENT_COMMAND, ...Object.values(COPY_COMMANDS)] },
  },
};
export const CLIENT = abilitiesOf(CLIENT_CAPABILITIES);

/** Everything that users can see of a document, as the server and the command line would send it. A rule that throws is an error. */
export class Answers {
  readonly analysed: AnalysedDocument;

  constructor(text: string, carrier: Carrier, settings: Settings, document?: TextDocument) {
    const analysis = analyse(text, carrier, settings, (_, error) => {
      throw error;
    });
    this.analysed = {
      document: document ?? TextDocument.create("file:///folder/document.http", "http", 1, text),
      analysis,
      carrier,
      settings,
      environments: { names: [], chosen: null, defined: new Set(), variables: settings.variables ?? NO_ENVIRONMENT },
      environmentChosenIn: null,
      annotations: { codeLens: true, inlayHints: true, notCors: false },
      isReportedOnSave: false,
    };
  }

  /** The answers about the whole document. */
  whole() {
    const { analysed } = this;
    const { analysis } = analysed;
    const verdicts = verdictsOf(analysis, analysed.annotations.notCors);
    const all = { start: { line: 0, character: 0 }, end: analysis.lines.positionAt(analysis.document.text.length) };
    return {
      diagnostics: analysis.findings.map((finding) => toDiagnostic(finding, analysed, CLIENT)),
      codeLenses: codeLenses(analysed, verdicts, CLIENT),
      inlayHints: inlayHints(analysed, verdicts, all),
      symbols: documentSymbols(analysed, CLIENT),
      workspaceSymbols: workspaceSymbols(analysed, ""),
      foldingRanges: foldingRanges(analysed, CLIENT),
      documentLinks: documentLinks(analysed),
      semanticTokens: semanticTokens(analysed, tokensOf(analysis)),
      actions: codeActions(
        analysed,
        { textDocument: analysed.document, range: all, context: { diagnostics: [] } },
        CLIENT,
      ),
      fixAll: codeActions(
        analysed,
        { textDocument: analysed.document, range: all, context: { diagnostics: [], only: [FIX_ALL] } },
        CLIENT,
      ),
    };
  }

  /**
   * The answers about one place.
   * @param others the other open documents.
   */
  at(offset: number, others: readonly Analysis[] = []) {
    const { analysed } = this;
    const position = analysed.analysis.lines.positionAt(offset);
    const range = { start: position, end: position };
    return {
      hover: hover(analysed, position, CLIENT, []),
      completion: completion(analysed, { textDocument: analysed.document, position, others }, CLIENT),
      actions: codeActions(analysed, { textDocument: analysed.document, range, context: { diagnostics: [] } }, CLIENT),
      definition: definition(analysed, position, CLIENT),
      references: references(analysed, position, true),
      highlights: highlights(analysed, position),
      selectionRanges: selectionRanges(analysed, [position]),
      explanation: explainExchange(analysed, { position }, CLIENT),
      prepareRename: refusable(() => prepareRename(analysed, position)),
      rename: refusable(() => rename(analysed, position, "renamed", CLIENT)),
    };
  }

  /** The copies of the exchange at a place. */
  copies(offset: number) {
    const position = this.analysed.analysis.lines.positionAt(offset);
    return COPY_FORMATS.map((format) => copyOfExchange(this.analysed, position, format));
  }

  json(): string {
    const formatter = jsonFormatter();
    const file = { path: "document.http", analysis: this.analysed.analysis, har: null };
    return formatter.add(file) + formatter.finish(withFile(NOTHING, file.analysis));
  }

  pretty(columns = 100): string {
    const formatter = new PrettyFormatter({ columns, paint: createPaint(true) });
    const file = { path: "document.http", analysis: this.analysed.analysis, har: null };
    return formatter.add(file) + formatter.finish(withFile(NOTHING, file.analysis));
  }
}

/** The answer, or the refusal that the user sees instead. */
function refusable<T>(answer: () => T): T | string {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ResponseError) {
      return error.message;
    }
    throw error;
  }
}

/** Asserts that all ranges in an answer of the server are in the document, and run forwards. */
export function assertRanges(answer: unknown, document: TextDocument): void {
  if (Array.isArray(answer)) {
    for (const item of answer) {
      assertRanges(item, document);
    }
  } else if (typeof answer === "object" && answer !== null) {
    if ("line" in answer && "character" in answer) {
      const position = { line: Number(answer.line), character: Number(answer.character) };
      assert.deepEqual(document.positionAt(document.offsetAt(position)), position, "a position is in the document");
    }
    if ("start" in answer && "end" in answer && typeof answer.start === "object" && typeof answer.end === "object") {
      const [start, end] = [answer.start, answer.end].map((at) => document.offsetAt(at as never)) as [number, number];
      assert.ok(start <= end, `a range runs forwards: ${JSON.stringify(answer)}`);
    }
    for (const part of Object.values(answer)) {
      assertRanges(part, document);
    }
  }
}
