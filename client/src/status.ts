import {
  DiagnosticSeverity,
  Disposable,
  LanguageStatusSeverity,
  l10n,
  languages,
  type TextEditor,
  type Uri,
  window,
  workspace,
} from "vscode";
import { Debounced } from "./debounce";
import { DOCUMENT_SELECTOR } from "./document-selector";
import type { LanguageServer, ServerState } from "./language-server";
import { inStatusBar } from "./plain-text";

const states = (): Readonly<Record<Exclude<ServerState, "running">, string>> => ({
  starting: l10n.t("The server is starting."),
  stopped: l10n.t("The server has stopped."),
  failed: l10n.t("The server has failed."),
});

/** How long the cursor must rest, in milliseconds. */
const REST = 100;
/** How long after an edit the verdict keeps its last words, as the lens does. */
const QUIET = 1000;

/**
 * The language status item: the verdict on the exchange at the cursor, in the words of its lens, and the number of findings in the document. While
 * the server doesn't run, its state.
 */
export function registerStatus(server: LanguageServer, source: string): Disposable {
  const item = languages.createLanguageStatusItem("corsLens.status", DOCUMENT_SELECTOR);
  item.name = source;
  item.command = { title: l10n.t("Show Output"), command: "corsLens.showOutput" };
  let asked = 0;

  const update = async () => {
    const { state } = server;
    const editor = window.activeTextEditor;
    item.busy = state === "starting";
    item.severity = state === "failed" ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    const count = editor === undefined ? source : findings(editor.document.uri, source);
    const question = ++asked;
    const verdict = editor === undefined ? null : await verdictAtCursor(server, editor);
    if (question === asked) {
      item.text = verdict === null ? count : inStatusBar(verdict);
      item.detail = state !== "running" ? states()[state] : verdict === null ? "" : count;
    }
  };
  let editedAt = 0;
  const afterEdit = new Debounced(() => void update(), QUIET);
  const afterRest = new Debounced(() => (Date.now() - editedAt < QUIET ? afterEdit.call() : void update()), REST);
  void update();

  return Disposable.from(
    item,
    afterRest,
    afterEdit,
    server.onDidChangeState(() => void update()),
    window.onDidChangeActiveTextEditor(() => void update()),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) {
        afterRest.call();
      }
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) {
        editedAt = Date.now();
        afterRest.call();
      }
    }),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const active = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) {
        afterRest.call();
      }
    }),
  );
}

/** Null if the cursor is in no exchange, or if the server doesn't answer. */
async function verdictAtCursor(server: LanguageServer, { document, selection }: TextEditor): Promise<string | null> {
  if (languages.match(DOCUMENT_SELECTOR, document) === 0) {
    return null;
  }
  const { line, character } = selection.active;
  const at = { textDocument: { uri: document.uri.toString() }, position: { line, character } };
  try {
    return await server.request<string>("corsLens/verdict", at);
  } catch {
    // The server is being stopped; its state follows.
    return null;
  }
}

function findings(uri: Uri, source: string): string {
  const severities = languages
    .getDiagnostics(uri)
    .flatMap((found) => (found.source === source ? [found.severity] : []));
  const errors = severities.filter((severity) => severity === DiagnosticSeverity.Error).length;
  const warnings = severities.filter((severity) => severity === DiagnosticSeverity.Warning).length;
  const infos = severities.length - errors - warnings;
  if (severities.length === 0) {
    return l10n.t("No CORS findings");
  }
  return [
    errors === 1 ? l10n.t("1 error") : l10n.t("{0} errors", errors),
    warnings === 1 ? l10n.t("1 warning") : l10n.t("{0} warnings", warnings),
    ...(infos === 0 ? [] : [infos === 1 ? l10n.t("1 info") : l10n.t("{0} infos", infos)]),
  ].join(", ");
}
