import { type Dirent, readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { isInHistory } from "../http/history-log";

const EXTENSIONS: ReadonlySet<string> = new Set([".http", ".rest", ".md", ".markdown", ".mdx"]);
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** A step of a search: a file that may hold HTTP, a folder that can't be read, or anything else that was looked at. */
export type SearchStep =
  | { readonly kind: "document"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly error: unknown }
  | { readonly kind: "other" };

const OTHER: SearchStep = { kind: "other" };

/**
 * Searches a folder and its subfolders, in the order of names. A folder is read when the search comes to it, so that a caller can stop, or do something
 * else in between.
 */
export function* documentsBelow(folder: string): Generator<SearchStep> {
  const left: { readonly path: string; readonly entry: Dirent }[] = [];
  const enter = (path: string): SearchStep => {
    try {
      // The last one first.
      for (const entry of sortedEntries(path).reverse()) {
        left.push({ path: join(path, entry.name), entry });
      }
      return OTHER;
    } catch (error) {
      return { kind: "unreadable", path, error };
    }
  };
  yield enter(folder);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { path, entry } = next;
    if (entry.isDirectory()) {
      // Links to folders aren't followed: they can form a cycle.
      yield isSkipped(path, entry) ? OTHER : enter(path);
    } else {
      yield EXTENSIONS.has(extname(entry.name).toLowerCase()) && isFileOrBroken(path, entry)
        ? { kind: "document", path }
        : OTHER;
    }
  }
}

/**
 * The entries of a folder, sorted by name.
 * @throws errors of the file system.
 */
export function sortedEntries(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a search skips an entry. A path that is named is never skipped. */
export function isSkipped(path: string, entry: Dirent): boolean {
  return SKIPPED.has(entry.name) || (entry.isDirectory() && isInHistory(path));
}

/** A broken link counts as a file, so that reading it reports the error. */
export function isFileOrBroken(path: string, entry: Dirent): boolean {
  const kind = entry.isSymbolicLink() ? kindOf(path) : entry.isFile() ? "file" : "other";
  return kind === "file" || kind === null;
}

/** Null for a broken link, and if there is nothing. */
export function kindOf(path: string): "file" | "folder" | "other" | null {
  try {
    const status = statSync(path);
    return status.isFile() ? "file" : status.isDirectory() ? "folder" : "other";
  } catch {
    return null;
  }
}
