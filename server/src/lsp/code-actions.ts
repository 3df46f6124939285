import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from "vscode-languageserver";
import type { Fix } from "../edits/edit";
import { exchangeActions } from "../edits/exchange-actions";
import { exchangeAt } from "../explain/locate";
import type { Finding } from "../rules/framework/rule";
import { safeFixes } from "../rules/framework/safe-fixes";
import { absolute } from "../text/range";
import type { JudgedDocument } from "../verdict/judged-document";
import type { ClientAbilities } from "./client-capabilities";
import { COPY, copyActions } from "./copy-exchange";
import type { AnalysedDocument } from "./documents";
import { toDiagnostic, toWorkspaceEdit } from "./to-protocol";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.corsLens`;
const REWRITE = `${CodeActionKind.RefactorRewrite}.corsLens`;

export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL, REWRITE, COPY];

/** The fixes of the findings at a range, the actions on the exchange there, copies of it, and fix-all. */
export function codeActions(
  analysed: AnalysedDocument,
  { range, context }: CodeActionParams,
  client: ClientAbilities,
): CodeAction[] {
  const { lines, findings, judged } = analysed.analysis;
  const start = lines.offsetAt(range.start);
  const end = lines.offsetAt(range.end);
  const wants = (kind: string) =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const edit = (fix: Fix) => toWorkspaceEdit(fix, analysed, client);

  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const finding of findings) {
      const place = absolute(finding.place);
      if (place.start <= end && place.end >= start) {
        actions.push(...quickFixes(finding, judged, toDiagnostic(finding, analysed, client), edit, client));
      }
    }
  }
  const exchange = exchangeAt(judged, start);
  if (exchange !== null) {
    for (const { id, fix } of exchangeActions(judged, exchange)) {
      const kind = `${REWRITE}.${id}`;
      if (wants(kind)) {
        actions.push({ title: fix.title, kind, edit: edit(fix) });
      }
    }
    actions.push(...copyActions(analysed, exchange, client).filter(({ kind = COPY }) => wants(kind)));
  }
  if (context.only?.some((only) => FIX_ALL === only || FIX_ALL.startsWith(`${only}.`))) {
    const edits = safeFixes(findings, judged);
    if (edits.length > 0) {
      const title = "Apply all safe CORS Lens fixes";
      actions.push({ title, kind: FIX_ALL, edit: edit({ title, grade: "safe", edits }) });
    }
  }
  return actions;
}

function quickFixes(
  finding: Finding,
  judged: JudgedDocument,
  diagnostic: Diagnostic,
  edit: (fix: Fix) => NonNullable<CodeAction["edit"]>,
  client: ClientAbilities,
): CodeAction[] {
  const fixes = finding.fixes(judged);
  const safe = fixes.filter((fix) => fix.grade === "safe");
  return fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: edit(fix),
    // Only a fix that changes no grant, and has no rival, is offered to be applied without a look.
    ...(client.preferredActions && safe.length === 1 && safe[0] === fix ? { isPreferred: true } : {}),
  }));
}
