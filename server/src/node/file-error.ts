import { RefusedFile } from "./bounded-read";
import { NotCheckable } from "./source-file";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  ENOTDIR: "no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "is a folder",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the device",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be too large",
  EIO: "the device can't be read or written",
  ENXIO: "a socket or a device that can't be read",
  EINVAL: "can't be read",
  EAGAIN: "has nothing to read now",
  ERR_FS_FILE_TOO_LARGE: "too large to read",
  ERR_STRING_TOO_LONG: "too large to read",
  ERR_INVALID_ARG_VALUE: "no such file or folder",
};

/**
 * Describes in plain words why a file isn't read or written.
 * @param path of the file.
 */
export function reasonOf(error: unknown, path: string): string {
  if (error instanceof NotCheckable || error instanceof RefusedFile) {
    return error.message;
  }
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  if (code === "ENOENT" && path.includes("\ufffd")) {
    return "can't be opened: the name isn't valid UTF-8";
  }
  return (code === null ? null : REASONS[code]) ?? code ?? String(error);
}
