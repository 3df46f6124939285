import {
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type Message,
  type MessageReader,
  MessageType,
  type MessageWriter,
  NotificationType,
} from "vscode-languageserver";
import { describe } from "./guard";
import { isRecord } from "./is-record";
import { problemIn } from "./params";

/** From the gate to the server: a change of a document or notebook was dropped. */
export const ChangeDropped = new NotificationType<{ readonly uri: string }>("$/corsLens/changeDropped");

/** The states of a server: before `initialize`, between it and `shutdown`, and after that. */
type State = "new" | "running" | "shut down";

/**
 * A reader that passes on only what the protocol allows: JSON-RPC 2.0 messages that come at the right time, with parameters of the right types.
 * Every other request is answered with the error of the specification, and every other notification is dropped and logged.
 */
export class Gate implements MessageReader {
  readonly #reader: MessageReader;
  readonly #writer: MessageWriter;
  #state: State = "new";

  constructor(reader: MessageReader, writer: MessageWriter) {
    this.#reader = reader;
    this.#writer = writer;
  }

  get onError(): MessageReader["onError"] {
    return this.#reader.onError;
  }

  get onClose(): MessageReader["onClose"] {
    return this.#reader.onClose;
  }

  get onPartialMessage(): MessageReader["onPartialMessage"] {
    return this.#reader.onPartialMessage;
  }

  /** What a process returns when the client has gone. */
  get exitCode(): 0 | 1 {
    return this.#state === "shut down" ? 0 : 1;
  }

  listen(callback: DataCallback): Disposable {
    return this.#reader.listen((message) => {
      try {
        if (this.#admits(message)) {
          callback(message);
        } else {
          this.#tellOfDropped(message, callback);
        }
      } catch (error) {
        // An exception here would end the process.
        this.#log(`A message failed: ${describe(error)}`);
      }
    });
  }

  dispose(): void {
    this.#reader.dispose();
  }

  #admits(message: Message): boolean {
    if (!isRecord(message) || Array.isArray(message)) {
      return this.#refuse(null, ErrorCodes.InvalidRequest, "A message must be an object");
    }
    const { jsonrpc, id, method, params } = message as unknown as Readonly<Record<string, unknown>>;
    if (jsonrpc !== "2.0") {
      return this.#refuse(id, ErrorCodes.InvalidRequest, "jsonrpc must be 2.0");
    }
    if (method === undefined) {
      return "result" in message || "error" in message
        ? true
        : this.#refuse(id, ErrorCodes.InvalidRequest, "A message needs a method, a result or an error");
    }
    if (typeof method !== "string") {
      return this.#refuse(id, ErrorCodes.InvalidRequest, "method must be a string");
    }
    if (id === undefined) {
      return this.#admitsNotification(method, params);
    }
    return isId(id)
      ? this.#admitsRequest(id, method, params)
      : this.#refuse(null, ErrorCodes.InvalidRequest, "id must be a string or an integer");
  }

  #admitsRequest(id: string | number, method: string, params: unknown): boolean {
    if (this.#state === "new" && method !== "initialize") {
      return this.#refuse(id, ErrorCodes.ServerNotInitialized, "The server isn't initialized");
    }
    if (this.#state === "shut down") {
      return this.#refuse(id, ErrorCodes.InvalidRequest, "The server is shut down");
    }
    if (this.#state === "running" && method === "initialize") {
      return this.#refuse(id, ErrorCodes.InvalidRequest, "The server is initialized already");
    }
    const problem = problemIn(method, params);
    if (problem !== null) {
      return this.#refuse(id, ErrorCodes.InvalidParams, `${method}: ${problem}`);
    }
    this.#state = method === "shutdown" ? "shut down" : "running";
    return true;
  }

  #admitsNotification(method: string, params: unknown): boolean {
    if (method === "exit") {
      return true;
    }
    if (this.#state !== "running") {
      return false;
    }
    const problem = problemIn(method, params);
    if (problem === null) {
      return true;
    }
    this.#log(`${method} was dropped: ${problem}.`);
    return false;
  }

  /** Passes on that a document differs from the editor's, in the order of the messages. */
  #tellOfDropped(message: Message, callback: DataCallback): void {
    const { id, method, params }: Readonly<Record<string, unknown>> = isRecord(message) ? message : {};
    const uri =
      method === "textDocument/didChange"
        ? uriIn(params, "textDocument")
        : method === "notebookDocument/didChange"
          ? uriIn(params, "notebookDocument")
          : null;
    if (this.#state === "running" && id === undefined && uri !== null) {
      callback({ jsonrpc: "2.0", method: ChangeDropped.method, params: { uri } } as Message);
    }
  }

  /** @returns false, so that the message goes no further. */
  #refuse(id: unknown, code: number, message: string): false {
    this.#write({ id: isId(id) ? id : null, error: { code, message } });
    return false;
  }

  #log(message: string): void {
    this.#write({ method: "window/logMessage", params: { type: MessageType.Error, message } });
  }

  #write(content: object): void {
    // A client that can't be reached has gone, which the connection notices.
    this.#writer.write({ jsonrpc: "2.0", ...content } as Message).catch(() => {});
  }
}

function isId(id: unknown): id is string | number {
  return typeof id === "string" || Number.isInteger(id);
}

function uriIn(params: unknown, name: string): string | null {
  const document = isRecord(params) ? params[name] : null;
  const uri = isRecord(document) ? document["uri"] : null;
  return typeof uri === "string" ? uri : null;
}
