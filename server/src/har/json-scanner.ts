import { ownCopy } from "../text/own-copy";

/** A place in a file: zero-based line, zero-based UTF-16 column. Lines end at CRLF, LF or CR. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** The index of a character in a text, and how many code units this escape sequence and those before it take in the file beyond one each. */
export interface Escape {
  readonly index: number;
  readonly extra: number;
}

/** A string as it is in the file, without the part that is too long to keep. */
export interface ScannedText {
  readonly text: string;
  /** Of the first character within the quotes. */
  readonly spot: Spot;
  /** The escape sequences in it, in order. */
  readonly escapes: readonly Escape[];
  readonly isCut: boolean;
}

/** What a scanner tells about a JSON text, in its order. */
export interface JsonSink {
  readonly open: (isList: boolean, spot: Spot) => void;
  readonly close: () => void;
  readonly name: (name: string) => void;
  /** The most code units to keep of the string that is the next value; null if the string isn't needed. */
  readonly room: () => number | null;
  readonly text: (text: ScannedText) => void;
  /** A number, `true`, `false` or `null`. */
  readonly word: (word: string, spot: Spot) => void;
  /** A string that isn't needed. */
  readonly skipped: () => void;
}

/** Why a text isn't JSON. */
export type JsonMistake = "unexpected" | "line-break" | "too-deep" | "ends" | "empty" | "text-after";

export interface JsonError extends Spot {
  readonly mistake: JsonMistake;
}

/** No HAR is deeper than this. */
const MAX_DEPTH = 1000;
/** Longer than any name that is looked for. */
const MAX_NAME = 200;
/** Longer than any number or literal. */
const MAX_WORD = 400;

const WORD = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?)$/;
const END_OF_WORD = /[\s,:[\]{}"]/g;

type Expected = "value" | "name" | "colon" | "comma" | "end";

/**
 * Reads JSON in chunks, in constant memory and without recursion. A comma before a closing bracket, unknown escape sequences and control
 * characters within strings are taken as they are. After the first mistake, nothing more is read.
 */
export class JsonScanner {
  readonly #sink: JsonSink;
  error: JsonError | null = null;
  /** Whether each open value is a list. */
  readonly #open: boolean[] = [];
  #expected: Expected = "value";
  /** Offset in the file of the current chunk. */
  #base = 0;
  #line = 0;
  /** Offset in the file of the start of the line. */
  #lineStart = 0;
  #isAfterCarriageReturn = false;
  #string: OpenString | null = null;
  #word: { readonly text: string; readonly spot: Spot } | null = null;

  constructor(sink: JsonSink) {
    this.#sink = sink;
  }

  /** Reads the next part of the text. A byte order mark at its start is not a part of it. */
  write(chunk: string): void {
    const isStart = this.#base === 0 && chunk.charCodeAt(0) === 0xfeff;
    const text = isStart ? chunk.slice(1) : chunk;
    let i = 0;
    while (i < text.length && this.error === null) {
      i = this.#string !== null ? this.#inString(text, i, this.#string) : this.#between(text, i);
    }
    this.#base += text.length;
  }

  /** Ends the text. */
  end(): void {
    this.#endWord();
    if (this.error === null && this.#expected !== "end") {
      this.#fail(this.#expected === "value" && this.#open.length === 0 ? "empty" : "ends", 0);
    }
  }

  #spot(i: number): Spot {
    return { line: this.#line, column: this.#base + i - this.#lineStart };
  }

  #fail(mistake: JsonMistake, i: number): void {
    this.error ??= { mistake, ...this.#spot(i) };
  }

  /** Reads one character that isn't in a string, or a part of a word. Returns the next index. */
  #between(text: string, i: number): number {
    const code = text.charCodeAt(i);
    if (this.#word !== null || isWordCharacter(code)) {
      return this.#inWord(text, i);
    }
    const wasCarriageReturn = this.#isAfterCarriageReturn;
    this.#isAfterCarriageReturn = code === CARRIAGE_RETURN;
    switch (code) {
      case SPACE:
      case TAB:
        return i + 1;
      case LINE_FEED:
        this.#line += wasCarriageReturn ? 0 : 1;
        this.#lineStart = this.#base + i + 1;
        return i + 1;
      case CARRIAGE_RETURN:
        this.#line++;
        this.#lineStart = this.#base + i + 1;
        return i + 1;
      case QUOTE:
        this.#beginString(i);
        return i + 1;
      case COLON:
        this.#punctuation(this.#expected === "colon", "value", i);
        return i + 1;
      case COMMA:
        this.#punctuation(this.#expected === "comma" && this.#open.length > 0, this.#isInList ? "value" : "name", i);
        return i + 1;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        this.#openValue(code === OPEN_BRACKET, i);
        return i + 1;
      default:
        this.#closeValue(code === CLOSE_BRACKET, i);
        return i + 1;
    }
  }

  get #isInList(): boolean {
    return this.#open.at(-1) === true;
  }

  #punctuation(isRight: boolean, next: Expected, i: number): void {
    if (isRight) {
      this.#expected = next;
    } else {
      this.#unexpected(i);
    }
  }

  #unexpected(i: number): void {
    this.#fail(this.#expected === "end" ? "text-after" : "unexpected", i);
  }

  #openValue(isList: boolean, i: number): void {
    if (this.#expected !== "value") {
      this.#unexpected(i);
    } else if (this.#open.length === MAX_DEPTH) {
      this.#fail("too-deep", i);
    } else {
      this.#sink.open(isList, this.#spot(i));
      this.#open.push(isList);
      this.#expected = isList ? "value" : "name";
    }
  }

  /** A comma may be before the bracket. */
  #closeValue(isList: boolean, i: number): void {
    const mayClose = this.#expected === "comma" || this.#expected === (isList ? "value" : "name");
    if (!mayClose || this.#open.length === 0 || this.#isInList !== isList) {
      this.#unexpected(i);
      return;
    }
    this.#open.pop();
    this.#sink.close();
    this.#afterValue();
  }

  #afterValue(): void {
    this.#expected = this.#open.length === 0 ? "end" : "comma";
  }

  #beginString(i: number): void {
    if (this.#expected !== "name" && this.#expected !== "value") {
      this.#unexpected(i);
      return;
    }
    const isName = this.#expected === "name";
    this.#string = new OpenString(isName, isName ? MAX_NAME : this.#sink.room(), this.#spot(i + 1));
  }

  /** Reads up to the end of a string, of the chunk, or of an escape sequence. Returns the next index. */
  #inString(text: string, from: number, string: OpenString): number {
    if (string.isInEscape) {
      return string.escape(text, from);
    }
    let i = from;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === BACKSLASH && !string.isKept && i + 1 < text.length) {
        // Bodies are full of these, and what they stand for doesn't matter.
        i++;
      } else if (code === QUOTE || code === BACKSLASH || code === LINE_FEED || code === CARRIAGE_RETURN) {
        break;
      }
    }
    string.add(text, from, i);
    switch (text.charCodeAt(i)) {
      case QUOTE:
        this.#endString(string);
        return i + 1;
      case BACKSLASH:
        string.beginEscape();
        return i + 1;
      case LINE_FEED:
      case CARRIAGE_RETURN:
        this.#fail("line-break", i);
        return i;
      default:
        return i;
    }
  }

  #endString(string: OpenString): void {
    this.#string = null;
    this.#isAfterCarriageReturn = false;
    if (string.isName) {
      this.#sink.name(string.text.text);
      this.#expected = "colon";
      return;
    }
    if (string.isKept) {
      this.#sink.text(string.text);
    } else {
      this.#sink.skipped();
    }
    this.#afterValue();
  }

  /** Reads up to the end of a word or of the chunk. */
  #inWord(text: string, from: number): number {
    this.#isAfterCarriageReturn = false;
    if (this.#word === null && this.#expected !== "value") {
      this.#unexpected(from);
      return from;
    }
    this.#word ??= { text: "", spot: this.#spot(from) };
    END_OF_WORD.lastIndex = from;
    const end = END_OF_WORD.exec(text)?.index ?? text.length;
    const { text: before, spot } = this.#word;
    this.#word = { text: before + text.slice(from, Math.min(end, from + MAX_WORD - before.length)), spot };
    if (end < text.length) {
      this.#endWord();
    }
    return end;
  }

  #endWord(): void {
    const word = this.#word;
    this.#word = null;
    if (word !== null) {
      if (WORD.test(word.text)) {
        this.#sink.word(word.text, word.spot);
        this.#afterValue();
      } else {
        this.error ??= { mistake: "unexpected", ...word.spot };
      }
    }
  }
}

const NO_ESCAPES: Escape[] = [];

/** A string that is being read. */
class OpenString {
  readonly isName: boolean;
  readonly #room: number | null;
  readonly #spot: Spot;
  #text = "";
  #escapes: Escape[] = NO_ESCAPES;
  #extra = 0;
  #isCut = false;
  /** Of an escape sequence, what follows the backslash; null outside of one. */
  #sequence: string | null = null;

  /** @param room the most code units to keep; null to keep none. */
  constructor(isName: boolean, room: number | null, spot: Spot) {
    this.isName = isName;
    this.#room = room;
    this.#spot = spot;
  }

  get isKept(): boolean {
    return this.#room !== null;
  }

  get text(): ScannedText {
    // A piece of a chunk would keep the chunk in memory.
    return { text: ownCopy(this.#text), spot: this.#spot, escapes: this.#escapes, isCut: this.#isCut };
  }

  get isInEscape(): boolean {
    return this.#sequence !== null;
  }

  add(text: string, from: number, to: number): void {
    if (this.#room !== null && to > from) {
      const left = this.#room - this.#text.length;
      this.#isCut ||= to - from > left;
      this.#text += text.slice(from, Math.min(to, from + left));
    }
  }

  beginEscape(): void {
    this.#sequence = "";
  }

  /** Reads one character of an escape sequence. Returns the next index: the same one if the character isn't a part of the sequence. */
  escape(text: string, i: number): number {
    const character = text.charAt(i);
    const sequence = this.#sequence ?? "";
    if (sequence === "" && character !== "u") {
      this.#endEscape(SHORT_ESCAPES.get(character) ?? character, 1);
      return i + 1;
    }
    if (sequence !== "" && !/[\dA-Fa-f]/.test(character)) {
      this.#endEscape("\ufffd", sequence.length);
      return i;
    }
    this.#sequence = sequence + character;
    if (this.#sequence.length === "u0000".length) {
      this.#endEscape(String.fromCharCode(Number.parseInt(this.#sequence.slice(1), 16)), this.#sequence.length);
    }
    return i + 1;
  }

  /** @param extra the code units that the sequence takes beyond one. */
  #endEscape(character: string, extra: number): void {
    this.#sequence = null;
    this.#extra += extra;
    if (this.#room !== null && this.#text.length < this.#room) {
      this.#escapes = this.#escapes === NO_ESCAPES ? [] : this.#escapes;
      this.#escapes.push({ index: this.#text.length, extra: this.#extra });
    }
    this.add(character, 0, character.length);
  }
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const PUNCTUATION: ReadonlySet<number> = new Set([
  ...[TAB, LINE_FEED, CARRIAGE_RETURN, SPACE, QUOTE, COMMA, COLON],
  ...[OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE],
]);

function isWordCharacter(code: number): boolean {
  return !PUNCTUATION.has(code);
}
