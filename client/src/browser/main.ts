import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { CLIENT_ID, CLIENT_NAME, startClient } from "../client";

/** The entry of the extension in a web worker extension host. The server is another web worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, "server", "dist", "browser", "main.js").toString(true);
  return startClient(context, (options, onCrash) => {
    const worker = new Worker(script);
    worker.addEventListener("error", (event) => onCrash(event.message ?? `Failed to load the worker ${script}.`));
    return { client: new LanguageClient(CLIENT_ID, CLIENT_NAME, worker, options), terminate: () => worker.terminate() };
  });
}
