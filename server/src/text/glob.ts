import { memo } from "./memo";

/** Whether a path has a character that is special in globs. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** More alternatives than anyone writes by hand, and longer than any path. */
const MAX_ALTERNATIVES = 1000;
const MAX_LENGTH = 4096;

/** Braces that are still open: the expansions of the choices before each comma, and those of the choice that is being read. */
interface Open {
  readonly choices: string[][];
  current: string[];
}

/**
 * Expands `a.{http,rest}` to `a.http` and `a.rest`; null if the glob is longer than any path, or has too many alternatives. Braces without a
 * comma or a closing brace are literal.
 */
export function expandBraces(pattern: string): string[] | null {
  const open: Open[] = [{ choices: [], current: [""] }];
  if (pattern.length > MAX_LENGTH) {
    return null;
  }
  for (const [piece] of pattern.matchAll(/[^{,}]+|[{,}]/g)) {
    const inner = open.at(-1) as Open;
    const isOuter = open.length === 1;
    if (piece === "{") {
      open.push({ choices: [], current: [""] });
    } else if (piece === "," && !isOuter) {
      inner.choices.push(inner.current);
      inner.current = [""];
    } else if (piece === "}" && !isOuter) {
      open.pop();
      const isLiteral = inner.choices.length === 0;
      const closed = isLiteral ? inner.current.map((one) => `{${one}}`) : [...inner.choices, inner.current].flat();
      if (!follow(open.at(-1) as Open, closed)) {
        return null;
      }
    } else {
      follow(inner, [piece]);
    }
  }
  while (open.length > 1) {
    const { choices, current } = open.pop() as Open;
    const outer = open.at(-1) as Open;
    const pieces = [...choices, current].flatMap((choice, i) => [[i === 0 ? "{" : ","], choice]);
    if (!pieces.every((piece) => follow(outer, piece))) {
      return null;
    }
  }
  return open[0]?.current ?? null;
}

/** Puts each ending after each beginning, without repetition. Returns whether they are few enough. */
function follow(braces: Open, endings: readonly string[]): boolean {
  const different = new Set(endings);
  if (different.size * braces.current.length > MAX_ALTERNATIVES) {
    return false;
  }
  braces.current = [...new Set(braces.current.flatMap((beginning) => Array.from(different, (end) => beginning + end)))];
  return true;
}

/**
 * Whether one segment of a path matches one segment of a glob: `*`, `?`, `[a-z]`, `[!a-z]`. A leading dot must be written. Takes time
 * proportional to the product of the lengths at worst.
 */
export function matchesSegment(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) {
    return false;
  }
  let p = 0;
  let n = 0;
  let starAt = -1;
  let starName = 0;
  while (n < name.length) {
    const length = pattern[p] === "*" ? 0 : matchOne(pattern, p, name[n] ?? "");
    if (pattern[p] === "*") {
      starAt = p++;
      starName = n;
    } else if (length > 0) {
      p += length;
      n++;
    } else if (starAt >= 0) {
      p = starAt + 1;
      n = ++starName;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") {
    p++;
  }
  return p === pattern.length;
}

/** The length of the part of the pattern that matches one character; 0 if it doesn't match. */
function matchOne(pattern: string, at: number, character: string): number {
  const expected = pattern[at];
  if (expected === "?") {
    return 1;
  }
  const close = expected === "[" ? pattern.indexOf("]", at + 2) : -1;
  if (close < 0) {
    return expected === character ? 1 : 0;
  }
  const negated = pattern[at + 1] === "!" || pattern[at + 1] === "^";
  const set = pattern.slice(at + (negated ? 2 : 1), close);
  return isInSet(set, character) !== negated ? close + 1 - at : 0;
}

function isInSet(set: string, character: string): boolean {
  for (let i = 0; i < set.length; i++) {
    const from = set[i] ?? "";
    const to = set[i + 1] === "-" ? set[i + 2] : undefined;
    if (to === undefined ? character === from : from <= character && character <= to) {
      return true;
    }
    i += to === undefined ? 0 : 2;
  }
  return false;
}

/** What the globs of one project file may have in all alternatives together, in characters: thousands of globs, but not millions. */
const MAX_TOTAL_LENGTH = 200_000;

/** A sentence that says why globs can't be used, and what to do; null if they can. */
export function problemOf(globs: readonly string[]): string | null {
  return compiled(globs).problem;
}

/**
 * Whether a path, or a folder that contains it, matches one of the globs. `**` matches any number of folders, and a name without special
 * characters matches itself. Globs with a problem match nothing.
 * @param path segments separated by `/`, relative to the same folder as the globs.
 */
export function matchesPath(globs: readonly string[], path: string): boolean {
  const names = path.split("/");
  return compiled(globs).patterns.some((pattern) => matchesSegments(pattern, names));
}

/** Globs as their segments. */
interface Compiled {
  readonly patterns: readonly (readonly string[])[];
  readonly problem: string | null;
}

const compiled = memo((globs: readonly string[]): Compiled => {
  const patterns: string[][] = [];
  let length = 0;
  for (const glob of globs) {
    const alternatives = expandBraces(glob);
    if (alternatives === null) {
      const shown = glob.length > MAX_SHOWN ? `${glob.slice(0, MAX_SHOWN)}…` : glob;
      const problem = `The glob ${shown} is longer than ${MAX_LENGTH} characters or has more than ${MAX_ALTERNATIVES} alternatives in braces. Use fewer braces, or \`*\` in their place.`;
      return { patterns: [], problem };
    }
    for (const alternative of alternatives) {
      length += alternative.length;
      patterns.push(segmentsIn(alternative));
    }
    if (length > MAX_TOTAL_LENGTH) {
      const problem = `The globs have more than ${MAX_TOTAL_LENGTH} characters in all, with each alternative in braces written out. Name whole folders instead of their files.`;
      return { patterns: [], problem };
    }
  }
  return { patterns, problem: null };
});

const MAX_SHOWN = 60;

function segmentsIn(pattern: string): string[] {
  return pattern.split("/").filter((one, i, all) => one !== "" && one !== "." && (one !== "**" || all[i - 1] !== "**"));
}

/** Goes through the pattern and keeps the numbers of path segments that its beginning can match. */
function matchesSegments(pattern: readonly string[], names: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const segment of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (segment === "**") {
        for (let i = at; i <= names.length; i++) {
          next.add(i);
        }
        break;
      }
      if (at < names.length && matchesSegment(segment, names[at] ?? "")) {
        next.add(at + 1);
      }
    }
    reached = next;
  }
  // The rest of the path is in a folder that matches. An empty glob matches nothing.
  return pattern.length > 0 && reached.size > 0;
}
