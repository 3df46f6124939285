import { closeSync, fchmodSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Thrown if a file isn't replaced. The message says why. */
export class NotReplaced extends Error {
  override readonly name = "NotReplaced";
}

/**
 * Replaces a file's content atomically: readers see either the old file or the new one, and a failure leaves the old one.
 * Keeps the file's mode.
 * @throws NotReplaced if it isn't a regular file: replacing a link would leave its target unchanged.
 * @throws errors of the file system.
 */
export function replaceFile(path: string, content: string): void {
  const { mode, isFile } = modeOf(path);
  if (!isFile) {
    throw new NotReplaced("a symbolic link, or not a regular file");
  }
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const descriptor = openSync(temporary, "wx", mode);
  try {
    try {
      writeFileSync(descriptor, content);
      // The umask has restricted the mode of the new file.
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function modeOf(path: string): { mode: number; isFile: boolean } {
  const status = lstatSync(path);
  return { mode: status.mode & PERMISSIONS, isFile: status.isFile() };
}

const PERMISSIONS = 0o7777;
