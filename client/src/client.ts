import { commands, type ExtensionContext, window } from "vscode";
import { RevealOutputChannelOn } from "vscode-languageclient";
import { codeLensMiddleware, registerCodeLenses } from "./code-lenses";
import { completionMiddleware } from "./completion";
import { registerCopyExchange } from "./copy-exchange";
import { DOCUMENT_SELECTOR } from "./document-selector";
import { ExplainExchange } from "./explain-exchange";
import { insertPreflight } from "./insert-preflight";
import { LanguageServer, type NewLanguageClient } from "./language-server";
import { openSample } from "./open-sample";
import { registerStatus } from "./status";

/** Also the section of the settings. */
export const CLIENT_ID = "corsLens";
/** Also the `source` of the diagnostics. */
export const CLIENT_NAME = "CORS Lens";

/**
 * Starts the language server and registers everything that the editor adds to it: the same on every platform.
 * @param newLanguageClient makes a client and the server at its other end: all that differs between platforms.
 * @returns when the server runs, or could not be started; the user has been told then.
 */
export async function startClient(context: ExtensionContext, newLanguageClient: NewLanguageClient): Promise<void> {
  const output = window.createOutputChannel(CLIENT_NAME, { log: true });
  const server = new LanguageServer(
    {
      documentSelector: DOCUMENT_SELECTOR,
      diagnosticCollectionName: CLIENT_ID,
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // The server reads the environments of other extensions too.
      synchronize: {
        configurationSection: [CLIENT_ID, "rest-client.environmentVariables", "httpyac.environmentVariables"],
      },
      middleware: { ...completionMiddleware, ...codeLensMiddleware },
    },
    newLanguageClient,
  );

  context.subscriptions.push(
    output,
    server,
    registerStatus(server, CLIENT_NAME),
    registerCodeLenses(server),
    commands.registerCommand("corsLens.restartServer", () => server.restart()),
    commands.registerCommand("corsLens.showOutput", () => output.show()),
    new ExplainExchange(server, context),
    registerCopyExchange(server),
    commands.registerCommand("corsLens.insertPreflight", insertPreflight),
    commands.registerCommand("corsLens.openSample", openSample),
  );
  await server.start();
}
