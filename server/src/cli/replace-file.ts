import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readRegularFile } from "../node/bounded-read";
import { withoutInterruption } from "./signals";

/** Thrown if a file isn't replaced. The message says why. */
export class NotReplaced extends Error {
  override readonly name = "NotReplaced";
}

/**
 * Replaces a file's content atomically: readers see either the old file or the new one, and a failure or a signal leaves one of them and
 * nothing else. Keeps the file's mode, owner and group.
 * @param expected the content that the file had when it was read.
 * @throws NotReplaced if the file would not stay as it is in every other respect, or has changed in the meantime.
 * @throws errors of the file system.
 */
export function replaceFile(path: string, expected: string, content: string): Promise<void> {
  return withoutInterruption(() => replace(path, Buffer.from(expected), content));
}

function replace(path: string, expected: Uint8Array, content: string): void {
  const status = lstatSync(path);
  checkIsReplaceable(path, status);
  const temporary = join(dirname(path), `.cors-lens.${process.pid}.${Date.now().toString(36)}.tmp`);
  const descriptor = openSync(temporary, "wx", 0o600);
  try {
    try {
      writeFileSync(descriptor, content);
      restore(descriptor, status);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const isSame = isDeepStrictEqual(identityOf(lstatSync(path)), identityOf(status));
    if (!isSame || !readRegularFile(path, expected.length + 1).equals(expected)) {
      throw new NotReplaced("it has changed since it was read; run the command again");
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function checkIsReplaceable(path: string, status: Stats): void {
  if (!status.isFile()) {
    // Replacing a link would leave its target unchanged.
    throw new NotReplaced("a symbolic link, or not a regular file");
  }
  if (status.nlink > 1) {
    throw new NotReplaced("it has several hard links, and the others would keep the old text");
  }
  // The user root may write to every file. The mode still says that it should stay.
  if ((status.mode & OWNER_WRITES) === 0) {
    throw new NotReplaced("it is read-only");
  }
  accessSync(path, constants.W_OK);
}

/** What would be lost if it had changed, apart from the content. */
function identityOf({ dev, ino, mode, uid, gid, nlink }: Stats): unknown {
  return { dev, ino, mode, uid, gid, nlink };
}

/** Gives a new file the owner, the group and the mode of the old one. Changing the owner can clear bits of the mode. */
function restore(descriptor: number, { uid, gid, mode }: Stats): void {
  const isSame = (now: Stats) => now.uid === uid && now.gid === gid;
  try {
    if (!isSame(fstatSync(descriptor))) {
      fchownSync(descriptor, uid, gid);
    }
    fchmodSync(descriptor, mode & PERMISSIONS);
  } catch {
    // What matters is the result.
  }
  const now = fstatSync(descriptor);
  if (!isSame(now) || (now.mode & PERMISSIONS) !== (mode & PERMISSIONS)) {
    throw new NotReplaced("its owner, group or mode can't be kept");
  }
}

const OWNER_WRITES = 0o200;
const PERMISSIONS = 0o7777;
