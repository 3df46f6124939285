import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { CLIENT_ID, CLIENT_NAME, startClient } from "../client";

/** The entry of the extension in a Node extension host. The server is another process. */
export function activate(context: ExtensionContext): Promise<void> {
  const module = Uri.joinPath(context.extensionUri, "server", "dist", "node", "main.js").fsPath;
  return startClient(context, (options) => ({
    client: new LanguageClient(CLIENT_ID, CLIENT_NAME, { module, transport: TransportKind.ipc }, options),
    // Stopping the client already ends the process.
    terminate: () => {},
  }));
}
