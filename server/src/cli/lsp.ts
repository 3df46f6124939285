import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { NODE_PLATFORM } from "../node/platform";
import { startServer } from "../server";

/** Starts the language server on standard input and output. The connection ends the process. */
export function serve(): void {
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), NODE_PLATFORM);
}
