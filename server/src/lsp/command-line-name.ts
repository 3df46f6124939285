/**
 * A document's file as one word of a command line: relative to its workspace folder, in which terminals start; else with its whole path.
 * @param folders the URIs of the workspace's folders.
 * @returns null if the document isn't a file, or no quotes make its name one word in every shell.
 */
export function commandLineName(uri: string, folders: readonly string[]): string | null {
  const folder = folders.map((one) => one.replace(/\/*$/, "/")).find((one) => uri.startsWith(one));
  const path = uri.startsWith("file:///") ? pathIn(uri.slice((folder ?? "file://").length)) : null;
  if (path === null || /["$`\\!%\p{Cc}]/u.test(path)) {
    return null;
  }
  return /^[\w./@:+-]+$/.test(path) ? path : `"${path}"`;
}

/** Decodes a path; null if it isn't encoded well. A drive has no slash before it. */
function pathIn(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded).replace(/^\/(?=[a-z]:)/i, "");
  } catch {
    return null;
  }
}
