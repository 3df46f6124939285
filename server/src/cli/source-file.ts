import { readAnyFile, readRegularFile } from "../node/bounded-read";
import { MAX_BYTES, type SourceFile, sourceFileOf } from "../node/source-file";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import type { Terminal } from "./terminal";

/**
 * Reads a file that a search found.
 * @throws NotCheckable, RefusedFile, errors of the file system.
 */
export function readFoundFile(path: string): SourceFile {
  return sourceFileOf(path, readRegularFile(path, MAX_BYTES));
}

/**
 * Reads a file that the user named, which may also be a pipe, such as `<(curl …)` in a shell, or standard input.
 * @throws NotCheckable, errors of the file system.
 */
export async function readNamedFile(path: string, terminal: Terminal): Promise<SourceFile> {
  // A socket can't be opened again by its name.
  const bytes = STANDARD_INPUT.has(path) ? await readStdin(terminal, MAX_BYTES) : readAnyFile(path, MAX_BYTES);
  return sourceFileOf(path, bytes);
}

/** Reads standard input up to a number of bytes. */
export async function readStdin({ stdin }: Terminal, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

const STANDARD_INPUT: ReadonlySet<string> = new Set(["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);

/** A new text for the file, with its byte order mark. */
export function contentOf(source: SourceFile, text: string): string {
  return source.byteOrderMark ? BYTE_ORDER_MARK + text : text;
}
