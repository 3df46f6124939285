import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { startServer } from "../server";
import { FrameReader } from "./frame-reader";
import { NODE_PLATFORM } from "./platform";

/** Starts the language server on standard input and output. The connection ends the process. */
export function serveStdio(): void {
  const writer = new StreamMessageWriter(process.stdout);
  const reader = new FrameReader(process.stdin, writer, ({ message }) => {
    process.stderr.write(`cors-lens: the connection is broken: ${message}\n`);
    process.exit(1);
  });
  const server = start(reader, writer);
  for (const event of ["end", "close"]) {
    process.stdin.on(event, () => process.exit(server.exitCode));
  }
}

/** Starts the language server for the process that has forked this one. */
export function serveParent(): void {
  const server = start(new IPCMessageReader(process), new IPCMessageWriter(process));
  process.on("disconnect", () => process.exit(server.exitCode));
}

function start(reader: MessageReader, writer: MessageWriter): ReturnType<typeof startServer> {
  return startServer(reader, writer, (...all) => createConnection(ProposedFeatures.all, ...all), NODE_PLATFORM);
}
