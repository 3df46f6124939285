import {
  type Connection,
  type ConnectionOptions,
  type InitializeParams,
  type InitializeResult,
  type MessageReader,
  type MessageWriter,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { analyse } from "./analysis";
import { TRIGGER_CHARACTERS } from "./complete/complete";
import { pastedExchange } from "./complete/pasted-exchange";
import { reportedDocument } from "./edits/reported-document";
import { ENVIRONMENT_FILE_GLOBS } from "./environment/file-kind";
import { afterBurst } from "./lsp/after-burst";
import { annotationCapabilities, registerAnnotations } from "./lsp/annotations";
import { DOCUMENT_GLOBS } from "./lsp/carrier";
import { abilitiesOf, type ClientAbilities } from "./lsp/client-capabilities";
import { type Clock, SYSTEM_CLOCK } from "./lsp/clock";
import { CODE_ACTION_KINDS, codeActions } from "./lsp/code-actions";
import { registerCompletion } from "./lsp/completion";
import { CONNECTION_OPTIONS } from "./lsp/connection-options";
import { copyOfExchange } from "./lsp/copy-exchange";
import { registerPullDiagnostics, registerPushDiagnostics } from "./lsp/diagnostics";
import { Documents, NOT_UNDERSTOOD } from "./lsp/documents";
import { EnvironmentStore } from "./lsp/environment-store";
import { environmentsOf } from "./lsp/environments";
import { explainExchange } from "./lsp/explain-exchange";
import { ChangeDropped, Gate } from "./lsp/gate";
import { describe, guard } from "./lsp/guard";
import { harExchanges } from "./lsp/har-exchanges";
import { hover } from "./lsp/hover";
import { navigationCapabilities, registerNavigation } from "./lsp/navigation";
import { onDocumentOf } from "./lsp/on-document";
import { ProjectStore } from "./lsp/project-store";
import {
  CHOOSE_ENVIRONMENT_COMMAND,
  CopyExchangeRequest,
  CursorMovedNotification,
  EnvironmentsChangedNotification,
  EnvironmentsRequest,
  ExplainExchangeRequest,
  HarExchangesRequest,
  type HarExchangesResult,
  PastedExchangeRequest,
  ReportedDocumentRequest,
  VerdictRequest,
} from "./lsp/protocol";
import { documentationCapabilities, registerDocumentation } from "./lsp/rule-documentation";
import { SettingsStore } from "./lsp/settings";
import { Typing } from "./lsp/typing";
import { WorkspaceDiagnostics } from "./lsp/workspace-diagnostics";
import { FOLDER_OPERATIONS, WorkspaceFiles } from "./lsp/workspace-files";
import { WorkspaceSearch } from "./lsp/workspace-search";
import { verdictAt } from "./navigate/verdicts";
import type { Platform } from "./platform";
import { PROJECT_FILE_GLOBS } from "./project/file-name";
import { VERSION } from "./version";

interface Parts {
  readonly analyseText?: typeof analyse;
  readonly clock?: Clock;
}

/**
 * The composition root: starts the language server on any connection.
 * @param connect makes the connection for this platform.
 * @param parts what tests replace: the function that makes the analyses, and the clock.
 * @returns the exit code for a process whose client has gone.
 */
export function startServer(
  reader: MessageReader,
  writer: MessageWriter,
  connect: (reader: MessageReader, writer: MessageWriter, options: ConnectionOptions) => Connection,
  platform: Platform,
  { analyseText = analyse, clock = SYSTEM_CLOCK }: Parts = {},
): Pick<Gate, "exitCode"> {
  const gate = new Gate(reader, writer);
  const connection = connect(gate, writer, CONNECTION_OPTIONS);
  let client: ClientAbilities = abilitiesOf({});
  let settings = new SettingsStore(connection, false, null);
  let workspace: WorkspaceDiagnostics | null = null;
  let refreshes: readonly (() => void)[] = [];
  const refresh = afterBurst(() => {
    for (const one of refreshes) {
      one();
    }
  });
  const files = new WorkspaceFiles(connection, [
    ...(platform.environmentFiles === undefined ? [] : ENVIRONMENT_FILE_GLOBS),
    ...(platform.projectFile === undefined ? [] : PROJECT_FILE_GLOBS),
  ]);
  const environments = new EnvironmentStore(connection, platform, files);
  const projects = new ProjectStore(connection, platform, files);
  const documents = new Documents(connection, () => settings, environments, projects, analyseText);
  const typing = new Typing(documents, clock);
  const onDocument = onDocumentOf(connection, documents);
  files.onDidChange(refresh);
  connection.onNotification(ChangeDropped, ({ uri }) => documents.lose(uri, NOT_UNDERSTOOD));

  connection.onNotification(CursorMovedNotification, (params) => typing.cursorMoved(params));

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = abilitiesOf(params.capabilities);
    settings = new SettingsStore(connection, client.configuration, params.initializationOptions);
    files.initialize(params);
    const pull = client.pullsDiagnostics ? registerPullDiagnostics(connection, documents, typing, client) : null;
    if (pull !== null && client.pullsWorkspaceDiagnostics && platform.documentsIn !== undefined) {
      const search = new WorkspaceSearch(connection, platform.documentsIn, files, projects, () => settings);
      const { reportOf } = pull;
      workspace = new WorkspaceDiagnostics(
        connection,
        search,
        documents,
        files,
        environments,
        reportOf,
        client,
        analyseText,
      );
    }
    refreshes = [
      pull?.refresh ?? registerPushDiagnostics(connection, documents, typing, client, clock),
      () => workspace?.changed(),
      registerAnnotations(connection, onDocument, typing, client),
      ...(client.commands.includes(CHOOSE_ENVIRONMENT_COMMAND)
        ? [
            () => {
              connection
                .sendNotification(EnvironmentsChangedNotification)
                .catch((error: unknown) => connection.console.error(`The client can't be reached: ${describe(error)}`));
            },
          ]
        : []),
    ];
    registerCompletion(connection, documents, onDocument, client);
    registerNavigation(connection, documents, onDocument, client);
    registerDocumentation(connection, client);
    return {
      serverInfo: { name: "cors-lens", version: VERSION },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        notebookDocumentSync: { notebookSelector: [{ cells: [{ language: "http" }] }], save: true },
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: FOLDER_OPERATIONS,
        },
        hoverProvider: true,
        completionProvider: { triggerCharacters: TRIGGER_CHARACTERS },
        codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS },
        ...documentationCapabilities(client),
        ...navigationCapabilities(client),
        ...annotationCapabilities(client),
        ...(client.pullsDiagnostics
          ? {
              diagnosticProvider: {
                identifier: "cors-lens",
                interFileDependencies: false,
                workspaceDiagnostics: workspace !== null,
              },
            }
          : {}),
      },
    };
  });

  connection.onInitialized(() => {
    files
      .watch(client, workspace === null ? [] : DOCUMENT_GLOBS)
      // A search before may have missed a change.
      .then(() => workspace?.changed())
      .catch((error: unknown) => connection.console.error(`Failed to watch files: ${describe(error)}`));
  });

  connection.onDidChangeConfiguration(({ settings: sent }) => {
    settings.changed(sent);
    refresh();
  });

  connection.onHover(
    onDocument("Hover", null, (analysed, { position }) => hover(analysed, position, client, files.folders)),
  );

  connection.onCodeAction(
    onDocument("Code actions", [], (analysed, params) =>
      client.codeActionLiterals ? codeActions(analysed, params, client) : [],
    ),
  );

  connection.onRequest(
    ExplainExchangeRequest,
    onDocument("Explain exchange", null, (analysed, params) => explainExchange(analysed, params, client)),
  );

  connection.onRequest(
    VerdictRequest,
    onDocument("Verdict", null, ({ analysis }, { position }) => verdictAt(analysis, analysis.lines.offsetAt(position))),
  );

  connection.onRequest(ReportedDocumentRequest, ({ text }, token) =>
    guard(connection.console, "Reported document", token, null, () => reportedDocument(text)),
  );

  connection.onRequest(EnvironmentsRequest, onDocument("Environments", null, environmentsOf));

  connection.onRequest(
    CopyExchangeRequest,
    onDocument("Copy exchange", null, (analysed, { position, format }) => copyOfExchange(analysed, position, format)),
  );

  connection.onRequest(HarExchangesRequest, (params, token) =>
    guard<HarExchangesResult | null>(connection.console, "HAR", token, null, () => harExchanges(params, token)),
  );

  connection.onRequest(
    PastedExchangeRequest,
    onDocument("Pasted exchange", null, ({ analysis, carrier }, { position, text }) =>
      // In Markdown, an exchange has to be in a fence.
      carrier === "http" ? pastedExchange(analysis, analysis.lines.offsetAt(position), text) : null,
    ),
  );

  documents.listen();
  connection.listen();
  return gate;
}
