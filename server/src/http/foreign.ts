import { skipBlanks, trimEndBlanks } from "../text/characters";
import { LineCursor } from "../text/lines";
import { isTchar } from "./characters";
import { commandAt } from "./command-start";
import { isCommentAt } from "./comment-line";
import { isEmacsVariable } from "./definition-line";
import { fieldColon } from "./field-line";
import { factAt } from "./panel-words";
import { requestLine, urlOnlyRequestLine } from "./request-line";
import { statusLine } from "./status-line";
import type { ForeignGrammar } from "./tree";

/** How many lines of a document are looked at. Each of these languages shows itself in its first lines. */
export const DECIDING_LINES = 100;

/**
 * Whether a document is in another language with the extension `.http` or `.rest`. Only syntax that none of our dialects has counts, and only
 * above the first start line that is clearly HTTP.
 */
export function foreignGrammarOf(text: string): ForeignGrammar | null {
  const evidence = new Evidence(text);
  const cursor = new LineCursor(text);
  for (let i = 0; i < DECIDING_LINES && cursor.advance(); i++) {
    const verdict = evidence.line(cursor.start, cursor.end);
    if (verdict !== undefined) {
      return verdict;
    }
  }
  return evidence.atEnd();
}

class Evidence {
  readonly #text: string;
  /** The language of the lines so far, unless a line of ours follows. */
  #suspect: ForeignGrammar | null = null;
  /** The length of the previous line, if it may be the title above an underline. */
  #titleLength = 0;
  #isFirst = true;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): ForeignGrammar | null {
    return this.#suspect === "reStructuredText" ? this.#suspect : null;
  }

  /** The language; null for ours; undefined if the line doesn't decide it. */
  line(start: number, end: number): ForeignGrammar | null | undefined {
    const text = this.#text;
    const first = skipBlanks(text, start, end);
    if (first >= end) {
      this.#titleLength = 0;
      return undefined;
    }
    const line = text.slice(first, trimEndBlanks(text, first, end));
    const isFirst = this.#isFirst;
    if (text.startsWith("###", start)) {
      return null;
    }
    if (isCommentAt(text, first)) {
      return isFirst && /-\*-.*\brestclient\b.*-\*-/.test(line.slice(0, 200)) ? "restclient.el" : undefined;
    }
    this.#isFirst = false;
    const titleLength = this.#titleLength;
    this.#titleLength = line.length;
    if (line.startsWith("@")) {
      return /^@name[ \t]*\(/.test(line) ? "dothttp" : undefined;
    }
    if (isEmacsVariable(text, first, end)) {
      return "restclient.el";
    }
    if (isFirst && line === "--") {
      return "vim-rest-console";
    }
    const isUnderline = titleLength > 0 && line.length >= Math.max(3, titleLength) && /^([=~*^-])\1*$/.test(line);
    if (isUnderline || /^\.\. (_[^:]+:|[a-z][a-z-]*::)/.test(line)) {
      this.#suspect ??= "reStructuredText";
      return undefined;
    }
    return this.#startLine(first, end, isFirst);
  }

  #startLine(first: number, end: number, isFirst: boolean): ForeignGrammar | null | undefined {
    const text = this.#text;
    const form = requestLine(text, first, end);
    if (form !== null) {
      if (text[form.target.start] === '"') {
        return "dothttp";
      }
      // If a line has only a host, and a later one a method and a path, the host applies to all requests below it.
      return this.#suspect === "vim-rest-console" && text[form.target.start] === "/" ? "vim-rest-console" : null;
    }
    if (statusLine(text, first, end) !== null || factAt(text, first, end, false) !== null) {
      return null;
    }
    const url = urlOnlyRequestLine(text, first, end);
    if (url !== null) {
      if (isFirst && url.version === null && isHostAlone(text.slice(url.target.start, url.target.end))) {
        this.#suspect = "vim-rest-console";
        return undefined;
      }
      return null;
    }
    return this.#suspect === null && this.#isOurs(first, end) ? null : undefined;
  }

  #isOurs(first: number, end: number): boolean {
    const text = this.#text;
    const isField = isTchar(text.charCodeAt(first)) && fieldColon(text, first, end) > 0;
    return isField || commandAt(text, first, end)?.needsAnswer === false;
  }
}

function isHostAlone(url: string): boolean {
  return /^https?:\/\/[^/?#{}<>]+\/?$/.test(url);
}
