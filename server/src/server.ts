import {
  type CodeAction,
  type CompletionItem,
  type Connection,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { TRIGGER_CHARACTERS } from "./complete/complete";
import type { ExchangeCopy } from "./copy/copy-exchange";
import { ENVIRONMENT_FILE_GLOBS } from "./environment/file-kind";
import { type AnnotationsSupport, annotationCapabilities, registerAnnotations } from "./lsp/annotations";
import { abilitiesOf, type ClientAbilities } from "./lsp/client-capabilities";
import { CODE_ACTION_KINDS, codeActions } from "./lsp/code-actions";
import { completion } from "./lsp/completion";
import { copyOfExchange } from "./lsp/copy-exchange";
import { type DiagnosticsSupport, registerPullDiagnostics, registerPushDiagnostics } from "./lsp/diagnostics";
import { Documents } from "./lsp/documents";
import { EnvironmentStore } from "./lsp/environment-store";
import { explainExchange } from "./lsp/explain-exchange";
import { describe, guard } from "./lsp/guard";
import { hover } from "./lsp/hover";
import { navigationCapabilities, registerNavigation } from "./lsp/navigation";
import { ProjectStore } from "./lsp/project-store";
import { CopyExchangeRequest, ExplainExchangeRequest, type ExplainExchangeResult } from "./lsp/protocol";
import { SettingsStore } from "./lsp/settings";
import { WorkspaceFiles } from "./lsp/workspace-files";
import type { Platform } from "./platform";
import { PROJECT_FILE_GLOBS } from "./project/file-name";
import { VERSION } from "./version";

/** The composition root: starts the language server on any connection. */
export function startServer(connection: Connection, platform: Platform): void {
  let client: ClientAbilities = abilitiesOf({});
  let settings = new SettingsStore(connection, false, null);
  let diagnostics: DiagnosticsSupport = { refresh: () => {} };
  let annotations: AnnotationsSupport = { refresh: () => {} };
  const refresh = () => {
    diagnostics.refresh();
    annotations.refresh();
  };
  const files = new WorkspaceFiles(connection, [
    ...(platform.environmentFiles === undefined ? [] : ENVIRONMENT_FILE_GLOBS),
    ...(platform.projectFile === undefined ? [] : PROJECT_FILE_GLOBS),
  ]);
  const environments = new EnvironmentStore(connection, platform, files);
  const projects = new ProjectStore(connection, platform, files);
  const documents = new Documents(connection, () => settings, environments, projects);
  files.onDidChange(refresh);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = abilitiesOf(params.capabilities);
    settings = new SettingsStore(connection, client.configuration, params.initializationOptions);
    files.initialize(params);
    diagnostics = (client.pullsDiagnostics ? registerPullDiagnostics : registerPushDiagnostics)(
      connection,
      documents,
      client,
    );
    registerNavigation(connection, documents, client);
    annotations = registerAnnotations(connection, documents, settings, client);
    return {
      serverInfo: { name: "cors-lens", version: VERSION },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        notebookDocumentSync: { notebookSelector: [{ cells: [{ language: "http" }] }], save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        hoverProvider: true,
        completionProvider: { triggerCharacters: TRIGGER_CHARACTERS },
        codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS },
        ...navigationCapabilities(client),
        ...annotationCapabilities(client),
        ...(client.pullsDiagnostics
          ? {
              diagnosticProvider: {
                identifier: "cors-lens",
                interFileDependencies: false,
                workspaceDiagnostics: false,
              },
            }
          : {}),
      },
    };
  });

  connection.onInitialized(() => {
    files
      .watch(client)
      .catch((error: unknown) => connection.console.error(`Failed to watch files: ${describe(error)}`));
  });

  connection.onDidChangeConfiguration(({ settings: sent }) => {
    settings.changed(sent);
    refresh();
  });

  connection.onHover(({ textDocument, position }, token) =>
    guard<Hover | null>(connection.console, "Hover", token, null, async () => {
      const analysed = await documents.analysed(textDocument.uri);
      return analysed === null ? null : hover(analysed, position, client);
    }),
  );

  connection.onCompletion((params, token) =>
    guard<CompletionItem[]>(connection.console, "Completion", token, [], async () => {
      const analysed = await documents.analysed(params.textDocument.uri);
      return analysed === null ? [] : completion(analysed, params, client);
    }),
  );

  connection.onCodeAction((params, token) =>
    guard<CodeAction[]>(connection.console, "Code actions", token, [], async () => {
      const analysed = await documents.analysed(params.textDocument.uri);
      return analysed === null || !client.codeActionLiterals ? [] : codeActions(analysed, params, client);
    }),
  );

  connection.onRequest(ExplainExchangeRequest, ({ textDocument, position }, token) =>
    guard<ExplainExchangeResult | null>(connection.console, "Explain exchange", token, null, async () => {
      const analysed = await documents.analysed(textDocument.uri);
      return analysed === null ? null : explainExchange(analysed, position);
    }),
  );

  connection.onRequest(CopyExchangeRequest, ({ textDocument, position, format }, token) =>
    guard<ExchangeCopy | null>(connection.console, "Copy exchange", token, null, async () => {
      const analysed = await documents.analysed(textDocument.uri);
      return analysed === null ? null : copyOfExchange(analysed, position, format);
    }),
  );

  documents.listen();
  connection.listen();
}
