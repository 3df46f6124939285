import { DiagnosticSeverity, Disposable, LanguageStatusSeverity, l10n, languages, type Uri, window } from "vscode";
import { DOCUMENT_SELECTOR } from "./document-selector";
import type { LanguageServer, ServerState } from "./language-server";

const details = (): Readonly<Record<ServerState, string>> => ({
  starting: l10n.t("The server is starting."),
  running: l10n.t("The server is running."),
  stopped: l10n.t("The server has stopped."),
  failed: l10n.t("The server has failed."),
});

/** The language status item: the state of the server, and the number of findings in the active document. */
export function registerStatus(server: LanguageServer, source: string): Disposable {
  const item = languages.createLanguageStatusItem("corsLens.status", DOCUMENT_SELECTOR);
  item.name = source;
  item.command = { title: l10n.t("Show Output"), command: "corsLens.showOutput" };

  const update = () => {
    const uri = window.activeTextEditor?.document.uri;
    item.text = uri === undefined ? source : findings(uri, source);
    item.detail = details()[server.state];
    item.busy = server.state === "starting";
    item.severity = server.state === "failed" ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  };
  update();

  return Disposable.from(
    item,
    server.onDidChangeState(update),
    window.onDidChangeActiveTextEditor(update),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const active = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) {
        update();
      }
    }),
  );
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
