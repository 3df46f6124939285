import { type Dirent, lstatSync, readdirSync, statSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { isInHistory } from "../http/history-log";
import { expandBraces, isGlob, matchesSegment } from "../text/glob";
import { reasonOf } from "./file-error";

const EXTENSIONS: ReadonlySet<string> = new Set([".http", ".rest", ".md", ".markdown", ".mdx"]);
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);

export interface FoundFiles {
  /** Each file once, as a path to show and to open. Files in a folder are sorted by name. */
  readonly files: readonly string[];
  /** One line for each path without a file and each folder that can't be read. */
  readonly problems: readonly string[];
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
  readonly files: string[] = [];
  readonly problems: string[] = [];
  readonly #seen = new Set<string>();
  readonly #isIgnored: (path: string) => boolean;
  readonly #onFound: (count: number) => void;

  constructor(isIgnored: (path: string) => boolean, onFound: (count: number) => void) {
    this.#isIgnored = isIgnored;
    this.#onFound = onFound;
  }

  add(path: string): void {
    try {
      if (!statSync(path).isDirectory()) {
        this.#file(path);
        return;
      }
      const problems = this.problems.length;
      if (!this.#folder(path) && this.problems.length === problems) {
        this.problems.push(`${shown(path)}: no .http, .rest, .md, .markdown or .mdx files in this folder`);
      }
    } catch (error) {
      // A broken link exists, so its name isn't a glob.
      if (isGlob(path) && !isThere(path)) {
        this.#glob(path);
      } else {
        this.problems.push(`${shown(path)}: ${reasonOf(error)}`);
      }
    }
  }

  #file(path: string): void {
    const absolute = resolve(path);
    if (!this.#seen.has(absolute)) {
      this.#seen.add(absolute);
      this.files.push(shown(path));
      this.#onFound(this.files.length);
    }
  }

  /** Adds the files in a folder and its subfolders. Returns whether there are any. */
  #folder(path: string): boolean {
    let found = false;
    for (const entry of this.#entries(path) ?? []) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        // Links to folders aren't followed: they can form a cycle.
        found = (!isSkipped(inner, entry) && this.#folder(inner)) || found;
      } else if (EXTENSIONS.has(extname(entry.name).toLowerCase()) && isFileOrBroken(inner, entry)) {
        this.#searched(inner);
        found = true;
      }
    }
    return found;
  }

  /** Sorted by name; null if the folder can't be read, which becomes a problem. */
  #entries(path: string): Dirent[] | null {
    try {
      return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.problems.push(`${shown(path)}: ${reasonOf(error)}`);
      return null;
    }
  }

  #glob(glob: string): void {
    const problems = this.problems.length;
    const patterns = expandBraces(sep === "/" ? glob : glob.replaceAll(sep, "/"));
    if (patterns === null) {
      this.problems.push(`${shown(glob)}: too many alternatives in braces`);
      return;
    }
    let matched = false;
    for (const pattern of patterns) {
      matched = this.#match(pattern.startsWith("/") ? "/" : "", segmentsOf(pattern)) || matched;
    }
    if (!matched && this.problems.length === problems) {
      this.problems.push(`${shown(glob)}: no file matches`);
    }
  }

  /**
   * Adds the files below a folder ("" is the current one) whose path matches the segments. Returns whether there are
   * any.
   */
  #match(folder: string, segments: readonly string[]): boolean {
    const [segment, ...rest] = segments;
    if (segment === undefined) {
      return false;
    }
    if (!isGlob(segment)) {
      const inner = folder + segment;
      const kind = kindOf(inner);
      return rest.length > 0
        ? kind === "folder" && this.#match(`${inner}/`, rest)
        : kind === "file" && this.#matched(inner);
    }
    let found = segment === "**" && rest.length > 0 && this.#match(folder, rest);
    for (const entry of this.#entries(folder === "" ? "." : folder) ?? []) {
      const inner = folder + entry.name;
      if (!isSkipped(inner, entry) && matchesSegment(segment, entry.name)) {
        const further = segment === "**" && entry.isDirectory() ? segments : rest;
        const matches =
          further.length > 0
            ? isFolder(inner, entry) && this.#match(`${inner}/`, further)
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
      this.#file(path);
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
  return entry.isSymbolicLink() ? kindOf(path) !== "folder" : entry.isFile();
}

function isFolder(path: string, entry: Dirent): boolean {
  return entry.isSymbolicLink() ? kindOf(path) === "folder" : entry.isDirectory();
}

function kindOf(path: string): "file" | "folder" | null {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
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
