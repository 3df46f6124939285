/** Whether a path has a character that is special in globs. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** More alternatives than anyone writes by hand. */
const MAX_ALTERNATIVES = 1000;

/**
 * Expands `a.{http,rest}` to `a.http` and `a.rest`; null if there are too many alternatives. Braces without a comma or a closing brace are
 * literal.
 */
export function expandBraces(pattern: string): string[] | null {
  let pending = [pattern];
  const done: string[] = [];
  while (pending.length > 0) {
    const next: string[] = [];
    for (const candidate of pending) {
      const alternatives = firstBraces(candidate);
      if (alternatives === null) {
        done.push(candidate);
      } else {
        next.push(...alternatives);
      }
    }
    if (done.length + next.length > MAX_ALTERNATIVES) {
      return null;
    }
    pending = [...new Set(next)];
  }
  return [...new Set(done)];
}

/** Expands the first innermost braces with a comma; null if there are none. */
function firstBraces(pattern: string): string[] | null {
  let open = -1;
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === "{") {
      open = i;
    } else if (pattern[i] === "}" && open >= 0) {
      const inner = pattern.slice(open + 1, i);
      if (inner.includes(",")) {
        return inner.split(",").map((choice) => pattern.slice(0, open) + choice + pattern.slice(i + 1));
      }
      open = -1;
    }
  }
  return null;
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

/**
 * Whether a path, or a folder that contains it, matches one of the globs. `**` matches any number of folders, and a name without special
 * characters matches itself.
 * @param path segments separated by `/`, relative to the same folder as the globs.
 */
export function matchesPath(globs: readonly string[], path: string): boolean {
  const names = path.split("/");
  return globs.some((glob) =>
    (expandBraces(glob) ?? []).some((pattern) => matchesSegments(segmentsIn(pattern), names)),
  );
}

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
