import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic,
} from "vscode-languageserver";
import type { Analysis } from "../analysis";
import { type Fix, textEdits } from "../edits/edit";
import { exchangeActions } from "../edits/exchange-actions";
import { suppressions } from "../edits/suppress";
import { exchangeAt } from "../explain/locate";
import type { HttpDocument } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { withAffordableFixes } from "../rules/framework/affordable-fixes";
import type { Finding } from "../rules/framework/rule";
import { safeFixes } from "../rules/framework/safe-fixes";
import { memo } from "../text/memo";
import type { Range } from "../text/range";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { reportedExchangeActions } from "./console-messages";
import { COPY, copyActions } from "./copy-exchange";
import { CHOOSE_ENVIRONMENT, environmentActions } from "./environments";
import { EXPLAIN_EXCHANGE_COMMAND } from "./protocol";
import { DOCUMENTATION, documentationAction } from "./rule-documentation";
import { toDiagnostic, toWorkspaceEdit } from "./to-protocol";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.corsLens`;
/** Comments that hide findings: quick fixes to an editor, but not corrections. */
const SUPPRESS = `${CodeActionKind.QuickFix}.suppress.corsLens`;
const REWRITE = `${CodeActionKind.RefactorRewrite}.corsLens`;
const WRITE_REPORTED = `${REWRITE}.writeReportedExchange`;
/** Not a quick fix or a refactoring, so that editors put it below those. */
const EXPLAIN = "explain.corsLens";

export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL, REWRITE, COPY, EXPLAIN, CHOOSE_ENVIRONMENT];

/** Actions are offered for the first findings in a range only, because a menu has to be short. Fix-all has all of them. */
const MOST_FINDINGS = 100;
/** How much text their fixes may read, as in `withAffordableFixes`. */
const MOST_READ = 1_000_000;

type ToEdit = (fix: Fix) => NonNullable<CodeAction["edit"]>;

/**
 * In the order of a menu: corrections of the findings in a range, actions on the exchange there, the choice of an environment, the rules' pages, copies, and comments that hide
 * the findings. An editor that wants to know whether to show a light bulb gets corrections alone.
 */
export function codeActions(
  analysed: AnalysedDocument,
  { range, context }: CodeActionParams,
  client: ClientAbilities,
): CodeAction[] {
  const { judged, lines } = analysed.analysis;
  // Some clients send null instead of nothing.
  const only = context.only ?? null;
  const isAutomatic = only === null && context.triggerKind === CodeActionTriggerKind.Automatic;
  const wants = (kind: string) =>
    isAutomatic
      ? kind === CodeActionKind.QuickFix
      : only === null || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const edit: ToEdit = (fix) => toWorkspaceEdit(fix, analysed, client);
  const diagnosticOf = (finding: Finding) => toDiagnostic(finding, analysed, client);

  const found = [CodeActionKind.QuickFix, DOCUMENTATION, SUPPRESS].some(wants)
    ? findingsIn(analysed, { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) })
    : [];
  const fixed = found.map((finding) => ({ fixes: finding.fixes(judged), diagnostic: diagnosticOf(finding) }));
  const safe = fixed.filter(({ fixes }) => fixes.some(({ grade }) => grade === "safe"));
  const exchange = isAutomatic ? null : exchangeAt(judged, lines.offsetAt(range.start));
  return [
    ...(wants(CodeActionKind.QuickFix)
      ? [
          ...fixed.flatMap(({ fixes, diagnostic }) => quickFixes(fixes, diagnostic, edit, client)),
          ...(safe.length === 0 || allSafeFixes(analysed.analysis).length < 2
            ? []
            : [
                {
                  ...fixAll(analysed.analysis, CodeActionKind.QuickFix, edit),
                  diagnostics: safe.map(({ diagnostic }) => diagnostic),
                },
              ]),
        ]
      : []),
    ...(isAutomatic || !wants(WRITE_REPORTED)
      ? []
      : reportedExchangeActions(analysed, range.start, WRITE_REPORTED, client)),
    ...(exchange === null
      ? []
      : rewrites(
          analysed.analysis,
          exchange,
          fixed.flatMap(({ fixes }) => fixes),
          edit,
          wants,
        )),
    ...(exchange !== null && wants(EXPLAIN) ? explainActions(analysed, exchange, client) : []),
    ...(wants(CHOOSE_ENVIRONMENT) ? environmentActions(analysed, lines.offsetAt(range.start), client) : []),
    ...(client.showsDocuments && wants(DOCUMENTATION) ? documentationActions(found, diagnosticOf) : []),
    ...(exchange === null ? [] : copyActions(analysed, exchange, client).filter(({ kind = COPY }) => wants(kind))),
    ...(only !== null && wants(FIX_ALL) && allSafeFixes(analysed.analysis).length > 0
      ? [fixAll(analysed.analysis, FIX_ALL, edit)]
      : []),
    ...(wants(SUPPRESS) ? suppressionActions(found, judged, diagnosticOf, edit) : []),
  ];
}

function findingsIn({ analysis }: AnalysedDocument, { start, end }: Range): readonly Finding[] {
  const { document, findings } = analysis;
  const touched = findings.filter(({ place }) => {
    const range = document.rangeOf(place);
    return range.start <= end && range.end >= start;
  });
  return withAffordableFixes(document, touched.slice(0, MOST_FINDINGS), MOST_READ);
}

/** The actions on an exchange, without those that a fix does already. */
function rewrites(
  { document, judged }: Analysis,
  exchange: JudgedExchange,
  fixes: readonly Fix[],
  edit: ToEdit,
  wants: (kind: string) => boolean,
): CodeAction[] {
  const offered = new Set(fixes.map(({ edits }) => keyOf(document, edits)));
  return exchangeActions(judged, exchange)
    .map(({ id, fix }) => ({ kind: `${REWRITE}.${id}`, fix }))
    .filter(({ kind, fix }) => wants(kind) && !offered.has(keyOf(document, fix.edits)))
    .map(({ kind, fix }) => ({ title: fix.title, kind, edit: edit(fix) }));
}

const allSafeFixes = memo(({ findings, judged }: Analysis): readonly Fix[] => safeFixes(findings, judged));

function fixAll(analysis: Analysis, kind: CodeActionKind, edit: ToEdit): CodeAction {
  const title = "Apply all safe CORS Lens fixes in this file";
  const edits = allSafeFixes(analysis).flatMap((fix) => fix.edits);
  return { title, kind, edit: edit({ title, grade: "safe", edits }) };
}

function explainActions(
  { document, analysis }: AnalysedDocument,
  { request }: JudgedExchange,
  client: ClientAbilities,
): CodeAction[] {
  const title = "Explain this exchange";
  const position = analysis.lines.positionAt(analysis.document.startOf(request));
  return client.commands.includes(EXPLAIN_EXCHANGE_COMMAND)
    ? [
        {
          title,
          kind: EXPLAIN,
          command: { title, command: EXPLAIN_EXCHANGE_COMMAND, arguments: [document.uri, position] },
        },
      ]
    : [];
}

function documentationActions(
  findings: readonly Finding[],
  diagnosticOf: (finding: Finding) => Diagnostic,
): CodeAction[] {
  return [...new Set(findings.map(({ rule }) => rule))].map((rule) =>
    documentationAction(rule, findings.filter((finding) => finding.rule === rule).map(diagnosticOf)),
  );
}

/** Findings that the same comment suppresses share an action. */
function suppressionActions(
  findings: readonly Finding[],
  judged: JudgedDocument,
  diagnosticOf: (finding: Finding) => Diagnostic,
  edit: ToEdit,
): CodeAction[] {
  const { document } = judged;
  // Ids are long, so that titles have them only where they tell rules apart.
  const subject = new Set(findings.map(({ rule }) => rule)).size > 1 ? null : "the rule";
  const actions = new Map<string, CodeAction & { readonly diagnostics: Diagnostic[] }>();
  for (const finding of findings) {
    for (const fix of suppressions(judged, finding, subject ?? finding.rule)) {
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
  edit: ToEdit,
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
