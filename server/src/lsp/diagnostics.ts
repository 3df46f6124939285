import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
} from "vscode-languageserver";
import type { ClientAbilities } from "./client-capabilities";
import type { Documents } from "./documents";
import { describe, guard } from "./guard";
import { KnownDiagnostics } from "./known-diagnostics";
import { toNotice } from "./to-protocol";

/** Two ways to the same diagnostics. */
export interface DiagnosticsSupport {
  /** Settings have changed: every document is looked at again. */
  refresh(): void;
}

/** Answers the client when it asks. */
export function registerPullDiagnostics(
  connection: Connection,
  documents: Documents,
  client: ClientAbilities,
): DiagnosticsSupport {
  const known = new KnownDiagnostics(client);
  /** The last report on each document: what is said of it until it is saved. */
  const reports = new Map<string, FullDocumentDiagnosticReport>();
  let count = 0;
  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    guard<DocumentDiagnosticReport>(
      connection.console,
      "Diagnostics",
      token,
      { kind: DocumentDiagnosticReportKind.Full, items: [] },
      async () => {
        const last = reports.get(uri);
        if (last !== undefined && (await documents.waitsForSave(uri))) {
          // Unchanged, so that the editor moves what it shows with the text.
          return last.resultId !== undefined && last.resultId === previousResultId
            ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: last.resultId }
            : last;
        }
        const items = await diagnosticsOf(documents, uri, known);
        const report = { kind: DocumentDiagnosticReportKind.Full, resultId: String(++count), items } as const;
        if (documents.get(uri) !== undefined) {
          reports.set(uri, report);
        }
        return report;
      },
    ),
  );
  const refresh = () => {
    if (client.refreshesDiagnostics) {
      connection.languages.diagnostics.refresh();
    }
  };
  documents.onDidSave(refresh);
  for (const store of [documents.texts, documents.notebooks.cellTextDocuments]) {
    store.onDidClose(({ document }) => reports.delete(document.uri));
  }
  return { refresh };
}

const DEBOUNCE_MS = 100;

/** Publishes to a client that cannot ask: a moment after the last change, and never the findings of an older version. */
export function registerPushDiagnostics(
  connection: Connection,
  documents: Documents,
  client: ClientAbilities,
): DiagnosticsSupport {
  const known = new KnownDiagnostics(client);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const cancel = (uri: string) => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
  };
  const publish = async (uri: string) => {
    timers.delete(uri);
    if (await documents.waitsForSave(uri)) {
      return;
    }
    const version = documents.get(uri)?.version;
    const diagnostics = await diagnosticsOf(documents, uri, known);
    if (version !== undefined && documents.get(uri)?.version === version) {
      await connection.sendDiagnostics({ uri, version, diagnostics });
    }
  };
  const schedule = (uri: string) => {
    cancel(uri);
    timers.set(
      uri,
      setTimeout(() => {
        publish(uri).catch((error: unknown) => connection.console.error(`Diagnostics failed: ${describe(error)}`));
      }, DEBOUNCE_MS),
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
  return {
    refresh: () => {
      for (const { uri } of documents.all()) {
        schedule(uri);
      }
    },
  };
}

/** The diagnostics of an open document as it is now; none where it is not open or not ours. */
async function diagnosticsOf(documents: Documents, uri: string, known: KnownDiagnostics): Promise<Diagnostic[]> {
  const analysed = await documents.analysed(uri);
  if (analysed === null) {
    return [];
  }
  const { refusal } = analysed.analysis;
  return refusal === null ? known.of(analysed) : [toNotice(refusal)];
}
