import type { Readable } from "node:stream";
import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type Message,
  type MessageWriter,
} from "vscode-languageserver/node";

/** The longest header of a message, in bytes. */
const MAX_HEADER = 8_192;
/** The longest message, in bytes: several times the longest document that is checked. */
const MAX_BODY = 2 ** 28;
const END_OF_HEADER = Buffer.from("\r\n\r\n");

/** A stream that isn't made of messages: nothing after that place can be understood. */
export class FramingError extends Error {}

/**
 * Reads the messages of a stream: a header with `Content-Length`, an empty line, and JSON in UTF-8. JSON with a mistake is answered with an
 * error. A header with a mistake ends the reading.
 */
export class FrameReader extends AbstractMessageReader {
  readonly #input: Readable;
  readonly #writer: MessageWriter;
  readonly #fail: (error: FramingError) => void;
  #chunks: Buffer[] = [];
  #size = 0;
  /** How many bytes the next message has; null while its header is read. */
  #body: number | null = null;
  #hasFailed = false;

  /** @param fail called once. */
  constructor(input: Readable, writer: MessageWriter, fail: (error: FramingError) => void) {
    super();
    this.#input = input;
    this.#writer = writer;
    this.#fail = fail;
  }

  listen(callback: DataCallback): Disposable {
    const onData = (chunk: Buffer) => this.#receive(chunk, callback);
    const onError = (error: Error) => this.fireError(error);
    const onClose = () => this.fireClose();
    this.#input.on("data", onData).on("error", onError).on("close", onClose);
    return {
      dispose: () => {
        this.#input.off("data", onData).off("error", onError).off("close", onClose);
      },
    };
  }

  #receive(chunk: Buffer, callback: DataCallback): void {
    if (this.#hasFailed) {
      return;
    }
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    try {
      while (this.#body === null ? this.#readHeader() : this.#size >= this.#body) {
        if (this.#body !== null && this.#size >= this.#body) {
          this.#dispatch(this.#take(this.#body), callback);
          this.#body = null;
        }
      }
    } catch (error) {
      if (!(error instanceof FramingError)) {
        throw error;
      }
      this.#hasFailed = true;
      this.#chunks = [];
      this.#fail(error);
    }
  }

  /** Returns whether the header is complete. */
  #readHeader(): boolean {
    const bytes = this.#joined();
    const end = bytes.indexOf(END_OF_HEADER);
    if (end < 0 ? bytes.length > MAX_HEADER : end > MAX_HEADER) {
      throw new FramingError(`A header is longer than ${MAX_HEADER} bytes.`);
    }
    if (end < 0) {
      return false;
    }
    this.#body = lengthIn(this.#take(end + END_OF_HEADER.length).toString("latin1"));
    return true;
  }

  #joined(): Buffer {
    const [first = Buffer.alloc(0), ...more] = this.#chunks;
    const bytes = more.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }

  #take(length: number): Buffer {
    const bytes = this.#joined();
    this.#chunks = [bytes.subarray(length)];
    this.#size -= length;
    return bytes.subarray(0, length);
  }

  #dispatch(bytes: Buffer, callback: DataCallback): void {
    let message: unknown;
    try {
      message = JSON.parse(bytes.toString("utf8"));
    } catch {
      const error = { code: ErrorCodes.ParseError, message: "The message isn't JSON" };
      this.#writer.write({ jsonrpc: "2.0", id: null, error } as Message).catch(() => {});
      return;
    }
    callback(message as Message);
  }
}

/** The value of `Content-Length` in a header. */
function lengthIn(header: string): number {
  for (const line of header.split("\r\n")) {
    const [, name = "", value = ""] = /^([^:]*):(.*)$/.exec(line) ?? [];
    if (name.trim().toLowerCase() !== "content-length") {
      continue;
    }
    const typed = value.trim();
    if (!/^\d+$/.test(typed)) {
      throw new FramingError(`Content-Length must be a number of bytes, but is ${JSON.stringify(typed.slice(0, 40))}.`);
    }
    if (Number(typed) > MAX_BODY) {
      throw new FramingError(`A message may have ${MAX_BODY} bytes, but Content-Length is ${typed.slice(0, 40)}.`);
    }
    return Number(typed);
  }
  throw new FramingError("A header has no Content-Length.");
}
