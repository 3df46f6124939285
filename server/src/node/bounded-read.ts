import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { isWithin } from "./within";

/** Why a file isn't read. The message is a part of a line for the user. */
export class RefusedFile extends Error {
  override readonly name = "RefusedFile";
}

/** An environment or project file that is larger isn't one. */
export const MAX_CONFIGURATION_BYTES = 1_048_576;

/** Windows has neither of the two flags. A pipe without a writer doesn't block, and a terminal doesn't become that of the process. */
const OPEN_REGULAR = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Reads a small UTF-8 file as `readFileWithin` does. */
export function readConfigurationFile(path: string, folder: string): string {
  return readFileWithin(path, folder, MAX_CONFIGURATION_BYTES).toString("utf8");
}

/**
 * Reads a file that a folder offers: a regular file that really is in the folder. A link that leads out of it isn't followed.
 * @param path absolute.
 * @param folder absolute.
 * @throws RefusedFile also if the file is larger.
 * @throws errors of the file system.
 */
export function readFileWithin(path: string, folder: string, maxBytes: number): Buffer {
  realPathIn(folder, path);
  const descriptor = openRegularFile(path);
  try {
    checkIsOpen(descriptor, realPathIn(folder, path));
    const bytes = readUpTo(descriptor, maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new RefusedFile(`larger than ${maxBytes} bytes`);
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads the first bytes of a regular file. Opens nothing else: a device or a pipe may block, or have no end.
 * @throws RefusedFile
 * @throws errors of the file system.
 */
export function readRegularFile(path: string, maxBytes: number): Buffer {
  const descriptor = openRegularFile(path);
  try {
    return readUpTo(descriptor, maxBytes);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads the first bytes of any file. Waits for the writer of a pipe.
 * @throws errors of the file system.
 */
export function readAnyFile(path: string, maxBytes: number): Buffer {
  const descriptor = openSync(path, "r");
  try {
    return readUpTo(descriptor, maxBytes);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads a file in chunks, each of which is valid until the next one is asked for.
 * @param isNamed whether the user named the file; then it may be a pipe. Else it must be a regular file.
 * @throws RefusedFile
 * @throws errors of the file system.
 */
export function* chunksOfFile(path: string, isNamed: boolean): Generator<Uint8Array> {
  const descriptor = isNamed ? openSync(path, "r") : openRegularFile(path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
      yield buffer.subarray(0, read);
    }
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 262_144;

/** The kind is checked before, because opening a device can have effects, and afterwards, because the file may have been exchanged. */
function openRegularFile(path: string): number {
  const refusal = new RefusedFile("not a regular file");
  if (!statSync(path).isFile()) {
    throw refusal;
  }
  const descriptor = openSync(path, OPEN_REGULAR);
  if (!fstatSync(descriptor).isFile()) {
    closeSync(descriptor);
    throw refusal;
  }
  return descriptor;
}

function realPathIn(folder: string, path: string): string {
  const realPath = realpathSync.native(path);
  if (!isWithin(realpathSync.native(folder), realPath)) {
    throw new RefusedFile("a link leads out of the workspace folder or repository");
  }
  return realPath;
}

/** Links may have been exchanged before the file was opened and afterwards again. */
function checkIsOpen(descriptor: number, realPath: string): void {
  const open = fstatSync(descriptor, { bigint: true });
  const real = lstatSync(realPath, { bigint: true });
  if (open.dev !== real.dev || open.ino !== real.ino) {
    throw new RefusedFile("it changed while it was read");
  }
}

/** Some files, as in `/proc`, have another size than they say. */
function readUpTo(descriptor: number, maxBytes: number): Buffer {
  const said = fstatSync(descriptor).size;
  let bytes = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(said + 1, MIN_BUFFER)));
  let length = 0;
  while (length < maxBytes) {
    if (length === bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(maxBytes, bytes.length * 2));
      bytes.copy(larger);
      bytes = larger;
    }
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) {
      break;
    }
    length += read;
  }
  return bytes.subarray(0, length);
}

const MIN_BUFFER = 65_536;
