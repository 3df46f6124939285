import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from "vscode-languageserver";
import { type Fix, textEdits } from "../edits/edit";
import { exchangeActions } from "../edits/exchange-actions";
import { suppressions } from "../edits/suppress";
import { exchangeAt } from "../explain/locate";
import type { HttpDocument } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import { withAffordableFixes } from "../rules/framework/affordable-fixes";
import type { Finding } from "../rules/framework/rule";
import { safeFixes } from "../rules/framework/safe-fixes";
import { append } from "../text/append";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { COPY, copyActions } from "./copy-exchange";
import { toDiagnostic, toWorkspaceEdit } from "./to-protocol";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.corsLens`;
/** Comments that hide findings: quick fixes to an editor, but not corrections. */
const SUPPRESS = `${CodeActionKind.QuickFix}.suppress.corsLens`;
const REWRITE = `${CodeActionKind.RefactorRewrite}.corsLens`;

export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL, REWRITE, COPY];

/** Actions are offered for the first findings in a range only, because a menu has to be short. Fix-all has all of them. */
const MOST_FINDINGS = 100;
/** How much text their fixes may read, as in `withAffordableFixes`. */
const MOST_READ = 1_000_000;

/** Fixes for the findings in a range, actions on the exchange there, copies of it, fix-all, and comments that suppress these findings. */
export function codeActions(
  analysed: AnalysedDocument,
  { range, context }: CodeActionParams,
  client: ClientAbilities,
): CodeAction[] {
  const { document, lines, findings, judged } = analysed.analysis;
  const start = lines.offsetAt(range.start);
  const end = lines.offsetAt(range.end);
  // Some clients send null instead of nothing.
  const only = context.only ?? null;
  const wants = (kind: string) => only === null || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const edit = (fix: Fix) => toWorkspaceEdit(fix, analysed, client);

  const actions: CodeAction[] = [];
  const found = wants(CodeActionKind.QuickFix)
    ? withAffordableFixes(
        document,
        findings
          .filter((finding) => {
            const place = document.rangeOf(finding.place);
            return place.start <= end && place.end >= start;
          })
          .slice(0, MOST_FINDINGS),
        MOST_READ,
      )
    : [];
  const diagnosticOf = (finding: Finding) => toDiagnostic(finding, analysed, client);
  /** The edits of the fixes, which the actions on the exchange shouldn't offer again. */
  const offered = new Set<string>();
  for (const finding of found) {
    const fixes = finding.fixes(judged);
    for (const { edits } of fixes) {
      offered.add(keyOf(document, edits));
    }
    append(actions, quickFixes(fixes, diagnosticOf(finding), edit, client));
  }
  const exchange = exchangeAt(judged, start);
  if (exchange !== null) {
    for (const { id, fix } of exchangeActions(judged, exchange)) {
      const kind = `${REWRITE}.${id}`;
      if (wants(kind) && !offered.has(keyOf(document, fix.edits))) {
        actions.push({ title: fix.title, kind, edit: edit(fix) });
      }
    }
    append(
      actions,
      copyActions(analysed, exchange, client).filter(({ kind = COPY }) => wants(kind)),
    );
  }
  if (only !== null && wants(FIX_ALL)) {
    const edits = safeFixes(findings, judged);
    if (edits.length > 0) {
      const title = "Apply all safe CORS Lens fixes";
      actions.push({ title, kind: FIX_ALL, edit: edit({ title, grade: "safe", edits }) });
    }
  }
  return [...actions, ...suppressionActions(found, judged, diagnosticOf, edit)];
}

/** Findings that the same comment suppresses share an action. */
function suppressionActions(
  findings: readonly Finding[],
  judged: JudgedDocument,
  diagnosticOf: (finding: Finding) => Diagnostic,
  edit: (fix: Fix) => NonNullable<CodeAction["edit"]>,
): CodeAction[] {
  const { document } = judged;
  const actions = new Map<string, CodeAction & { readonly diagnostics: Diagnostic[] }>();
  for (const finding of findings) {
    for (const fix of suppressions(judged, finding)) {
      const key = `${fix.title} ${keyOf(document, fix.edits)}`;
      const known = actions.get(key);
      if (known === undefined) {
        actions.set(key, {
          title: fix.title,
          kind: SUPPRESS,
          diagnostics: [diagnosticOf(finding)],
          edit: edit(fix),
        });
      } else {
        known.diagnostics.push(diagnosticOf(finding));
      }
    }
  }
  return [...actions.values()];
}

function quickFixes(
  fixes: readonly Fix[],
  diagnostic: Diagnostic,
  edit: (fix: Fix) => NonNullable<CodeAction["edit"]>,
  client: ClientAbilities,
): CodeAction[] {
  const safe = fixes.filter((fix) => fix.grade === "safe");
  return fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: edit(fix),
    // Editors may apply a preferred action without showing it. So it must be the only fix that doesn't change what is allowed.
    ...(client.preferredActions && safe.length === 1 && safe[0] === fix ? { isPreferred: true } : {}),
  }));
}

/** Edits with the same result have the same key. */
function keyOf(document: HttpDocument, edits: Fix["edits"]): string {
  return JSON.stringify(textEdits(document, edits));
}
