import { skipBlanks } from "../text/characters";
import type { LineSpan } from "../text/lines";
import {
  directiveLine,
  fieldLine,
  hasUrlLikeTarget,
  isElision,
  requestLine,
  standsForFields,
  statusLine,
  urlOnlyRequestLine,
  variableLine,
} from "./grammar";
import type { Line, LineKind } from "./line";

/** Where in a block the scanner is; `response` and `request` say whose head or body it is in. */
type State = "before" | "request-head" | "response-head" | "fragment" | "request-body" | "response-body";

/** A line before it is classified: `content` is after the indentation or quote mark of a Markdown fence. */
export interface RawLine extends LineSpan {
  readonly content: number;
}

/**
 * Classifies the lines of one section (a file, or the content of one Markdown fence) in one pass without looking ahead. Total: every
 * line gets a kind, whatever the text.
 */
export class Scanner {
  readonly #text: string;
  #state: State = "before";
  /** The state to return to when a script or block comment closes, and what closes it. */
  #enclosure: { readonly kind: "script" | "block-comment"; readonly closes: (line: string) => boolean } | null = null;
  #previous: LineKind = "separator";
  /** Whether the lines since the last blank one are comments. */
  #inCommentRun = false;
  /** Whether the current head has a field yet: a continuation of the target comes before the first one. */
  #hasField = false;
  /** The delimiter of a multipart body, from Content-Type, and whether a part is open. */
  #boundary: string | null = null;
  #partOpen = false;
  /** Whether `#` and `//` lines belong to the body: Markdown, YAML, CSV, shell. */
  #bodyHasComments = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** A new section starts: nothing of the one before holds on. */
  reset(): void {
    this.#enterBefore();
    this.#enclosure = null;
    this.#previous = "separator";
  }

  next(raw: RawLine): Line {
    const first = skipBlanks(this.#text, raw.content, raw.end);
    const isComment = this.#text.startsWith("#", first) || this.#text.startsWith("//", first);
    if (isComment) {
      this.#inCommentRun ||= this.#previous === "blank";
    }
    const kind = this.#classify(raw.content, raw.end);
    // Another line ends the run, but only now: what it is may depend on the comments above it.
    this.#inCommentRun &&= isComment;
    this.#previous = kind;
    return { kind, start: raw.start, content: raw.content, end: raw.end, next: raw.next };
  }

  #classify(from: number, to: number): LineKind {
    const text = this.#text;
    const first = skipBlanks(text, from, to);
    if (this.#isSeparator(from, to)) {
      this.#enclosure = null;
      this.#enterBefore();
      return "separator";
    }
    if (this.#enclosure !== null) {
      const { kind, closes } = this.#enclosure;
      if (closes(text.slice(from, to))) {
        this.#enclosure = null;
      }
      return kind;
    }
    if (first >= to) {
      return this.#blank();
    }
    const character = text[first] ?? "";
    if ((character === "H" || character === "h") && !this.#partOpen && statusLine(text, from, to) !== null) {
      this.#enterHead("response-head");
      return "status-line";
    }
    switch (this.#state) {
      case "before":
      case "fragment":
        return this.#beforeMessage(from, first, to, character);
      case "request-head":
      case "response-head":
        return this.#head(from, first, to, character);
      case "request-body":
        return this.#requestBody(from, first, to, character);
      case "response-body":
        return this.#responseBody(from, to, first, character);
    }
  }

  #isSeparator(from: number, to: number): boolean {
    if (!this.#text.startsWith("###", from)) {
      return false;
    }
    // In a Markdown body a heading is text: only a bare `###` ends it.
    return (
      !this.#bodyHasComments ||
      this.#state !== "request-body" ||
      /^#{3,}[ \t]*$/.test(this.#text.slice(from, Math.min(to, from + 200)))
    );
  }

  #enterBefore(): void {
    this.#state = "before";
    this.#hasField = false;
    this.#boundary = null;
    this.#partOpen = false;
    this.#bodyHasComments = false;
  }

  #enterHead(state: "request-head" | "response-head"): void {
    this.#enterBefore();
    this.#state = state;
  }

  #blank(): LineKind {
    if (this.#state === "request-head") {
      this.#state = "request-body";
    } else if (this.#state === "response-head") {
      this.#state = "response-body";
    } else if (this.#state === "fragment") {
      this.#state = "before";
    }
    return "blank";
  }

  /** Opens an enclosure, unless its first line closes it. */
  #open(kind: "script" | "block-comment", closes: (line: string) => boolean, firstLine: string): LineKind {
    if (!closes(firstLine)) {
      this.#enclosure = { kind, closes };
    }
    return kind;
  }

  /** What may stand anywhere outside a body: comments, scripts, references, variables. */
  #aside(from: number, first: number, to: number, character: string): LineKind | null {
    const text = this.#text;
    if (character === "#" || text.startsWith("//", first)) {
      if (directiveLine(text, from, to) !== null) {
        return "directive";
      }
      return isElision(text.slice(first, to)) ? "elision" : "comment";
    }
    if (text.startsWith("/*", first)) {
      return this.#open("block-comment", (line) => line.includes("*/"), text.slice(first, to));
    }
    if (
      character === "." ||
      character === "…" ||
      character === "⋮" ||
      character === "⋯" ||
      character === "[" ||
      character === "(" ||
      character === "<"
    ) {
      const line = text.slice(first, Math.min(to, first + 200));
      if (isElision(line)) {
        return "elision";
      }
      if (/^\.{3}[A-Za-z_$][\w.$]*,?\s*$/.test(line)) {
        return "spread";
      }
    }
    if (character === "<" || character === ">" || character === "{" || character === "-") {
      return this.#scriptOrFile(first, to);
    }
    if (text.startsWith("??", first)) {
      return "assertion";
    }
    if (character === "@" && variableLine(text, from, to) !== null) {
      return "variable";
    }
    return null;
  }

  #scriptOrFile(first: number, to: number): LineKind | null {
    const line = this.#text.slice(first, Math.min(to, first + 400));
    if (/^[<>]\s*\{%/.test(line)) {
      return this.#open("script", (other) => other.includes("%}"), this.#text.slice(first, to));
    }
    if (/^\{\{(@js\s*)?[+@]?(request|streaming|response|after|responseLogging)?\s*$/.test(line)) {
      return this.#open("script", (other) => /^\s*\}\}\s*$/.test(other.slice(0, 200)), line);
    }
    if (/^->\s/.test(line)) {
      return "script";
    }
    if (/^<>\s*\S/.test(line) || /^>>!?\s*\S/.test(line)) {
      return "response-reference";
    }
    if (/^<(@\w*)?\s+\S/.test(line) || /^>\s+\S/.test(line)) {
      return "file";
    }
    return null;
  }

  #beforeMessage(from: number, first: number, to: number, character: string): LineKind {
    const text = this.#text;
    const aside = this.#aside(from, first, to, character);
    if (aside !== null) {
      return aside;
    }
    if (this.#state === "before" && /^(run|import)\s+\S/.test(text.slice(first, Math.min(to, first + 80)))) {
      return "import";
    }
    if (
      requestLine(text, from, to) !== null ||
      (this.#state === "before" && urlOnlyRequestLine(text, from, to) !== null)
    ) {
      this.#enterHead("request-head");
      return "request-line";
    }
    if (fieldLine(text, from, to) !== null) {
      this.#state = "fragment";
      return "field";
    }
    if (this.#state === "fragment" && first > from && this.#previous === "field") {
      return "obs-fold";
    }
    return isMarker(text, first, to) ? "marker" : "prose";
  }

  #head(from: number, first: number, to: number, character: string): LineKind {
    const text = this.#text;
    const isRequest = this.#state === "request-head";
    if (isRequest && !this.#hasField && this.#isContinuation(from, first, to, character)) {
      return "request-continuation";
    }
    const aside = this.#aside(from, first, to, character);
    if (aside === "file" || aside === "script" || aside === "response-reference") {
      this.#enterBody();
      return aside;
    }
    if (aside !== null) {
      return aside;
    }
    const form = requestLine(text, from, to);
    if (form !== null && hasUrlLikeTarget(text, form)) {
      this.#enterHead("request-head");
      return "request-line";
    }
    const field = fieldLine(text, from, to);
    if (field !== null) {
      this.#hasField = true;
      this.#readContentType(
        text.slice(field.name.start, field.name.end),
        text.slice(field.value.start, field.value.end),
      );
      return "field";
    }
    if (first > from && (this.#previous === "field" || this.#previous === "obs-fold")) {
      return "obs-fold";
    }
    if (standsForFields(text.slice(first, Math.min(to, first + 130)))) {
      return "elision";
    }
    if (isMarker(text, first, to)) {
      return "marker";
    }
    this.#enterBody();
    if (
      character === "{" ||
      character === "[" ||
      character === '"' ||
      character === "<" ||
      text.startsWith("--", first)
    ) {
      return "body";
    }
    return "junk";
  }

  #enterBody(): void {
    this.#state = this.#state === "request-head" ? "request-body" : "response-body";
  }

  #isContinuation(from: number, first: number, to: number, character: string): boolean {
    if (character === "?" && this.#text[first + 1] === "?") {
      return false;
    }
    if (character === "?" || character === "&") {
      return true;
    }
    const text = this.#text;
    return (
      first > from &&
      this.#previous !== "comment" &&
      character !== "#" &&
      character !== "@" &&
      character !== "<" &&
      character !== ">" &&
      !text.startsWith("//", first) &&
      !isElision(text.slice(first, Math.min(to, first + 130))) &&
      fieldLine(text, from, to) === null
    );
  }

  #readContentType(name: string, value: string): void {
    if (name.length !== 12 || name.toLowerCase() !== "content-type") {
      return;
    }
    const type = value.slice(0, 400).toLowerCase();
    this.#bodyHasComments = /markdown|yaml|csv|shell|x-sh/.test(type);
    const at = type.startsWith("multipart/") ? type.indexOf("boundary=") : -1;
    this.#boundary =
      at < 0
        ? null
        : `--${
            value
              .slice(at + 9, 400)
              .replace(/^"/, "")
              .split(/["; \t]/)[0] ?? ""
          }`;
  }

  #requestBody(from: number, first: number, to: number, character: string): LineKind {
    const text = this.#text;
    if (this.#boundary !== null && text.startsWith(this.#boundary, from)) {
      this.#partOpen = !text.startsWith("--", from + this.#boundary.length);
      return "body";
    }
    if (this.#partOpen) {
      return "body";
    }
    if (!this.#bodyHasComments) {
      if (directiveLine(text, from, to) !== null) {
        return "directive";
      }
      if (character === "#" || text.startsWith("//", first)) {
        return "comment";
      }
      if (character === "@" && this.#previous === "blank" && variableLine(text, from, to) !== null) {
        return "variable";
      }
    }
    return this.#scriptOrFileInBody(first, to, character) ?? this.#requestAfterBody(from, to) ?? "body";
  }

  #responseBody(from: number, to: number, first: number, character: string): LineKind {
    // Text of a response is opaque, but comments after a blank line may be those of a request below them.
    if (this.#inCommentRun) {
      const form = directiveLine(this.#text, from, to);
      if (form !== null && this.#text.slice(form.key.start, form.key.end) === "cors") {
        return "directive";
      }
    }
    return this.#scriptOrFileInBody(first, to, character) ?? this.#requestAfterBody(from, to) ?? "body";
  }

  #scriptOrFileInBody(first: number, to: number, character: string): LineKind | null {
    return character === "<" || character === ">" || character === "{" ? this.#scriptOrFile(first, to) : null;
  }

  /** A request line in a body: after a blank or comment line, and with a target that can be nothing else. */
  #requestAfterBody(from: number, to: number): LineKind | null {
    if (
      (this.#previous === "body" && !this.#inCommentRun) ||
      this.#previous === "field" ||
      this.#previous === "status-line"
    ) {
      return null;
    }
    const form = requestLine(this.#text, from, to);
    if (form === null || !hasUrlLikeTarget(this.#text, form)) {
      return null;
    }
    const target = this.#text.slice(form.target.start, form.target.end);
    if (form.version === null && /\s/.test(target.replace(/\{\{[^}]*\}\}/g, ""))) {
      return null;
    }
    this.#enterHead("request-head");
    return "request-line";
  }
}

function isMarker(text: string, first: number, to: number): boolean {
  return to - first <= 80 && !/[\p{L}\p{N}]/u.test(text.slice(first, to));
}
