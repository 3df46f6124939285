import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
} from "vscode-languageserver";
import type { Finding, Severity } from "../rules/framework/rule";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import type { Clock } from "./clock";
import type { Documents } from "./documents";
import { describe, guard } from "./guard";
import { toDiagnostic, toNotice } from "./to-protocol";
import type { Typing } from "./typing";

export interface PullDiagnostics {
  /** Updates the diagnostics of every document, after settings have changed. */
  readonly refresh: () => void;
  /** The diagnostics of a document; none if it isn't open. */
  readonly reportOf: (uri: string, previousResultId?: string) => Promise<DocumentDiagnosticReport>;
}

/** For a client that requests diagnostics. */
export function registerPullDiagnostics(
  connection: Connection,
  documents: Documents,
  typing: Typing,
  client: ClientAbilities,
): PullDiagnostics {
  // Without a refresh, the client would never hear of what is held back.
  const shown: ShownFindings = client.refreshesDiagnostics
    ? (analysed, findings) => typing.findings(analysed, findings)
    : (_, findings) => findings;
  /** The last report of each document. It stays valid until the document is saved, if findings are reported on save. */
  const reports = new Map<string, FullDocumentDiagnosticReport>();
  let count = 0;
  const reportOf: PullDiagnostics["reportOf"] = async (uri, previousResultId) => {
    const last = reports.get(uri);
    if (last !== undefined && (await documents.waitsForSave(uri))) {
      // Unchanged, so that the editor moves its diagnostics with the text.
      return last.resultId !== undefined && last.resultId === previousResultId
        ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: last.resultId }
        : last;
    }
    const items = await diagnosticsOf(documents, uri, shown, client);
    const report = { kind: DocumentDiagnosticReportKind.Full, resultId: String(++count), items } as const;
    if (documents.get(uri) !== undefined) {
      reports.set(uri, report);
    }
    return report;
  };
  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    guard<DocumentDiagnosticReport>(
      connection.console,
      "Diagnostics",
      token,
      { kind: DocumentDiagnosticReportKind.Full, items: [] },
      () => reportOf(uri, previousResultId),
    ),
  );
  const refresh = () => {
    if (client.refreshesDiagnostics) {
      connection.languages.diagnostics
        .refresh()
        .catch((error: unknown) => connection.console.error(`The client failed to refresh: ${describe(error)}`));
    }
  };
  documents.onDidSave(refresh);
  documents.onDidLose(refresh);
  typing.onDidFinish((_, heldBack) => {
    if (heldBack.findings) {
      refresh();
    }
  });
  for (const store of [documents.texts, documents.notebooks.cellTextDocuments]) {
    store.onDidClose(({ document }) => reports.delete(document.uri));
  }
  return { refresh, reportOf };
}

const DEBOUNCE_MS = 100;

/**
 * For a client that can't request diagnostics. They are published a moment after the last change, and never for an older version.
 * @returns as `PullDiagnostics.refresh`.
 */
export function registerPushDiagnostics(
  connection: Connection,
  documents: Documents,
  typing: Typing,
  client: ClientAbilities,
  clock: Clock,
): () => void {
  const timers = new Map<string, () => void>();

  const cancel = (uri: string) => {
    timers.get(uri)?.();
    timers.delete(uri);
  };
  const publish = async (uri: string) => {
    timers.delete(uri);
    if (await documents.waitsForSave(uri)) {
      return;
    }
    const version = documents.get(uri)?.version;
    const diagnostics = await diagnosticsOf(documents, uri, (...all) => typing.findings(...all), client);
    if (version !== undefined && documents.get(uri)?.version === version) {
      await connection.sendDiagnostics({ uri, version, diagnostics });
    }
  };
  const schedule = (uri: string) => {
    cancel(uri);
    timers.set(
      uri,
      clock.after(DEBOUNCE_MS, () => {
        publish(uri).catch((error: unknown) => connection.console.error(`Diagnostics failed: ${describe(error)}`));
      }),
    );
  };
  const clear = (uri: string) => {
    cancel(uri);
    connection.sendDiagnostics({ uri, diagnostics: [] });
  };

  for (const store of [documents.texts, documents.notebooks.cellTextDocuments]) {
    store.onDidChangeContent(({ document }) => schedule(document.uri));
    store.onDidClose(({ document }) => clear(document.uri));
  }
  documents.onDidSave(schedule);
  documents.onDidLose(schedule);
  typing.onDidFinish((uri, heldBack) => {
    if (heldBack.findings) {
      schedule(uri);
    }
  });
  return () => {
    for (const { uri } of documents.all()) {
      schedule(uri);
    }
  };
}

/** Which of some findings in a document are shown now. */
type ShownFindings = (analysed: AnalysedDocument, findings: readonly Finding[]) => readonly Finding[];

/** The current diagnostics of an open document; none if it isn't open or not HTTP. */
async function diagnosticsOf(
  documents: Documents,
  uri: string,
  shown: ShownFindings,
  client: ClientAbilities,
): Promise<Diagnostic[]> {
  try {
    const analysed = await documents.analysed(uri);
    if (analysed === null) {
      const problem = documents.problemOf(uri);
      return problem === null ? [] : [toNotice(problem)];
    }
    return diagnosticsIn(analysed, shown, client);
  } catch (error) {
    documents.fail(uri, "Diagnostics", error);
    return [toNotice(documents.problemOf(uri) ?? "")];
  }
}

/** The diagnostics of an analysed document: those findings that are to be shown. */
export function diagnosticsIn(analysed: AnalysedDocument, shown: ShownFindings, client: ClientAbilities): Diagnostic[] {
  const { refusal, findings } = analysed.analysis;
  if (refusal !== null) {
    return [toNotice(refusal)];
  }
  const severest = mostSevere(findings);
  const more = findings.length - severest.length;
  return [
    ...shown(analysed, severest).map((finding) => toDiagnostic(finding, analysed, client)),
    ...(more === 0 ? [] : [toNotice(noticeOf(more))]),
  ];
}

/** An editor with more diagnostics of one document becomes slow and unreadable. */
const MAX_DIAGNOSTICS = 1_000;

/** All findings in the order of the text or, if there are too many, the most severe ones first. */
function mostSevere(findings: readonly Finding[]): readonly Finding[] {
  return findings.length <= MAX_DIAGNOSTICS
    ? findings
    : SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity)).slice(
        0,
        MAX_DIAGNOSTICS,
      );
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];

function noticeOf(more: number): string {
  return `CORS Lens shows the ${MAX_DIAGNOSTICS.toLocaleString("en")} most severe findings of this document. There ${more === 1 ? "is 1 more" : `are ${more.toLocaleString("en")} more`}: \`cors-lens check\` lists all.`;
}
