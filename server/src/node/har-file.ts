import { TextDecoder } from "node:util";
import { type HarLog, HarReader } from "../har/reader";
import { chunksOfFile } from "./bounded-read";
import { encodingOf } from "./source-file";

/** Whether a file is a HAR, by its name. */
export function isHarPath(path: string): boolean {
  return /\.har$/i.test(path);
}

/**
 * Reads a HAR file of any size.
 * @param isNamed whether the user named the file, or a search found it.
 * @throws RefusedFile, errors of the file system.
 */
export function readHarFile(path: string, isNamed: boolean): HarLog {
  const decoder = new HarDecoder();
  for (const chunk of chunksOfFile(path, isNamed)) {
    if (decoder.isDone) {
      break;
    }
    decoder.write(chunk);
  }
  return decoder.end();
}

/** Reads a HAR from its bytes. Bytes that aren't in its encoding become U+FFFD. */
export class HarDecoder {
  readonly #reader = new HarReader();
  #decoder: TextDecoder | null = null;

  /** Whether nothing more is read, because of a mistake. */
  get isDone(): boolean {
    return this.#reader.isDone;
  }

  write(bytes: Uint8Array): void {
    this.#decoder ??= new TextDecoder(encodingOf(bytes), { ignoreBOM: true });
    this.#reader.write(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): HarLog {
    this.#reader.write(this.#decoder?.decode() ?? "");
    return this.#reader.end();
  }
}
