import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startServer } from "../server";

/** The worker's global scope, whose other end is the client's `Worker`. */
declare const self: DedicatedWorkerGlobalScope;

startServer(new BrowserMessageReader(self), new BrowserMessageWriter(self), createConnection, {});
