import { fstatSync, writeSync } from "node:fs";

/** A standard stream of the process. */
type Stream = NodeJS.WriteStream & { readonly fd: number };

/** Standard output or standard error. An error is reported once, also one that comes later. */
export class Output {
  readonly #stream: Stream;
  readonly #onError: (error: unknown) => void;
  readonly #isFile: boolean;
  #hasFailed = false;

  /** @param onError called with an error of the file system. */
  constructor(stream: Stream, onError: (error: unknown) => void) {
    this.#stream = stream;
    this.#onError = onError;
    this.#isFile = !stream.isTTY && isFileOrDevice(stream.fd);
    stream.on("error", (error) => this.#fail(error));
  }

  write(data: string | Uint8Array): void {
    if (this.#hasFailed) {
      return;
    }
    try {
      if (this.#isFile) {
        writeAll(this.#stream.fd, typeof data === "string" ? Buffer.from(data) : data);
      } else {
        this.#stream.write(data);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!this.#hasFailed) {
      this.#hasFailed = true;
      this.#onError(error);
    }
  }
}

function isFileOrDevice(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isFile() || status.isCharacterDevice();
  } catch {
    return false;
  }
}

/** Node's stream for files ignores that a write to a disk which is nearly full is cut short. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(descriptor, bytes, at);
  }
}
