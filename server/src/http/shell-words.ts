import { isBlank, skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import type { CommandReader } from "./command-reader";

/** The shell whose quoting a command uses: a POSIX shell, `cmd` of Windows, or PowerShell. */
type Shell = "posix" | "cmd" | "powershell";

/** A word of a command or a part of one: its place, and its text without quotes. */
export interface Argument extends Range {
  readonly text: string;
  /** Whether the shell inserts a value that the text doesn't show: `$TOKEN`, `$(…)`. */
  readonly isOpen: boolean;
  slice(from: number, to: number): Argument;
}

/** A word of a command, without its quotes, while it is read. */
export class Word {
  text = "";
  isOpen = false;
  /** The offset in the section of each character of `text`. */
  readonly #offsets: number[] = [];

  constructor(readonly start: number) {}

  add(characters: string, offset: number): void {
    this.text += characters;
    for (let i = 0; i < characters.length; i++) {
      this.#offsets.push(offset);
    }
  }

  whole(): Argument {
    return this.slice(0, this.text.length);
  }

  slice(from: number, to: number): Argument {
    const last = this.#offsets[to - 1];
    const start = this.#offsets[from] ?? (last === undefined ? this.start : last + 1);
    return {
      start,
      end: to > from && last !== undefined ? last + 1 : start,
      text: this.text.slice(from, to),
      isOpen: this.isOpen,
      slice: (a, b) => this.slice(from + a, from + b),
    };
  }
}

/** Splits a command into words, line by line. Never throws: open quotes are closed at the end of the text. */
export class ShellReader implements CommandReader {
  readonly #words: Word[] = [];
  readonly #text: string;
  readonly #shell: Shell;
  #word: Word | null = null;
  /** The open quote; `$` for `$'…'`; empty outside quotes. */
  #quote = "";
  /** The end of the previous line, if it is in quotes; otherwise -1. */
  #brokenAt = -1;
  /** Whether the next word is the file of a redirection. */
  #skipsWord = false;
  tail = -1;
  /** Whether the command reads a file: `< file`. */
  hasInput = false;
  /** Whether a line has been read. */
  #isContinued = false;
  /** Whether `cmd` itself is inside quotes, where a caret is literal. */
  #inCmdQuotes = false;

  /**
   * @param from start of the command's first line, which shows the kind of quoting.
   * @param to end of that line.
   */
  constructor(text: string, from: number, to: number) {
    this.#text = text;
    this.#shell = shellOf(text, from, to);
  }

  get isInQuotes(): boolean {
    return this.#quote !== "";
  }

  continuesAt(first: number, to: number): boolean {
    return first < to || this.isInQuotes;
  }

  line(from: number, to: number): boolean {
    if (this.#brokenAt >= 0) {
      this.#add("\n", this.#brokenAt);
      this.#brokenAt = -1;
    }
    let i = this.#isContinued && this.#quote === "" ? from + promptLength(this.#text, from, to) : from;
    this.#isContinued = true;
    while (i < to) {
      const character = this.#text[i] ?? "";
      if (this.#isEscape(character)) {
        if (i + 1 >= to || (this.#quote === "" && skipBlanks(this.#text, i + 1, to) === to)) {
          return true;
        }
        i = this.#escaped(i, to);
      } else if (this.#quote !== "") {
        i = this.#quoted(character, i, to);
      } else if (this.#isRedirection(character, i, to)) {
        i = this.#redirection(i, to);
      } else if (this.#endsCommand(character, i, to)) {
        this.#endWord();
        this.tail = i;
        return false;
      } else {
        i = this.#plain(character, i, to);
      }
    }
    if (this.#quote !== "" && this.#shell !== "cmd") {
      this.#brokenAt = to;
      return true;
    }
    this.#endWord();
    return false;
  }

  #isEscape(character: string): boolean {
    switch (this.#shell) {
      case "posix":
        return character === "\\" && this.#quote !== "'";
      case "cmd":
        return character === "^" && !this.#inCmdQuotes;
      case "powershell":
        return character === "`" && this.#quote !== "'";
    }
  }

  /** Reads an escape at `i`; returns the offset after it. */
  #escaped(i: number, to: number): number {
    const character = this.#text[i + 1] ?? "";
    if (this.#shell === "cmd") {
      return this.#commandLine(i + 1, to, true);
    }
    if (this.#quote === "$") {
      return this.#ansiEscape(i, to);
    }
    // In double quotes a backslash is literal before all but a few characters.
    const isLiteral = this.#quote === '"' && this.#shell === "posix" && !'"\\$`'.includes(character);
    this.#add(isLiteral ? `\\${character}` : character, i + 1);
    return i + 2;
  }

  #ansiEscape(i: number, to: number): number {
    const form = /^\\(?:u([0-9A-Fa-f]{1,4})|x([0-9A-Fa-f]{1,2})|([nrt])|(.))/s.exec(
      this.#text.slice(i, Math.min(to, i + 6)),
    );
    const [all = "\\", unicode, byte, control, other = ""] = form ?? [];
    const code = unicode ?? byte;
    this.#add(
      code !== undefined
        ? String.fromCharCode(Number.parseInt(code, 16))
        : control !== undefined
          ? { n: "\n", r: "\r", t: "\t" }[control as "n" | "r" | "t"]
          : other,
      i,
    );
    return i + all.length;
  }

  #quoted(character: string, i: number, to: number): number {
    if (this.#shell === "cmd") {
      return this.#commandLine(i, to, false);
    }
    const closing = this.#quote === "$" ? "'" : this.#quote;
    if (character !== closing) {
      if (this.#quote === '"' && this.#isExpansion(character, i)) {
        this.#ensureWord(i).isOpen = true;
      }
      this.#add(character, i);
      return i + 1;
    }
    if (this.#shell === "powershell" && this.#text[i + 1] === character && i + 1 < to) {
      this.#add(character, i);
      return i + 2;
    }
    this.#quote = "";
    return i + 1;
  }

  #plain(character: string, i: number, to: number): number {
    if (character === " " || character === "\t") {
      this.#endWord();
      return i + 1;
    }
    if (this.#shell === "cmd") {
      return this.#commandLine(i, to, false);
    }
    const word = this.#ensureWord(i);
    if (character === "'" || character === '"') {
      this.#quote = character;
      return i + 1;
    }
    if (character === "$" && this.#text[i + 1] === "'" && i + 1 < to) {
      this.#quote = "$";
      return i + 2;
    }
    word.isOpen ||= this.#isExpansion(character, i);
    this.#add(character, i);
    return i + 1;
  }

  /** Processes a character that `cmd` passes on, as the C runtime does: a quote opens or closes, `\"` is a quote. */
  #commandLine(i: number, to: number, isEscaped: boolean): number {
    this.#ensureWord(i);
    const character = this.#text[i] ?? "";
    if (character === "\\") {
      const next = this.#text[i + 1] === "^" && !this.#inCmdQuotes ? i + 2 : i + 1;
      if (next < to && this.#text[next] === '"') {
        this.#add('"', next);
        return next + 1;
      }
    }
    if (character === '"') {
      this.#quote = this.#quote === "" ? '"' : "";
      this.#inCmdQuotes = !isEscaped && this.#quote !== "";
    } else {
      this.#add(character, i);
    }
    return i + 1;
  }

  #isExpansion(character: string, i: number): boolean {
    const next = this.#text[i + 1] ?? "";
    return (character === "$" && /[A-Za-z{(]/.test(next)) || (character === "`" && this.#shell === "posix");
  }

  /** `> file`, `2>&1`, `<<EOF`. A `<placeholder>` isn't one. */
  #isRedirection(character: string, i: number, to: number): boolean {
    const next = i + 1 < to ? (this.#text[i + 1] ?? "") : "";
    const isAlone = this.#word === null || /^\d$/.test(this.#word.text);
    switch (character) {
      case ">":
        return isAlone;
      case "<":
        return isAlone && (next === "" || next === "<" || /[ \t&\d]/.test(next));
      case "&":
        return this.#word === null && next === ">";
      default:
        return false;
    }
  }

  /** Skips a redirection, and the word after it; returns the offset after its sign. */
  #redirection(i: number, to: number): number {
    this.#word = null;
    this.#skipsWord = true;
    this.hasInput ||= this.#text[i] === "<";
    let end = i;
    while (end < to && "<>&|-".includes(this.#text[end] ?? "")) {
      end++;
    }
    return skipBlanks(this.#text, end, to);
  }

  /** `|`, `;`, `&&`, `# comment`: the rest of the line isn't part of the command. */
  #endsCommand(character: string, i: number, to: number): boolean {
    switch (character) {
      case "|":
        return true;
      case ";":
        return this.#shell !== "cmd";
      case "&": {
        // `https://a.example/?x=1&y=2` without quotes is meant to be one word.
        const next = this.#text[i + 1] ?? "";
        return this.#word === null || i + 1 >= to || /[ \t&]/.test(next);
      }
      case "#":
        return this.#word === null && this.#shell !== "cmd";
      default:
        return false;
    }
  }

  #ensureWord(at: number): Word {
    this.#word ??= new Word(at);
    return this.#word;
  }

  #add(character: string, offset: number): void {
    this.#ensureWord(offset).add(character, offset);
  }

  #endWord(): void {
    if (this.#word !== null) {
      if (!this.#skipsWord) {
        this.#words.push(this.#word);
      }
      this.#skipsWord = false;
      this.#word = null;
    }
  }

  /** The words. Open quotes are closed. */
  finish(): readonly Word[] {
    this.#endWord();
    return this.#words;
  }
}

/** The length of the mark that a shell puts before a line that continues a command: `> -H …`, `>> -H …`, `More? -H …`. */
function promptLength(text: string, from: number, to: number): number {
  const line = text.slice(from, Math.min(to, from + 20));
  return /^(?:>{1,2}|More\?)[ \t]+(?=["'-]|\^"|https?:)/.exec(line)?.[0].length ?? 0;
}

function shellOf(text: string, from: number, to: number): Shell {
  const end = trimEndBlanks(text, from, to);
  const last = text[end - 1];
  if (last === "^" || text.slice(from, end).includes('^"')) {
    return "cmd";
  }
  return last === "`" && isBlank(text.charCodeAt(end - 2)) ? "powershell" : "posix";
}
