import { type Dirent, lstatSync, readdirSync, statSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { isInHistory } from "../http/history-log";
import { expandBraces, isGlob, matchesSegment } from "../text/glob";
import { reasonOf } from "./file-error";
import type { NotChecked } from "./format/formatter";

const EXTENSIONS: ReadonlySet<string> = new Set([".http", ".rest", ".md", ".markdown", ".mdx"]);
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);

export interface FoundFile {
  /** To show and to open. */
  readonly path: string;
  /** Whether the user named it. A file that a search finds is a regular file. */
  readonly isNamed: boolean;
}

export interface FoundFiles {
  /** Each file once. Files in a folder are sorted by name. */
  readonly files: readonly FoundFile[];
  /** Each path without a file and each folder that can't be read. */
  readonly problems: readonly NotChecked[];
}

/**
 * Finds the files that paths, folders and globs name.
 * @param isIgnored whether to skip a file that a search finds. A file that is named is never skipped.
 * @param onFound called with the number of files found so far.
 */
export function findFiles(
  paths: readonly string[],
  isIgnored: (path: string) => boolean,
  onFound: (count: number) => void,
): FoundFiles {
  const finder = new Finder(isIgnored, onFound);
  for (const path of paths) {
    finder.add(path);
  }
  return finder;
}

class Finder implements FoundFiles {
  readonly files: FoundFile[] = [];
  readonly problems: NotChecked[] = [];
  readonly #seen = new Set<string>();
  /** The folders that have been matched with a glob, and the number of segments left: with several `**`, there are many ways to each. */
  readonly #visited = new Set<string>();
  readonly #isIgnored: (path: string) => boolean;
  readonly #onFound: (count: number) => void;

  constructor(isIgnored: (path: string) => boolean, onFound: (count: number) => void) {
    this.#isIgnored = isIgnored;
    this.#onFound = onFound;
  }

  add(path: string): void {
    try {
      if (!statSync(path).isDirectory()) {
        this.#file(path, true);
        return;
      }
      const problems = this.problems.length;
      if (!this.#folder(path) && this.problems.length === problems) {
        this.#problem(path, "no .http, .rest, .md, .markdown or .mdx files in this folder");
      }
    } catch (error) {
      // A broken link exists, so its name isn't a glob.
      if (isGlob(path) && !isThere(path)) {
        this.#glob(path);
      } else {
        this.#problem(path, reasonOf(error, path));
      }
    }
  }

  #file(path: string, isNamed: boolean): void {
    const absolute = resolve(path);
    if (!this.#seen.has(absolute)) {
      this.#seen.add(absolute);
      this.files.push({ path: shown(path), isNamed });
      this.#onFound(this.files.length);
    }
  }

  #problem(path: string, reason: string): void {
    this.problems.push({ path: shown(path), reason });
  }

  /** Adds the files in a folder and its subfolders. Returns whether there are any. */
  #folder(path: string): boolean {
    let found = false;
    const left = this.#within(path);
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { inner, entry } = next;
      if (entry.isDirectory()) {
        // Links to folders aren't followed: they can form a cycle.
        if (!isSkipped(inner, entry)) {
          for (const further of this.#within(inner)) {
            left.push(further);
          }
        }
      } else if (EXTENSIONS.has(extname(entry.name).toLowerCase()) && isFileOrBroken(inner, entry)) {
        this.#searched(inner);
        found = true;
      }
    }
    return found;
  }

  /** The entries of a folder, the last one first. */
  #within(path: string): { readonly inner: string; readonly entry: Dirent }[] {
    return this.#entries(path)
      .map((entry) => ({ inner: join(path, entry.name), entry }))
      .reverse();
  }

  /** Sorted by name; none if the folder can't be read, which becomes a problem. */
  #entries(path: string): Dirent[] {
    try {
      return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.#problem(path, reasonOf(error, path));
      return [];
    }
  }

  #glob(glob: string): void {
    const problems = this.problems.length;
    const patterns = expandBraces(sep === "/" ? glob : glob.replaceAll(sep, "/"));
    if (patterns === null) {
      this.#problem(glob, "too many alternatives in braces");
      return;
    }
    let matched = false;
    for (const pattern of patterns) {
      this.#visited.clear();
      matched = this.#match(pattern.startsWith("/") ? "/" : "", segmentsOf(pattern)) || matched;
    }
    if (!matched && this.problems.length === problems) {
      this.#problem(glob, "no file matches");
    }
  }

  /**
   * Adds the files below a folder ("" is the current one) whose path matches the segments. Returns whether there are
   * any.
   */
  #match(folder: string, segments: readonly string[]): boolean {
    const [segment, ...rest] = segments;
    const visit = `${segments.length} ${folder}`;
    if (segment === undefined || this.#visited.has(visit)) {
      return false;
    }
    this.#visited.add(visit);
    if (!isGlob(segment)) {
      const inner = folder + segment;
      const kind = kindOf(inner);
      return rest.length > 0
        ? kind === "folder" && this.#match(`${inner}/`, rest)
        : kind === "file" && this.#matched(inner);
    }
    let found = segment === "**" && rest.length > 0 && this.#match(folder, rest);
    for (const entry of this.#entries(folder === "" ? "." : folder)) {
      const inner = folder + entry.name;
      if (!isSkipped(inner, entry) && matchesSegment(segment, entry.name)) {
        // As in a shell, only `**` doesn't follow links to folders: they can form a cycle.
        const isEntered = segment === "**" ? entry.isDirectory() : isFolder(inner, entry);
        const further = segment === "**" && isEntered ? segments : rest;
        const matches =
          further.length > 0
            ? isEntered && this.#match(`${inner}/`, further)
            : isFileOrBroken(inner, entry) && this.#matched(inner);
        found = matches || found;
      }
    }
    return found;
  }

  #matched(path: string): true {
    this.#searched(path);
    return true;
  }

  #searched(path: string): void {
    if (!this.#isIgnored(path)) {
      this.#file(path, false);
    }
  }
}

/** Whether a search skips an entry. A path that is named is never skipped. */
function isSkipped(path: string, entry: Dirent): boolean {
  return SKIPPED.has(entry.name) || (entry.isDirectory() && isInHistory(path));
}

/** With `/` between the segments on every platform. */
function shown(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A broken link counts as a file, so that reading it reports the error. */
function isFileOrBroken(path: string, entry: Dirent): boolean {
  const kind = entry.isSymbolicLink() ? kindOf(path) : entry.isFile() ? "file" : "other";
  return kind === "file" || kind === null;
}

function isFolder(path: string, entry: Dirent): boolean {
  return entry.isSymbolicLink() ? kindOf(path) === "folder" : entry.isDirectory();
}

/** Null for a broken link, and if there is nothing. */
function kindOf(path: string): "file" | "folder" | "other" | null {
  try {
    const status = statSync(path);
    return status.isFile() ? "file" : status.isDirectory() ? "folder" : "other";
  } catch {
    return null;
  }
}

/** Drops empty segments, `.` after the first segment, and repeated `**`. */
function segmentsOf(pattern: string): string[] {
  return pattern
    .split("/")
    .filter(
      (segment, i, all) => segment !== "" && (segment !== "." || i === 0) && (segment !== "**" || all[i - 1] !== "**"),
    );
}
