import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { CLIENT_ID, CLIENT_NAME, startClient } from "../client";

/** Entry of the extension where the extension host is Node: the server is a process of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const module = Uri.joinPath(context.extensionUri, "server", "dist", "node", "main.js").fsPath;
  return startClient(context, (options) => ({
    client: new LanguageClient(CLIENT_ID, CLIENT_NAME, { module, transport: TransportKind.ipc }, options),
    // Stopping the client ends the process.
    terminate: () => {},
  }));
}
