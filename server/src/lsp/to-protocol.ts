import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range as LspRange,
  type TextEdit as LspTextEdit,
  type SnippetTextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { type Edit, type Fix, textEdits } from "../edits/edit";
import { plainText } from "../edits/snippet";
import type { Finding, Severity } from "../rules/framework/rule";
import { rulePageUrl } from "../rules/framework/rule-ids";
import type { TextEdit } from "../text/edit";
import type { LineIndex } from "../text/line-index";
import type { Range } from "../text/range";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";

/** Only this module turns offsets into positions and findings into diagnostics. */

export const SOURCE = "CORS Lens";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toRange(lines: LineIndex, { start, end }: Range): LspRange {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

export function toDiagnostic(
  finding: Finding,
  { document, analysis }: AnalysedDocument,
  client: ClientAbilities,
): Diagnostic {
  const { lines } = analysis;
  return {
    range: toRange(lines, analysis.document.rangeOf(finding.place)),
    severity: SEVERITIES[finding.severity],
    source: SOURCE,
    code: finding.rule,
    message: finding.message,
    ...(client.codeDescription ? { codeDescription: { href: rulePageUrl(finding.rule) } } : {}),
    ...(client.diagnosticTags ? tagsOf(finding) : {}),
    ...(client.relatedInformation && finding.related.length > 0
      ? {
          relatedInformation: finding.related.map(({ message, place }) => ({
            message,
            location: { uri: document.uri, range: toRange(lines, analysis.document.rangeOf(place)) },
          })),
        }
      : {}),
    ...(client.diagnosticData ? { data: { rule: finding.rule } } : {}),
  };
}

function tagsOf({ unnecessary, deprecated }: Finding): Pick<Diagnostic, "tags"> {
  const tags = [...(unnecessary ? [DiagnosticTag.Unnecessary] : []), ...(deprecated ? [DiagnosticTag.Deprecated] : [])];
  return tags.length === 0 ? {} : { tags };
}

/** A message about the whole document, at its start. */
export function toNotice(message: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, severity: DiagnosticSeverity.Information, source: SOURCE, message };
}

/** A fix as an edit of the analysed version of the document. */
export function toWorkspaceEdit(fix: Fix, analysed: AnalysedDocument, client: ClientAbilities): WorkspaceEdit {
  const { document } = analysed;
  if (fix.grade === "placeholder" && client.snippetEdits) {
    const edits = toSnippetEdits(fix.edits, analysed);
    return { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] };
  }
  const edits = textEdits(analysed.analysis.document, fix.edits).map(({ range, newText }) => ({
    range,
    newText: fix.grade === "placeholder" ? plainText(newText) : newText,
  }));
  return textEditsToWorkspaceEdit(edits, analysed, client);
}

/** Replacements in the analysed version of the document. */
export function textEditsToWorkspaceEdit(
  edits: readonly TextEdit[],
  { document, analysis }: AnalysedDocument,
  client: ClientAbilities,
): WorkspaceEdit {
  const changes = edits.map(({ range, newText }): LspTextEdit => ({ range: toRange(analysis.lines, range), newText }));
  return client.documentChanges
    ? { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: changes }] }
    : { changes: { [document.uri]: changes } };
}

function toSnippetEdits(edits: readonly Edit[], { document, analysis }: AnalysedDocument): SnippetTextEdit[] {
  return textEdits(analysis.document, edits).map(({ range, newText }) => {
    const { start, end } = toRange(analysis.lines, range);
    const before = document.getText({ start: { line: start.line, character: 0 }, end: start });
    return { range: { start, end }, snippet: { kind: "snippet", value: withoutIndent(newText, before) } };
  });
}

/** Removes the indentation after line breaks: editors indent the lines of a snippet like the line where they insert it. */
function withoutIndent(snippet: string, before: string): string {
  const indent = /^[ \t]*/.exec(before)?.[0] ?? "";
  return indent === "" ? snippet : snippet.replaceAll(`\n${indent}`, "\n").replaceAll(`\r${indent}`, "\r");
}
