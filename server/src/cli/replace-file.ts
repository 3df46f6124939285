import { closeSync, fchmodSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file that is not replaced, and why. */
export class NotReplaced extends Error {
  override readonly name = "NotReplaced";
}

/**
 * Replaces a file's content at once: whoever reads it sees the old or the new one, and a failure leaves the old one.
 * Keeps its mode.
 * @throws NotReplaced for what is no regular file: replacing a link would leave its target as it is.
 * @throws what the file system throws.
 */
export function replaceFile(path: string, content: string): void {
  const { mode, isFile } = modeOf(path);
  if (!isFile) {
    throw new NotReplaced("a link or no regular file, so it is not rewritten");
  }
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const descriptor = openSync(temporary, "wx", mode);
  try {
    try {
      writeFileSync(descriptor, content);
      // The mode of a new file loses what the umask takes away.
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
