import { type Dirent, lstatSync, readdirSync, statSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { isInHistory } from "../http/history-log";
import { expandBraces, isGlob, matchesSegment } from "../text/glob";
import { reasonOf } from "./file-error";

const EXTENSIONS: ReadonlySet<string> = new Set([".http", ".rest", ".md", ".markdown", ".mdx"]);
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);

export interface FoundFiles {
  /** Each file once, as paths to show and to open. Folders give theirs in the order of their names. */
  readonly files: readonly string[];
  /** One line for each path that gives nothing, and each folder that cannot be read. */
  readonly problems: readonly string[];
}

/**
 * The files that paths, folders and globs stand for.
 * @param isIgnored whether a search leaves a file out; one that is named is taken whatever it is.
 * @param onFound told of the number of files found so far.
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
        this.problems.push(`${shown(path)}: no .http, .rest, .md, .markdown or .mdx file in this folder`);
      }
    } catch (error) {
      // A broken link is there, and is no glob.
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

  /** Adds the files in a folder and its folders. Returns whether there is one. */
  #folder(path: string): boolean {
    let found = false;
    for (const entry of this.#entries(path) ?? []) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        // Links to folders are not followed: they can lead in a circle.
        found = (!isSkipped(inner, entry) && this.#folder(inner)) || found;
      } else if (EXTENSIONS.has(extname(entry.name).toLowerCase()) && isFileOrBroken(inner, entry)) {
        this.#searched(inner);
        found = true;
      }
    }
    return found;
  }

  /** In the order of their names; null where the folder cannot be read, which is then a problem. */
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
   * Adds the files below a folder ("" is the current one) whose path matches the segments. Returns whether there is
   * one.
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

/** What a search leaves out; a path that is named is looked at whatever it is. */
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

/** A link that leads nowhere counts as a file, so that reading it says so. */
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

/** Without empty segments, `.` within, and `**` that repeats. */
function segmentsOf(pattern: string): string[] {
  return pattern
    .split("/")
    .filter(
      (segment, i, all) => segment !== "" && (segment !== "." || i === 0) && (segment !== "**" || all[i - 1] !== "**"),
    );
}
