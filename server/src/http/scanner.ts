import { skipBlanks, trimEndBlanks } from "../text/characters";

import { contentOfComment, isCommentAt } from "./comment-line";
import { consoleMessageOn, isNetworkError, namesRequest } from "./console-lines";
import { directiveLine } from "./definition-line";
import { isElision } from "./elision";
import { fieldColon } from "./field-line";
import { hasFieldColon } from "./head-forms";
import type { LineKind } from "./line";
import { isMessageBelow } from "./line-below";
import { MessageScanner } from "./message-scanner";
import type { PanelEvent } from "./panel";
import { PanelScanner } from "./panel-scanner";
import { announcedAt } from "./panel-words";
import type { ReadConsole, ReadLine } from "./read-line";
import { requestLine } from "./request-line";
import { bareStatusLine, statusLine } from "./status-line";
import { suppressionComment } from "./suppression-comment";
import { beginsTranscript, transcriptContent, transcriptSide } from "./transcript";

/**
 * Classifies the lines of one section (a block, or a Markdown fence) in one pass. It looks ahead in one place only: a status without a version
 * counts if a field line follows. No state survives a separator. Never throws: every line of any text gets a kind.
 *
 * This class removes the marks of transcripts and comments before a line's own text; `MessageScanner` reads the rest.
 */
export class Scanner {
  readonly #text: string;
  readonly #readsComments: boolean;
  readonly #message: MessageScanner;
  #inFence = false;
  #inTranscript = false;
  /** Whether the lines of a transcript are between the client and a proxy that connects it with the server. */
  #inTunnel = false;
  /** The copy of a browser's panel that the current line is in. */
  #panel: PanelScanner | null = null;
  /** Whether the current message is in comments. */
  #isCommented = false;
  #isPanelLine = false;
  /** The console message that begins in the current line. */
  #console: ReadConsole | null = null;
  /** The end of the last console message. */
  #consoleEnd = 0;
  /** Of the current line: where it and its own text start, and where the next line starts. */
  #start = 0;
  #content = 0;
  #next = 0;

  /** @param commentedResponses whether to read responses that are commented out: a run of comment lines that starts with a status line. */
  constructor(text: string, commentedResponses: boolean) {
    this.#text = text;
    this.#readsComments = commentedResponses;
    this.#message = new MessageScanner(text);
  }

  /** What the current line has added to the copy of a browser's panel; null if it isn't in one. */
  get #panelEvents(): readonly PanelEvent[] | null {
    return this.#isPanelLine ? (this.#panel?.events ?? null) : null;
  }

  /** A fence opens. Nothing of the fence before it applies any more. */
  openFence(): void {
    this.#separate();
    this.#inFence = true;
  }

  #separate(): void {
    this.#message.separate();
    this.#panel = null;
    this.#inTranscript = false;
    this.#inTunnel = false;
    this.#isCommented = false;
  }

  /** Offsets as in `Line`; the part before `content` belongs to Markdown. */
  next(start: number, content: number, end: number, next: number): ReadLine {
    this.#start = start;
    this.#content = content;
    this.#next = next;
    this.#console = null;
    const text = this.#text;
    const message = this.#message;
    const first = skipBlanks(text, content, end);
    const isComment = first < end && isCommentAt(text, first);
    message.beforeLine(isComment, next);
    const kind = this.#classify(content, first, end);
    // The answer to another command may have another form.
    this.#inTranscript &&= kind !== "command";
    this.#inTunnel &&= kind !== "command";
    message.afterLine(
      kind,
      isComment,
      kind === "body" && first === content && isJsonEnd(text[first]),
      kind === "body" && isJsonEnd(text[trimEndBlanks(text, first, end) - 1]),
    );
    if (kind === "comment" && start >= this.#consoleEnd) {
      this.#takeConsole(consoleMessageOn(text, start, first, end));
    }
    return {
      line: { kind, start, content: this.#content, end, next },
      isRecorded: this.#inTranscript,
      panelEvents: this.#panelEvents,
      console: this.#console,
      endsMessage: kind === "console" && message.state === "before",
    };
  }

  #classify(from: number, first: number, to: number): LineKind {
    const text = this.#text;
    const message = this.#message;
    this.#isPanelLine = false;
    const isSeparator = first === from && text[first] === "#" && this.#isSeparator(from, to);
    if (isSeparator && this.#panel?.continuesAt(first, to) !== true) {
      return this.#separator(first, to);
    }
    if (message.command?.continuesAt(first, to)) {
      message.command = message.command.line(from, to) ? message.command : null;
      return "command-continuation";
    }
    message.command = null;
    if (message.enclosure !== null) {
      const { kind, closes } = message.enclosure;
      if (closes(text, from, to)) {
        message.enclosure = null;
      }
      return kind;
    }
    if (first >= to) {
      this.#leaveComments();
      this.#isPanelLine = this.#panel !== null;
      return this.#panel?.blank(this.#next) ?? message.blank();
    }
    if (this.#isConsole(first, to)) {
      this.#panel = null;
      this.#leaveComments();
      return message.console(this.#consoleEnd);
    }
    if (this.#panel !== null || this.#beginsPanel(first, to)) {
      this.#panel ??= this.#openPanel();
      const kind = this.#panelLine(this.#panel, first, to);
      if (kind !== null) {
        return kind;
      }
    }
    if (this.#inTranscript || (first === from && !message.partOpen && beginsTranscript(text, from, to))) {
      this.#inTranscript = true;
      return this.#transcript(from, first, to);
    }
    if (message.mayHaveNotes && transcriptSide(text, from, to) === "note" && !isWholeRequestLine(text, first, to)) {
      return "note";
    }
    if (this.#readsComments) {
      const kind = this.#commentedResponse(first, to);
      if (kind !== null) {
        return kind;
      }
    }
    return message.line(from, first, to);
  }

  /** Whether a line is one of a console message, or of the errors that consoles show beside it. */
  #isConsole(first: number, to: number): boolean {
    if (this.#start < this.#consoleEnd) {
      return !isCommentAt(this.#text, first);
    }
    const text = this.#text;
    const message = this.#message;
    if (isCommentAt(text, first) || !message.mayHaveConsole(first, to)) {
      return false;
    }
    if (isNetworkError(text, first, to)) {
      this.#consoleEnd = to;
      return true;
    }
    const found = consoleMessageOn(text, this.#start, first, to);
    if (found === null || !(namesRequest(found.message) || message.mayHaveBareConsole)) {
      return false;
    }
    this.#takeConsole(found);
    return true;
  }

  #takeConsole(found: ReadConsole | null): void {
    if (found !== null) {
      this.#console = found;
      this.#consoleEnd = found.end;
    }
  }

  #separator(first: number, to: number): LineKind {
    this.#separate();
    if (PanelScanner.begins(this.#text, first, to, this.#next, true)) {
      this.#panel = new PanelScanner(this.#text);
      this.#panel.line(first, to, this.#next);
    }
    return "separator";
  }

  #openPanel(): PanelScanner {
    this.#message.enterBefore();
    return new PanelScanner(this.#text);
  }

  /** Null if the copy has ended above the line. */
  #panelLine(panel: PanelScanner, first: number, to: number): LineKind | null {
    const kind = panel.line(first, to, this.#next);
    this.#isPanelLine = kind !== null;
    this.#panel = kind === null ? null : panel;
    return kind;
  }

  /** In a body, a copy begins only after a blank line or with two facts. */
  #beginsPanel(first: number, to: number): boolean {
    const text = this.#text;
    const message = this.#message;
    const { state, isAfterBlank } = message;
    if (this.#inTranscript || message.partOpen || message.isHeld(first)) {
      return false;
    }
    const isInBody = state === "request-body" || state === "response-body";
    const isInHead = state === "request-head" || state === "response-head";
    return isInBody && (!isAfterBlank || text[first] === "{")
      ? PanelScanner.certainlyBegins(text, first, to, this.#next)
      : PanelScanner.begins(text, first, to, this.#next, isInHead);
  }

  /**
   * In a Markdown body, and in a response's body in a fence, a heading is text: only a bare `###` ends the body, or, in a fence, the heading of the
   * message below.
   */
  #isSeparator(from: number, to: number): boolean {
    if (!this.#text.startsWith("###", from)) {
      return false;
    }
    const { state, body } = this.#message;
    const isBareOnly = (body.hasComments && state === "request-body") || (this.#inFence && state === "response-body");
    return (
      !isBareOnly ||
      /^#{3,}[ \t]*$/.test(this.#text.slice(from, Math.min(to, from + 200))) ||
      (state === "response-body" && this.#isHeadingOfMessage(from, to))
    );
  }

  #isHeadingOfMessage(from: number, to: number): boolean {
    const announced = this.#message.isHeld(from) ? null : announcedAt(this.#text, from, to);
    return announced !== null && announced !== "detail" && isMessageBelow(this.#text, this.#next);
  }

  #transcript(from: number, first: number, to: number): LineKind {
    const text = this.#text;
    const message = this.#message;
    const command = message.answeredCommand(first, to);
    if (command !== null) {
      return command;
    }
    const side = transcriptSide(text, from, to);
    if (side === "note") {
      return "note";
    }
    if (side === "none") {
      return this.#unmarked(from, first, to);
    }
    const content = transcriptContent(text, from, to);
    this.#content = content;
    const isInHead = message.state === `${side}-head`;
    const inner = skipBlanks(text, content, to);
    if (inner >= to) {
      return isInHead ? message.blank() : "note";
    }
    if (side === "response" && !this.#inTunnel && statusLine(text, inner, to) !== null) {
      return message.enterHead("status-line");
    }
    if (side === "request" && isWholeRequestLine(text, inner, to)) {
      this.#inTunnel = text.startsWith("CONNECT ", inner);
      if (!this.#inTunnel) {
        return message.enterHead("request-line");
      }
      message.enterBefore();
    }
    if (!isInHead) {
      return "note";
    }
    if (fieldColon(text, inner, to) >= 0) {
      return "field";
    }
    return inner > content ? "obs-fold" : isElision(text, inner, to) ? "elision" : "note";
  }

  /** The lines of a transcript without a mark: the body, output of the shell, and text that the author wrote around it. */
  #unmarked(from: number, first: number, to: number): LineKind {
    const message = this.#message;
    switch (message.state) {
      case "request-head":
      case "response-head":
        return "note";
      case "request-body":
        // A transcript doesn't show the body of a request, but it may show the progress meter.
        return message.messageAfterBody(first, to) ?? "note";
      case "response-body":
        return message.responseBody(first, to);
      default:
        return message.line(from, first, to);
    }
  }

  /** A line of a commented response; null if it isn't one. The first line is a status line, and all lines have the comment mark. */
  #commentedResponse(first: number, to: number): LineKind | null {
    const text = this.#text;
    const message = this.#message;
    if (!isCommentAt(text, first) || directiveLine(text, first, to) !== null) {
      this.#leaveComments();
      return null;
    }
    const content = contentOfComment(text, first, to);
    const inner = skipBlanks(text, content, to);
    if (this.#isCommented ? statusLine(text, inner, to) !== null : this.#beginsCommentedResponse(inner, to)) {
      this.#content = inner;
      this.#isCommented = true;
      return message.enterHead("status-line");
    }
    if (!this.#isCommented || suppressionComment(text, first, to) !== null) {
      return null;
    }
    this.#content = content;
    return inner >= to
      ? message.blank()
      : message.state === "response-head"
        ? message.head(content, inner, to)
        : "body";
  }

  #beginsCommentedResponse(inner: number, to: number): boolean {
    const text = this.#text;
    const { state, body, partOpen, inCommentRun } = this.#message;
    const isText = partOpen || body.hasComments || (state === "response-body" && !inCommentRun);
    return (
      !isText &&
      (statusLine(text, inner, to) !== null ||
        (bareStatusLine(text, inner, to) !== null && this.#isAboveCommentedField()))
    );
  }

  #isAboveCommentedField(): boolean {
    const text = this.#text;
    const first = skipBlanks(text, this.#next, text.length);
    return isCommentAt(text, first) && hasFieldColon(text, contentOfComment(text, first, text.length));
  }

  #leaveComments(): void {
    if (this.#isCommented) {
      this.#isCommented = false;
      this.#message.enterBefore();
    }
  }
}

function isJsonEnd(character: string | undefined): boolean {
  return character === "}" || character === "]";
}

/** `*` marks a note, but it is also a token: with a URL and the version after it, it is a method. */
function isWholeRequestLine(text: string, first: number, to: number): boolean {
  return (requestLine(text, first, to)?.version ?? null) !== null;
}
