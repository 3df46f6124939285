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
  ERR_FS_FILE_TOO_LARGE: "too large to read",
  ERR_STRING_TOO_LONG: "too large to read",
  ERR_INVALID_ARG_VALUE: "no such file or folder",
};

/** Describes an error of the file system in plain words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  return (code === null ? null : REASONS[code]) ?? code ?? String(error);
}
