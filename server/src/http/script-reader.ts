import type { Range } from "../text/range";
import { isDigit } from "./characters";
import type { CommandReader } from "./command-reader";
import { hasScheme, requestLine } from "./request-line";
import { Word } from "./shell-words";
import { statusLine } from "./status-line";

/** A token of a script. A string or template literal has its value as a word, which is open if the template has a `${…}`. */
export type ScriptToken = Range &
  (
    | { readonly kind: "text"; readonly text: string; readonly word: Word }
    | { readonly kind: "name" | "number" | "sign" | "pattern"; readonly text: string }
  );

/** Something that is open: a bracket, a template literal, or the `${` in one. */
type Opener = "(" | "[" | "{" | "`" | "${";

const CLOSERS: Readonly<Record<string, Opener>> = { ")": "(", "]": "[", "}": "{" };

/**
 * Splits a call in a script into tokens, line by line, up to its closing parenthesis. The rest of the statement belongs to the command, but isn't
 * kept. Never throws, and needs no recursion: the open brackets are in a list.
 */
export class ScriptReader implements CommandReader {
  readonly #text: string;
  readonly #tokens: ScriptToken[] = [];
  readonly #open: Opener[] = [];
  /** The open string or template literal. Of nested templates only the outermost one is a token. */
  #word: Word | null = null;
  /** The mark of the open string; empty outside strings. A string goes on in the next line only after a backslash. */
  #quote = "";
  #inComment = false;
  /** How many brackets and templates around the open template are a part of a literal. */
  #literalDepth = -1;
  /** Whether the call has ended. */
  #isClosed = false;
  /** Whether a slash would start a regular expression. */
  #expectsValue = true;
  readonly tail = -1;

  constructor(text: string) {
    this.#text = text;
  }

  get isInQuotes(): boolean {
    return this.#quote !== "" || this.#inComment || this.#isInTemplate;
  }

  /** The tokens of the call so far. */
  get tokens(): readonly ScriptToken[] {
    return this.#tokens;
  }

  get #isInTemplate(): boolean {
    return this.#open.at(-1) === "`";
  }

  continuesAt(first: number, to: number): boolean {
    if (this.isInQuotes) {
      return true;
    }
    const text = this.#text;
    if (first >= to) {
      return this.#open.length > 0;
    }
    // A message shows that the call above it never ends.
    return (
      !isStartLine(text, first, to) &&
      (this.#open.length > 0 || text[first] === ")" || /^\.[A-Za-z_$]/.test(text.slice(first, Math.min(to, first + 2))))
    );
  }

  line(from: number, to: number): boolean {
    if (this.#isInTemplate && this.#literalDepth >= 0) {
      this.#word?.add("\n", from);
    }
    let i = from;
    while (i < to) {
      if (this.#inComment) {
        const end = this.#text.indexOf("*/", i);
        this.#inComment = end < 0 || end + 2 > to;
        i = this.#inComment ? to : end + 2;
      } else if (this.#quote !== "") {
        i = this.#quoted(i, to);
      } else if (this.#isInTemplate) {
        i = this.#inTemplate(i, to);
      } else if (this.#literalDepth >= 0) {
        i = this.#inSubstitution(i, to);
      } else {
        const next = this.#plain(i, to);
        if (next < 0) {
          return false;
        }
        i = next;
      }
    }
    if (this.#quote !== "" && !this.#endsWithBackslash(from, to)) {
      // A script can't have it, so the rest of the text is read as if it were complete.
      this.#endString(to);
    }
    return true;
  }

  #endsWithBackslash(from: number, to: number): boolean {
    let start = to;
    while (start > from && this.#text[start - 1] === "\\") {
      start--;
    }
    return (to - start) % 2 === 1;
  }

  /** Reads one token outside literals. Returns the offset after it; -1 at the end of the statement. */
  #plain(i: number, to: number): number {
    const text = this.#text;
    const character = text[i] ?? "";
    if (/\s/.test(character)) {
      return i + 1;
    }
    if (character === "/" && text[i + 1] === "/" && i + 1 < to) {
      return to;
    }
    if (character === "/" && text[i + 1] === "*" && i + 1 < to) {
      this.#inComment = true;
      return i + 2;
    }
    if (character === '"' || character === "'") {
      this.#quote = character;
      this.#word = new Word(i + 1);
      return i + 1;
    }
    if (character === "`") {
      this.#literalDepth = this.#open.length;
      this.#open.push("`");
      this.#word = new Word(i + 1);
      return i + 1;
    }
    if (character === ";" && this.#open.length === 0) {
      return -1;
    }
    const pattern = character === "/" && this.#expectsValue ? endOfPattern(text, i, to) : -1;
    if (pattern >= 0) {
      return this.#token("pattern", i, pattern);
    }
    if (isDigit(text.charCodeAt(i)) || (character === "." && isDigit(text.charCodeAt(i + 1)) && i + 1 < to)) {
      return this.#token("number", i, endOfRun(text, i, to, /[\w.]/));
    }
    if (NAME_START.test(character)) {
      return this.#token("name", i, endOfRun(text, i, to, NAME_PART));
    }
    const length = text.startsWith("...", i) && i + 3 <= to ? 3 : 1;
    this.#bracket(character);
    const end = this.#token("sign", i, i + length);
    this.#isClosed ||= this.#open.length === 0 && character === ")";
    return end;
  }

  #bracket(character: string): void {
    switch (character) {
      case "(":
      case "[":
      case "{":
        this.#open.push(character);
        return;
      case ")":
      case "]":
      case "}":
        // One that closes nothing is passed over.
        if (this.#open.at(-1) === CLOSERS[character]) {
          this.#open.pop();
        }
    }
  }

  #token(kind: Exclude<ScriptToken["kind"], "text">, start: number, end: number): number {
    const text = this.#text.slice(start, end);
    this.#expectsValue =
      kind === "sign" ? !/[)\]}]/.test(text) : kind === "name" && /^(?:return|typeof|case|in|of)$/.test(text);
    if (!this.#isClosed) {
      this.#tokens.push({ kind, start, end, text });
    }
    return end;
  }

  #quoted(i: number, to: number): number {
    const character = this.#text[i] ?? "";
    if (character === "\\") {
      return this.#escape(i, to);
    }
    if (character === this.#quote) {
      this.#endString(i);
    } else {
      this.#word?.add(character, i);
    }
    return i + 1;
  }

  #inTemplate(i: number, to: number): number {
    const text = this.#text;
    const character = text[i] ?? "";
    if (character === "\\") {
      return this.#escape(i, to);
    }
    if (character === "`") {
      this.#open.pop();
      if (this.#open.length === this.#literalDepth) {
        this.#literalDepth = -1;
        this.#endText(i);
      } else {
        this.#word?.add(character, i);
      }
      return i + 1;
    }
    if (character === "$" && text[i + 1] === "{" && i + 1 < to) {
      this.#open.push("${");
      this.#word?.add("${", i);
      if (this.#word !== null) {
        this.#word.isOpen = true;
      }
      return i + 2;
    }
    this.#word?.add(character, i);
    return i + 1;
  }

  /** Reads a character of the code in a template, which is a part of the literal as typed. */
  #inSubstitution(i: number, to: number): number {
    const text = this.#text;
    const character = text[i] ?? "";
    let end = i + 1;
    switch (character) {
      case "{":
        this.#open.push("{");
        break;
      case "}":
        this.#open.pop();
        break;
      case "`":
        this.#open.push("`");
        break;
      case '"':
      case "'":
        end = endOfString(text, i, to);
    }
    this.#word?.add(text.slice(i, end), i);
    return end;
  }

  /** Reads an escape at `i`; returns the offset after it. */
  #escape(i: number, to: number): number {
    if (i + 1 >= to) {
      return to;
    }
    const [all = "\\", braced, unicode, byte, other = ""] =
      /^\\(?:u\{([\dA-Fa-f]{1,6})\}|u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|(.))/su.exec(
        this.#text.slice(i, Math.min(to, i + 12)),
      ) ?? [];
    const code = Number.parseInt(braced ?? unicode ?? byte ?? "", 16);
    this.#word?.add(
      Number.isNaN(code) ? (ESCAPES[other] ?? other) : code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code),
      i,
    );
    return i + all.length;
  }

  #endString(at: number): void {
    this.#quote = "";
    this.#endText(at);
  }

  #endText(at: number): void {
    const word = this.#word;
    this.#word = null;
    this.#expectsValue = false;
    if (word !== null && !this.#isClosed) {
      this.#tokens.push({ kind: "text", start: word.start, end: at, text: word.text, word });
    }
  }
}

function isStartLine(text: string, first: number, to: number): boolean {
  const form = requestLine(text, first, to);
  return (
    statusLine(text, first, to) !== null ||
    (form !== null && (form.version !== null || hasScheme(text, form.target.start, form.target.end)))
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  0: "\0",
};

const NAME_START = /[\p{L}_$]/u;
const NAME_PART = /[\p{L}\p{N}_$]/u;

function endOfRun(text: string, from: number, to: number, part: RegExp): number {
  let i = from + 1;
  while (i < to && part.test(text.charAt(i))) {
    i++;
  }
  return i;
}

/** The end of a string inside a template; that of the line if it isn't closed. */
function endOfString(text: string, from: number, to: number): number {
  let i = from + 1;
  while (i < to && text[i] !== text[from]) {
    i += text[i] === "\\" ? 2 : 1;
  }
  return Math.min(to, i + 1);
}

/** Longer than people write. This bounds the work for a line with many slashes. */
const MAX_PATTERN = 400;

/** The end of a regular expression that starts at a slash; -1 if it doesn't end in its line. */
function endOfPattern(text: string, from: number, to: number): number {
  const limit = Math.min(to, from + MAX_PATTERN);
  let inClass = false;
  for (let i = from + 1; i < limit; i++) {
    const character = text[i];
    if (character === "\\") {
      i++;
    } else if (character === "/" && !inClass) {
      return endOfRun(text, i, to, /[a-z]/);
    } else if (character === "[" || character === "]") {
      inClass = character === "[";
    }
  }
  return -1;
}
