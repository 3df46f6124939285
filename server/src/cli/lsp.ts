import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { NODE_PLATFORM } from "../node/platform";
import { startServer } from "../server";

/** Serves the Language Server Protocol on standard input and output; the connection ends the process. */
export function serve(): void {
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), NODE_PLATFORM);
}
