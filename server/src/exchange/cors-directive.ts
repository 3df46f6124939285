import type { RequestCredentialsMode } from "../cors/types";
import type { Directive, Part } from "../http/tree";
import { memo } from "../text/memo";

/** The meaning of `# @cors key=value …`. Unknown parts are kept as problems, to be reported. */
export interface CorsDirective {
  readonly directive: Directive;
  readonly origin: Part | null;
  readonly credentials: RequestCredentialsMode | null;
  /** Words that aren't a known setting, relative to the directive. */
  readonly problems: readonly Part[];
}

/** Reads a directive; null if it isn't a `@cors` directive. */
export const corsDirective = memo((directive: Directive): CorsDirective | null => {
  if (directive.key.text.toLowerCase() !== "cors") {
    return null;
  }
  let origin: Part | null = null;
  let credentials: RequestCredentialsMode | null = null;
  const problems: Part[] = [];
  for (const word of wordsOf(directive.value)) {
    const [, name = word.text, value = ""] = SETTING.exec(word.text) ?? [];
    const key = name.toLowerCase();
    if (key === "origin" && value !== "") {
      origin = { start: word.end - value.length, end: word.end, text: value };
    } else if (key === "credentials" && (value === "include" || value === "omit" || value === "same-origin")) {
      credentials = value;
    } else {
      problems.push(word);
    }
  }
  if (directive.value.text === "") {
    problems.push(directive.key);
  }
  return { directive, origin, credentials, problems };
});

/** `key=value`. Spaces around the sign are allowed, and a colon works like an equals sign. */
const SETTING = /^([a-z]+)\s*[=:]\s*(\S.*)$/i;

function wordsOf(part: Part): Part[] {
  const words: Part[] = [];
  // A value may be a reference with spaces in it: `origin={{$dotenv ORIGIN}}`.
  for (const match of part.text.matchAll(/[a-z]+\s*[=:]\s*(?:\{\{[^{}]*\}\}|[^\s,])+|[^\s,]+/gi)) {
    const start = part.start + match.index;
    words.push({ start, end: start + match[0].length, text: match[0] });
  }
  return words;
}
