import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { analyse } from "../analysis";
import { afterBurst } from "./after-burst";
import { carrierOf } from "./carrier";
import type { ClientAbilities } from "./client-capabilities";
import { diagnosticsIn, type PullDiagnostics } from "./diagnostics";
import { type Documents, INTERNAL_ERROR, settingsIn } from "./documents";
import type { DocumentEnvironments, EnvironmentStore } from "./environment-store";
import { describe, guard } from "./guard";
import type { EditorSettings } from "./settings";
import { toNotice } from "./to-protocol";
import { keyOf } from "./uri-key";
import type { WorkspaceFiles } from "./workspace-files";
import type { FoundDocument, WorkspaceSearch } from "./workspace-search";

/** The diagnostics of a document that isn't open, and what they depend on. */
interface Known {
  readonly stamp: string;
  readonly context: string;
  readonly resultId: string;
}

/** What the documents in a folder depend on besides their texts. */
interface Context {
  readonly settings: EditorSettings;
  readonly environments: DocumentEnvironments;
  /** The same for the same context. */
  readonly key: string;
}

type Send = (report: WorkspaceDocumentDiagnosticReport) => void;

/** How many reports are sent at once to a client that takes partial results. */
const REPORTS_AT_ONCE = 20;

/**
 * Answers requests for the diagnostics of the workspace: of documents that are open, from the editor's text, and of others, from their files. A document
 * is read and checked when it or its context has changed, one at a time, and nothing of it is kept except the id of the result. If a client asks again
 * although nothing has changed, the answer waits until something does: VS Code asks two seconds after each answer.
 */
export class WorkspaceDiagnostics {
  readonly #connection: Connection;
  readonly #search: WorkspaceSearch;
  readonly #documents: Documents;
  readonly #files: WorkspaceFiles;
  readonly #environments: EnvironmentStore;
  readonly #reportOf: PullDiagnostics["reportOf"];
  readonly #client: ClientAbilities;
  readonly #analyse: typeof analyse;
  /** The documents of the last search. */
  #found: ReadonlyMap<string, FoundDocument> = new Map();
  readonly #known = new Map<string, Known>();
  /** The documents that have been closed since the last answer, by key. */
  readonly #closed = new Map<string, string>();
  /** How often something has changed, and at which of these the last search and the last whole answer began. */
  #changes = 0;
  #searched = -1;
  #answered = -1;
  #results = 0;
  readonly #waiting = new Set<() => void>();
  readonly #wake = afterBurst(() => {
    for (const go of this.#waiting) {
      go();
    }
  });

  constructor(
    connection: Connection,
    search: WorkspaceSearch,
    documents: Documents,
    files: WorkspaceFiles,
    environments: EnvironmentStore,
    reportOf: PullDiagnostics["reportOf"],
    client: ClientAbilities,
    analyseText: typeof analyse,
  ) {
    this.#connection = connection;
    this.#search = search;
    this.#documents = documents;
    this.#files = files;
    this.#environments = environments;
    this.#reportOf = reportOf;
    this.#client = client;
    this.#analyse = analyseText;
    files.onDidChangeDocuments(() => this.changed());
    for (const store of [documents.texts, documents.notebooks.cellTextDocuments]) {
      store.onDidClose(({ document: { uri } }) => {
        this.#closed.set(keyOf(uri), uri);
        this.changed();
      });
    }
    connection.languages.diagnostics.onWorkspace((params, token, progress, results) => {
      const sent: WorkspaceDocumentDiagnosticReport[] = [];
      const flush = () => results?.report({ items: sent.splice(0) });
      return guard<WorkspaceDiagnosticReport>(
        connection.console,
        "Workspace diagnostics",
        token,
        { items: [] },
        async () => {
          await this.#something(params, token);
          progress.begin("CORS Lens", 0);
          try {
            await this.#answer(
              params,
              token,
              (report) => {
                sent.push(report);
                if (results !== undefined && sent.length >= REPORTS_AT_ONCE) {
                  flush();
                }
              },
              (done, all) => progress.report((100 * done) / all, `${done} of ${all} documents`),
            );
            if (results !== undefined && sent.length > 0) {
              flush();
            }
            return { items: sent };
          } finally {
            progress.done();
          }
        },
      );
    });
  }

  /** To be called when folders, settings or files have changed. */
  changed(): void {
    this.#changes++;
    this.#wake();
  }

  /** Waits until there is something that the client doesn't have. */
  async #something({ previousResultIds }: WorkspaceDiagnosticParams, token: CancellationToken): Promise<void> {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [keyOf(uri), value]));
    const hasAll = () =>
      [...this.#found.keys()].every(
        (key) => previous.has(key) && (!this.#known.has(key) || this.#known.get(key)?.resultId === previous.get(key)),
      );
    while (this.#files.isWatched && this.#answered === this.#changes && hasAll()) {
      await new Promise<void>((resolve) => {
        const go = () => {
          this.#waiting.delete(go);
          cancellation.dispose();
          resolve();
        };
        const cancellation = token.onCancellationRequested(go);
        this.#waiting.add(go);
      });
      throwIfCancelled(token);
    }
  }

  async #answer(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    send: Send,
    tell: (done: number, all: number) => void,
  ): Promise<void> {
    const changes = this.#changes;
    const closed = new Map(this.#closed);
    const pause = async () => {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      throwIfCancelled(token);
    };
    if (this.#searched !== changes || !this.#files.isWatched) {
      await this.#find(pause);
      this.#searched = changes;
    }
    const opened = this.#opened();
    const previous = new Map(previousResultIds.map((one) => [keyOf(one.uri), one]));
    const contexts = new Map<string, Promise<Context>>();
    let done = 0;
    for (const [key, found] of this.#found) {
      const open = opened.get(key);
      if (open === undefined) {
        await this.#reportClosed(key, found, previous.get(key)?.value, contexts, pause, send);
      } else {
        this.#known.delete(key);
        const report = await this.#reportOf(open.uri, previous.get(key)?.value);
        send({ ...report, uri: open.uri, version: open.version });
        throwIfCancelled(token);
      }
      if (++done % REPORTS_AT_ONCE === 0) {
        tell(done, this.#found.size);
      }
    }
    // What the client still shows of documents that aren't checked any more.
    const shown = new Map([...Array.from(previous, ([key, { uri }]) => [key, uri] as const), ...closed]);
    for (const [key, uri] of shown) {
      if (!this.#found.has(key) && !opened.has(key)) {
        send({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
      }
    }
    for (const [key, uri] of closed) {
      if (this.#closed.get(key) === uri) {
        this.#closed.delete(key);
      }
    }
    this.#answered = changes;
  }

  async #find(pause: () => Promise<void>): Promise<void> {
    const opened = this.#opened();
    const found = await this.#search.all(pause, (key) => opened.has(key));
    for (const key of this.#known.keys()) {
      if (!found.has(key)) {
        this.#known.delete(key);
      }
    }
    this.#found = found;
  }

  /** The open documents, by key. */
  #opened(): ReadonlyMap<string, TextDocument> {
    return new Map(this.#documents.all().map((document) => [keyOf(document.uri), document]));
  }

  async #reportClosed(
    key: string,
    found: FoundDocument,
    previousResultId: string | undefined,
    contexts: Map<string, Promise<Context>>,
    pause: () => Promise<void>,
    send: Send,
  ): Promise<void> {
    const { uri, stamp } = found.document;
    const folder = uri.slice(0, uri.lastIndexOf("/"));
    const reading = contexts.get(folder) ?? this.#contextOf(found);
    contexts.set(folder, reading);
    const context = await reading;
    const known = this.#known.get(key);
    if (known?.stamp === stamp && known.context === context.key && known.resultId === previousResultId) {
      send({ kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId: known.resultId });
      return;
    }
    await pause();
    const items = this.#check(found, context);
    const resultId = `closed-${++this.#results}`;
    this.#known.set(key, { stamp, context: context.key, resultId });
    send({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items });
  }

  async #contextOf({ document: { uri }, user, project }: FoundDocument): Promise<Context> {
    const settings = project === null ? user : settingsIn(project, user);
    const environments = await this.#environments.of(uri, this.#changes, settings);
    this.#environments.forget(uri);
    const { analysis } = settings;
    return { settings, environments, key: JSON.stringify([analysis, [...environments.variables]]) };
  }

  #check({ document, project }: FoundDocument, { settings, environments }: Context): Diagnostic[] {
    const { uri } = document;
    const read = document.read();
    const carrier = carrierOf("", uri);
    if ("problem" in read) {
      return [toNotice(`CORS Lens can't check this file: ${read.problem}.`)];
    }
    if (carrier === null) {
      return [];
    }
    const { text } = read;
    const { annotations } = settings;
    const own = { ...settings.analysis, variables: environments.variables };
    try {
      const analysis = this.#analyse(text, carrier, own, (rule, error) =>
        this.#connection.console.error(`The rule ${rule.id} failed: ${describe(error)}`),
      );
      return diagnosticsIn(
        {
          document: TextDocument.create(uri, "", 0, text),
          carrier,
          settings: own,
          environments,
          environmentChosenIn: project?.uri ?? null,
          annotations,
          isReportedOnSave: false,
          analysis,
        },
        (_, findings) => findings,
        this.#client,
      );
    } catch (error) {
      this.#connection.console.error(`The analysis of ${uri} failed: ${describe(error)}`);
      return [toNotice(INTERNAL_ERROR)];
    }
  }
}

function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, "Workspace diagnostics were cancelled");
  }
}
