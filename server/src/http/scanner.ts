import { skipBlanks } from "../text/characters";
import { type Aside, asideAt, blockCommentInBody, type Enclosure, preambleAt, scriptOrFileAt } from "./asides";
import {
  AMPERSAND,
  AT,
  COLON,
  DOLLAR,
  EQUALS,
  GREATER_THAN,
  HASH,
  HYPHEN,
  isDigit,
  isLetter,
  isTchar,
  LESS_THAN,
  OPEN_BRACE,
  OPEN_BRACKET,
  PERCENT,
  QUESTION_MARK,
  QUOTE,
  SLASH,
} from "./characters";
import { contentOfComment, isCommentAt } from "./comment-line";
import { curlAt } from "./curl-command";
import { directiveLine, isEmacsVariable, variableLine } from "./definition-line";
import { isElision, standsForFields } from "./elision";
import { fieldColon, type PseudoName, pseudoLine } from "./field-line";
import type { Line, LineKind } from "./line";
import { hasUrlLikeTarget, isVersionLine, requestLine, urlOnlyRequestLine } from "./request-line";
import { ShellReader } from "./shell-words";
import { bareStatusLine, statusLine } from "./status-line";
import { beginsTranscript, transcriptContent, transcriptSide } from "./transcript";

/** Where in a block the scanner is; `response` and `request` say whose head or body it is in. */
type State = "before" | "request-head" | "response-head" | "fragment" | "request-body" | "response-body";

/** What a reader may ask for. */
export interface ReadingOptions {
  /** Whether responses that are commented out are read: a run of comment lines whose first is a status line. */
  readonly commentedResponses: boolean;
}

/**
 * Classifies the lines of one section (a file, or the content of one Markdown fence) in one pass. It looks ahead in one place only: a
 * status without version is one above a field line. Nothing holds on beyond a separator. Total: every line gets a kind, whatever the text.
 */
export class Scanner {
  readonly #text: string;
  readonly #readsComments: boolean;
  #inFence = false;
  #state: State = "before";
  #enclosure: Enclosure | null = null;
  /** The `curl` command that goes on below the line. */
  #command: ShellReader | null = null;
  #previous: LineKind = "separator";
  /** Whether the lines since the last blank one are comments. */
  #inCommentRun = false;
  /** Whether the current head has a field yet: a continuation of the target comes before the first one. */
  #hasField = false;
  /** The pseudo-header fields of the current head. */
  #pseudo: readonly PseudoName[] = [];
  /** Whether names and values stand on lines of their own, and whether the next line is a value. */
  #pairs: "no" | "name" | "value" = "no";
  /** The delimiter of a multipart body, from Content-Type, and whether a part is open. */
  #boundary: string | null = null;
  #partOpen = false;
  /** Whether `#` and `//` lines belong to the body: Markdown, YAML, CSV, shell. */
  #bodyHasComments = false;
  #inTranscript = false;
  /** Whether the current message is in comments. */
  #isCommented = false;
  /** Of the current line: where its own text begins, and where the next line does. */
  #content = 0;
  #next = 0;

  constructor(text: string, { commentedResponses }: ReadingOptions) {
    this.#text = text;
    this.#readsComments = commentedResponses;
  }

  /** Whether the line before was one of a transcript. */
  get inTranscript(): boolean {
    return this.#inTranscript;
  }

  /** A fence opens: nothing of the one before holds on. */
  openFence(): void {
    this.#separate();
    this.#previous = "separator";
    this.#inFence = true;
  }

  #separate(): void {
    this.#enterBefore();
    this.#enclosure = null;
    this.#command = null;
    this.#inTranscript = false;
  }

  /** Offsets as in `Line`; what stands before `content` is Markdown's. */
  next(start: number, content: number, end: number, next: number): Line {
    this.#content = content;
    this.#next = next;
    const text = this.#text;
    const first = skipBlanks(text, content, end);
    const isComment = first < end && isCommentAt(text, first);
    if (isComment) {
      this.#inCommentRun ||= this.#previous === "blank";
    }
    const kind = this.#classify(content, first, end);
    // Another line ends the run, but only now: what it is may depend on the comments above it.
    this.#inCommentRun &&= isComment;
    this.#previous = kind;
    return { kind, start, content: this.#content, end, next };
  }

  #classify(from: number, first: number, to: number): LineKind {
    const text = this.#text;
    const code = text.charCodeAt(first);
    if (code === HASH && first === from && this.#isSeparator(from, to)) {
      this.#separate();
      return "separator";
    }
    if (this.#command !== null && (first < to || this.#command.isInQuotes)) {
      this.#command = this.#command.line(from, to) ? this.#command : null;
      return "command-continuation";
    }
    this.#command = null;
    if (this.#enclosure !== null) {
      const { kind, closes } = this.#enclosure;
      if (closes(text, from, to)) {
        this.#enclosure = null;
      }
      return kind;
    }
    if (first >= to) {
      this.#leaveComments();
      return this.#blank();
    }
    if (this.#inTranscript || (first === from && !this.#partOpen && beginsTranscript(text, from, to))) {
      this.#inTranscript = true;
      return this.#transcript(from, first, to, code);
    }
    if (this.#readsComments) {
      const kind = this.#commentedResponse(first, to);
      if (kind !== null) {
        return kind;
      }
    }
    return this.#plain(from, first, to, code);
  }

  #plain(from: number, first: number, to: number, code: number): LineKind {
    if (isH(code) && !this.#partOpen && statusLine(this.#text, first, to) !== null) {
      return this.#enterHead("status-line");
    }
    switch (this.#state) {
      case "before":
      case "fragment":
        return this.#beforeMessage(from, first, to, code);
      case "request-head":
      case "response-head":
        return this.#head(from, first, to, code);
      case "request-body":
        return this.#requestBody(from, first, to, code);
      case "response-body":
        return this.#responseBody(first, to, code);
    }
  }

  /** In a Markdown body, and in a body in a fence, a heading is text: only a bare `###` ends it. */
  #isSeparator(from: number, to: number): boolean {
    if (!this.#text.startsWith("###", from)) {
      return false;
    }
    const isBareOnly =
      (this.#bodyHasComments && this.#state === "request-body") || (this.#inFence && this.#state === "response-body");
    return !isBareOnly || /^#{3,}[ \t]*$/.test(this.#text.slice(from, Math.min(to, from + 200)));
  }

  #enterBefore(): void {
    this.#state = "before";
    this.#hasField = false;
    this.#pseudo = [];
    this.#pairs = "no";
    this.#boundary = null;
    this.#partOpen = false;
    this.#bodyHasComments = false;
    this.#isCommented = false;
  }

  #enterHead(kind: "request-line" | "status-line"): LineKind {
    this.#enterBefore();
    this.#state = kind === "request-line" ? "request-head" : "response-head";
    return kind;
  }

  #enterBody(): void {
    this.#state = this.#state === "request-head" ? "request-body" : "response-body";
  }

  #blank(): LineKind {
    if (this.#state === "request-head" || this.#state === "response-head") {
      this.#enterBody();
    } else if (this.#state === "fragment") {
      this.#state = "before";
    }
    return "blank";
  }

  #take({ kind, opens }: Aside): LineKind {
    this.#enclosure = opens;
    return kind;
  }

  #beforeMessage(from: number, first: number, to: number, code: number): LineKind {
    const text = this.#text;
    const isBefore = this.#state === "before";
    const aside = asideAt(text, first, to) ?? (isBefore ? preambleAt(text, first, to) : null);
    if (aside !== null) {
      return this.#take(aside);
    }
    const start = this.#commandOrPseudo(first, to, code);
    if (start !== null) {
      return start;
    }
    if (requestLine(text, first, to) !== null || (isBefore && urlOnlyRequestLine(text, first, to) !== null)) {
      return this.#enterHead("request-line");
    }
    if (isDigit(code) && bareStatusLine(text, first, to) !== null && this.#isAboveField()) {
      return this.#enterHead("status-line");
    }
    if (fieldColon(text, first, to) >= 0) {
      this.#state = "fragment";
      return "field";
    }
    if (isBefore && isEmacsVariable(text, first, to)) {
      return "variable";
    }
    if (!isBefore && first > from && (this.#previous === "field" || this.#previous === "obs-fold")) {
      return "obs-fold";
    }
    if (!isBefore && standsForFields(text.slice(first, Math.min(to, first + 130)))) {
      return "elision";
    }
    return isMarker(text, first, to) ? "marker" : "prose";
  }

  /** A `curl` command, or the first of the pseudo-header fields that stand for a start line. */
  #commandOrPseudo(first: number, to: number, code: number): LineKind | null {
    const text = this.#text;
    if (code === COLON) {
      const pseudo = pseudoLine(text, first, to);
      return pseudo === null ? null : this.#beginPseudo(pseudo.name, pseudo.value.start < pseudo.value.end);
    }
    const at = code === 0x63 || isPrompt(code) ? curlAt(text, first, to) : -1;
    if (at < 0) {
      return null;
    }
    this.#enterBefore();
    this.#state = "request-body";
    const reader = new ShellReader(text, at, to);
    this.#command = reader.line(at, to) ? reader : null;
    return "command";
  }

  #beginPseudo(name: PseudoName, hasValue: boolean): LineKind {
    const kind = this.#enterHead(name === "status" ? "status-line" : "request-line");
    this.#pseudo = [name];
    this.#pairs = hasValue ? "no" : "value";
    return kind;
  }

  #isAboveField(): boolean {
    const text = this.#text;
    let first = this.#next;
    while (/[ \t>]/.test(text.charAt(first))) {
      first++;
    }
    return fieldColon(text, first, Math.min(text.length, first + MAX_NAME)) >= 0;
  }

  #head(from: number, first: number, to: number, code: number): LineKind {
    const text = this.#text;
    if (this.#pairs === "value") {
      this.#pairs = "name";
      return "obs-fold";
    }
    const colon = isLetter(code) ? fieldColon(text, first, to) : -1;
    if (colon >= 0) {
      return this.#field(first, colon, to);
    }
    const isRequest = this.#state === "request-head";
    if (isRequest && !this.#hasField && this.#isContinuation(from, first, to, code)) {
      return "request-continuation";
    }
    const aside = asideAt(text, first, to);
    if (aside !== null) {
      if (aside.kind === "file" || aside.kind === "script" || aside.kind === "response-reference") {
        this.#enterBody();
      }
      return this.#take(aside);
    }
    const form = requestLine(text, first, to);
    if (form !== null && hasUrlLikeTarget(text, form)) {
      return this.#enterHead("request-line");
    }
    return this.#fieldOrEnd(from, first, to, code);
  }

  /** The lines of a head that do not begin with a letter, and those that end it. */
  #fieldOrEnd(from: number, first: number, to: number, code: number): LineKind {
    const text = this.#text;
    const pseudo = code === COLON ? pseudoLine(text, first, to) : null;
    if (pseudo !== null) {
      return this.#pseudoField(pseudo.name, pseudo.value.start < pseudo.value.end);
    }
    const colon = fieldColon(text, first, to);
    if (colon >= 0) {
      return this.#field(first, colon, to);
    }
    if (first > from && (this.#previous === "field" || this.#previous === "obs-fold")) {
      return "obs-fold";
    }
    if (standsForFields(text.slice(first, Math.min(to, first + 130)))) {
      return "elision";
    }
    if (isMarker(text, first, to) && !isBodyStart(text, first, to, code)) {
      return "marker";
    }
    this.#enterBody();
    return isBodyStart(text, first, to, code) ? "body" : "junk";
  }

  #field(first: number, colon: number, to: number): LineKind {
    this.#hasField = true;
    if (colon - first >= CONTENT_TYPE.length) {
      this.#readContentType(first, colon, to);
    }
    if (this.#pairs !== "no" && skipBlanks(this.#text, colon + 1, to) >= to) {
      this.#pairs = "value";
    }
    return "field";
  }

  /** One more of a message's pseudo-header fields, or the first one of another message. */
  #pseudoField(name: PseudoName, hasValue: boolean): LineKind {
    const isOurs = (name === "status") === (this.#state === "response-head") && !this.#pseudo.includes(name);
    if (!isOurs) {
      return this.#beginPseudo(name, hasValue);
    }
    this.#pseudo = [...this.#pseudo, name];
    if (this.#pairs !== "no") {
      this.#pairs = hasValue ? "name" : "value";
    }
    return "pseudo-field";
  }

  #isContinuation(from: number, first: number, to: number, code: number): boolean {
    const text = this.#text;
    switch (code) {
      case QUESTION_MARK:
        return text.charCodeAt(first + 1) !== QUESTION_MARK;
      case AMPERSAND:
        return true;
      case SLASH: {
        const next = text.charCodeAt(first + 1);
        return next !== SLASH && next !== 0x2a && first + 1 < to;
      }
      case HASH:
      case AT:
      case LESS_THAN:
      case GREATER_THAN:
      case COLON:
        return false;
      default:
        if (isH(code) && isVersionLine(text, first, to)) {
          return true;
        }
        return (
          first > from && !isElision(text.slice(first, Math.min(to, first + 130))) && fieldColon(text, first, to) < 0
        );
    }
  }

  #readContentType(first: number, colon: number, to: number): void {
    if (this.#text.slice(first, first + CONTENT_TYPE.length).toLowerCase() !== CONTENT_TYPE) {
      return;
    }
    const value = this.#text.slice(colon + 1, Math.min(to, colon + MAX_NAME));
    const type = value.trim().toLowerCase();
    this.#bodyHasComments = /markdown|yaml|csv|shell|x-sh/.test(type);
    const at = type.startsWith("multipart/") ? value.toLowerCase().indexOf("boundary=") : -1;
    const boundary = value
      .slice(at + 9)
      .replace(/^"/, "")
      .split(/["; \t]/)[0];
    this.#boundary = at < 0 ? null : `--${boundary ?? ""}`;
  }

  #requestBody(from: number, first: number, to: number, code: number): LineKind {
    const text = this.#text;
    if (this.#boundary !== null && text.startsWith(this.#boundary, from)) {
      this.#partOpen = !text.startsWith("--", from + this.#boundary.length);
      return "body";
    }
    if (this.#partOpen) {
      return "body";
    }
    const aside = this.#asideInRequestBody(first, to, code);
    return aside === null ? (this.#messageAfterBody(first, to, code) ?? "body") : this.#take(aside);
  }

  #asideInRequestBody(first: number, to: number, code: number): Aside | null {
    const text = this.#text;
    switch (code) {
      case HASH:
      case SLASH:
        if (this.#bodyHasComments) {
          return null;
        }
        return isCommentAt(text, first) ? asideInBody(text, first, to) : blockCommentInBody(text, first, to);
      case AT:
        return this.#previous === "blank" && !this.#bodyHasComments && variableLine(text, first, to) !== null
          ? VARIABLE
          : null;
      case QUESTION_MARK:
        return text.startsWith("??", first) ? asideAt(text, first, to) : null;
      case LESS_THAN:
      case GREATER_THAN:
      case OPEN_BRACE:
        return scriptOrFileAt(text, first, to);
      default:
        return null;
    }
  }

  /** Text of a response is opaque, but comments after a blank line may be those of a request below them. */
  #responseBody(first: number, to: number, code: number): LineKind {
    const text = this.#text;
    switch (code) {
      case HASH:
      case SLASH:
        return this.#inCommentRun && isCorsDirective(text, first, to) ? "directive" : "body";
      case LESS_THAN:
      case GREATER_THAN:
      case OPEN_BRACE: {
        const aside = scriptOrFileAt(text, first, to);
        if (aside !== null) {
          return this.#take(aside);
        }
      }
    }
    return this.#messageAfterBody(first, to, code) ?? "body";
  }

  /** A start line in a body: after a blank or comment line, and a request's only with a target that can be nothing else. */
  #messageAfterBody(first: number, to: number, code: number): LineKind | null {
    switch (this.#previous) {
      case "body":
      case "comment":
        if (!this.#inCommentRun) {
          return null;
        }
        break;
      case "field":
      case "status-line":
        return null;
    }
    const text = this.#text;
    if (this.#state === "request-body" || isPrompt(code) || code === COLON) {
      const start = this.#commandOrPseudo(first, to, code);
      if (start !== null) {
        return start;
      }
    }
    const form = isTchar(code) || code === OPEN_BRACE ? requestLine(text, first, to) : null;
    if (form === null || !hasUrlLikeTarget(text, form)) {
      return null;
    }
    const target = text.slice(form.target.start, form.target.end);
    return form.version === null && /\s/.test(target.replace(/\{\{[^}]*\}\}/g, ""))
      ? null
      : this.#enterHead("request-line");
  }

  #transcript(from: number, first: number, to: number, code: number): LineKind {
    const text = this.#text;
    const side = transcriptSide(text, from, to);
    if (side === "note") {
      return "note";
    }
    if (side === "none") {
      return this.#unmarked(from, first, to, code);
    }
    const content = transcriptContent(text, from, to);
    this.#content = content;
    const isInHead = this.#state === `${side}-head`;
    const inner = skipBlanks(text, content, to);
    if (inner >= to) {
      return isInHead ? this.#blank() : "note";
    }
    if (side === "response" && statusLine(text, inner, to) !== null) {
      return this.#enterHead("status-line");
    }
    if (side === "request" && (requestLine(text, inner, to)?.version ?? null) !== null) {
      return this.#enterHead("request-line");
    }
    if (!isInHead) {
      return "note";
    }
    if (fieldColon(text, inner, to) >= 0) {
      return "field";
    }
    return inner > content ? "obs-fold" : isElision(text.slice(inner, Math.min(to, inner + 130))) ? "elision" : "note";
  }

  /** A transcript's lines without a mark: the body, what the shell shows, and what somebody wrote around it. */
  #unmarked(from: number, first: number, to: number, code: number): LineKind {
    switch (this.#state) {
      case "request-head":
      case "response-head":
        return "note";
      case "request-body":
        return this.#messageAfterBody(first, to, code) ?? "body";
      case "response-body":
        return this.#responseBody(first, to, code);
      default:
        return this.#plain(from, first, to, code);
    }
  }

  /** A line of a response in comments; null where it is none. The first is a status line, and the comment mark goes before all of them. */
  #commentedResponse(first: number, to: number): LineKind | null {
    const text = this.#text;
    if (!isCommentAt(text, first) || directiveLine(text, first, to) !== null) {
      this.#leaveComments();
      return null;
    }
    const content = contentOfComment(text, first, to);
    const inner = skipBlanks(text, content, to);
    const isText = this.#partOpen || this.#bodyHasComments || (this.#state === "response-body" && !this.#inCommentRun);
    const isStatus = (form: unknown) => form !== null && (this.#isCommented || !isText);
    if (
      isStatus(statusLine(text, inner, to)) ||
      (!this.#isCommented && isStatus(bareStatusLine(text, inner, to)) && this.#isAboveComment())
    ) {
      this.#content = inner;
      const kind = this.#enterHead("status-line");
      this.#isCommented = true;
      return kind;
    }
    if (!this.#isCommented) {
      return null;
    }
    this.#content = content;
    return inner >= to
      ? this.#blank()
      : this.#state === "response-head"
        ? this.#head(content, inner, to, text.charCodeAt(inner))
        : "body";
  }

  /** Whether the line below is a field line in a comment. */
  #isAboveComment(): boolean {
    const text = this.#text;
    const end = Math.min(text.length, this.#next + MAX_NAME);
    const first = skipBlanks(text, this.#next, end);
    return (
      isCommentAt(text, first) && fieldColon(text, skipBlanks(text, contentOfComment(text, first, end), end), end) >= 0
    );
  }

  #leaveComments(): void {
    if (this.#isCommented) {
      this.#enterBefore();
    }
  }
}

const CONTENT_TYPE = "content-type";
/** Names and media types beyond this length are nobody's. */
const MAX_NAME = 400;
const VARIABLE: Aside = { kind: "variable", opens: null };
const COMMENT: Aside = { kind: "comment", opens: null };
const DIRECTIVE: Aside = { kind: "directive", opens: null };

function asideInBody(text: string, first: number, to: number): Aside {
  return directiveLine(text, first, to) === null ? COMMENT : DIRECTIVE;
}

function isCorsDirective(text: string, first: number, to: number): boolean {
  const form = directiveLine(text, first, to);
  return form !== null && text.slice(form.key.start, form.key.end) === "cors";
}

function isH(code: number): boolean {
  return code === 0x48 || code === 0x68;
}

function isPrompt(code: number): boolean {
  return code === DOLLAR || code === PERCENT || code === GREATER_THAN;
}

/** What begins a body even where the blank line above it is missing: JSON, XML, a multipart boundary, a form, parts of a stream. */
function isBodyStart(text: string, first: number, to: number, code: number): boolean {
  switch (code) {
    case OPEN_BRACE:
    case OPEN_BRACKET:
    case QUOTE:
    case LESS_THAN:
      return true;
    case HYPHEN:
      return text.charCodeAt(first + 1) === HYPHEN && first + 2 < to && text.charCodeAt(first + 2) !== HYPHEN;
    case EQUALS:
      return text.startsWith("===", first);
    default: {
      let i = first;
      while (i < to && isTchar(text.charCodeAt(i))) {
        i++;
      }
      return i > first && i < to && text.charCodeAt(i) === EQUALS;
    }
  }
}

function isMarker(text: string, first: number, to: number): boolean {
  return to - first <= 80 && !/[\p{L}\p{N}]/u.test(text.slice(first, to));
}
