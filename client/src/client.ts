import { commands, type ExtensionContext, window } from "vscode";
import { RevealOutputChannelOn } from "vscode-languageclient";
import { codeLensMiddleware, registerCodeLenses } from "./code-lenses";
import { completionMiddleware } from "./completion";
import { registerCopyExchange } from "./copy-exchange";
import { registerCursor } from "./cursor";
import { DOCUMENT_SELECTOR } from "./document-selector";
import { registerDropHar } from "./drop-har";
import { registerEnvironment } from "./environment";
import { explainConsoleMessage } from "./explain-console-message";
import { ExplainExchange } from "./explain-exchange";
import { insertPreflight } from "./insert-preflight";
import { LanguageServer, type NewLanguageClient } from "./language-server";
import { newExchange } from "./new-exchange";
import { registerOpenHar } from "./open-har";
import { openSample } from "./open-sample";
import { registerPasteExchange } from "./paste-exchange";
import { EXPLAIN_EXCHANGE_COMMAND, SET_ORIGIN_COMMAND } from "./server-commands";
import { setOrigin } from "./set-origin";
import { registerShowLine } from "./show-line";
import { registerStatus } from "./status";
import { registerWalkthrough, walkthroughMiddleware } from "./walkthrough";
import { writeProbes } from "./write-probes";

/** Also the section of the settings. */
export const CLIENT_ID = "corsLens";
/** Also the `source` of the diagnostics. */
export const CLIENT_NAME = "CORS Lens";

/**
 * Starts the language server and registers commands, lenses and the status item. This is the same on every platform.
 * @param newLanguageClient creates a client and its server, which differs between platforms.
 * @returns when the server runs or has failed to start; the user has then been notified.
 */
export async function startClient(context: ExtensionContext, newLanguageClient: NewLanguageClient): Promise<void> {
  const output = window.createOutputChannel(CLIENT_NAME, { log: true });
  const server = new LanguageServer(
    {
      documentSelector: DOCUMENT_SELECTOR,
      diagnosticCollectionName: CLIENT_ID,
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // The server also reads the environments in the settings of other extensions.
      synchronize: {
        configurationSection: [CLIENT_ID, "rest-client.environmentVariables", "httpyac.environmentVariables"],
      },
      // The links to commands in hovers.
      markdown: { isTrusted: { enabledCommands: [EXPLAIN_EXCHANGE_COMMAND, SET_ORIGIN_COMMAND] } },
      middleware: { ...completionMiddleware, ...codeLensMiddleware, ...walkthroughMiddleware },
    },
    newLanguageClient,
  );

  context.subscriptions.push(
    output,
    server,
    registerStatus(server, CLIENT_NAME),
    registerEnvironment(server),
    registerCodeLenses(server),
    registerCursor(server),
    commands.registerCommand("corsLens.restartServer", () => server.restart()),
    commands.registerCommand("corsLens.showOutput", () => output.show()),
    new ExplainExchange(server, context),
    registerCopyExchange(server),
    registerOpenHar(server),
    registerDropHar(server),
    registerPasteExchange(server),
    commands.registerCommand("corsLens.insertPreflight", insertPreflight),
    commands.registerCommand("corsLens.writeProbes", writeProbes),
    commands.registerCommand(SET_ORIGIN_COMMAND, setOrigin),
    registerWalkthrough(),
    commands.registerCommand("corsLens.openSample", () => openSample(context.globalStorageUri)),
    commands.registerCommand("corsLens.newExchange", newExchange),
    commands.registerCommand("corsLens.explainConsoleMessage", () => explainConsoleMessage(server)),
    registerShowLine(),
  );
  await server.start();
}
