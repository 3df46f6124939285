import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { CLIENT_ID, CLIENT_NAME, startClient } from "../client";

/** Entry of the extension where the extension host is a web worker: the server is another one. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, "server", "dist", "browser", "main.js").toString(true);
  return startClient(context, (options, onCrash) => {
    const worker = new Worker(script);
    worker.addEventListener("error", (event) => onCrash(event.message ?? `The worker ${script} could not be loaded.`));
    return { client: new LanguageClient(CLIENT_ID, CLIENT_NAME, worker, options), terminate: () => worker.terminate() };
  });
}
