import { type Dirent, lstatSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { documentsBelow, isFileOrBroken, isSkipped, kindOf, sortedEntries } from "../node/document-search";
import { reasonOf } from "../node/file-error";
import { expandBraces, isGlob, matchesSegment } from "../text/glob";
import type { NotChecked } from "./format/formatter";

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
    for (const step of documentsBelow(path)) {
      if (step.kind === "document") {
        this.#searched(step.path);
        found = true;
      } else if (step.kind === "unreadable") {
        this.#problem(step.path, reasonOf(step.error, step.path));
      }
    }
    return found;
  }

  /** Sorted by name; none if the folder can't be read, which becomes a problem. */
  #entries(path: string): Dirent[] {
    try {
      return sortedEntries(path);
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

/** With `/` between the segments on every platform. */
function shown(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string, entry: Dirent): boolean {
  return entry.isSymbolicLink() ? kindOf(path) === "folder" : entry.isDirectory();
}

/** Drops empty segments, `.` after the first segment, and repeated `**`. */
function segmentsOf(pattern: string): string[] {
  return pattern
    .split("/")
    .filter(
      (segment, i, all) => segment !== "" && (segment !== "." || i === 0) && (segment !== "**" || all[i - 1] !== "**"),
    );
}
