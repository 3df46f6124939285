import { headerOf } from "../headers/headers";
import { trimEndBlanks } from "../text/characters";
import { type Aside, asideAt, asideInBody, type Enclosure, preambleAt, scriptOrFileAt } from "./asides";
import { BodyHolder } from "./body-holder";
import { isDigit, isLetter, isTchar } from "./characters";
import { isAnswered } from "./command-answer";
import type { CommandReader } from "./command-reader";
import { readerOfCommand } from "./command-readers";
import { type CommandStart, commandAt } from "./command-start";
import { belowConsole } from "./console-lines";
import { directiveLine, isEmacsVariable, variableLine } from "./definition-line";
import { standsForFields } from "./elision";
import { bareField, fieldColon, invalidFieldColon, nulFieldColon, type PseudoName, pseudoLine } from "./field-line";
import {
  type BodyForm,
  bodyFormOf,
  isBodyStart,
  isContinuation,
  isEndOfHead,
  isFieldAt,
  isMarker,
  mayEndHead,
  PLAIN_BODY,
} from "./head-forms";
import type { LineKind } from "./line";
import { isAnswerBelow, isMessageBelow } from "./line-below";
import { isWords } from "./note";
import { headingAt } from "./panel-words";
import {
  endOfUrl,
  hasScheme,
  hasUrlLikeTarget,
  isOptions,
  type RequestLineForm,
  requestLine,
  takesBody,
  urlOnlyRequestLine,
} from "./request-line";
import { bareStatusLine, statusLine } from "./status-line";
import { suppressionComment } from "./suppression-comment";

/** The part of a block that a line is in; `response` and `request` say whose head or body it is. */
type State = "before" | "request-head" | "response-head" | "fragment" | "request-body" | "response-body";

const NO_PSEUDO: readonly PseudoName[] = [];

/**
 * Classifies the lines between two separators, after removing marks before their text: start lines, heads, bodies, and the lines between them.
 */
export class MessageScanner {
  readonly #text: string;
  state: State = "before";
  /** A multi-line construct that is still open. */
  enclosure: Enclosure | null = null;
  /** A command that continues on the next line. */
  command: CommandReader | null = null;
  /** The ends of lines at which a command would have no answer below. */
  readonly #silent = new Set<number>();
  /** The form of the current message's body, according to its head so far. */
  body: BodyForm = PLAIN_BODY;
  /** Whether a part of a multipart body is open. Nothing in it is read. */
  partOpen = false;
  /** Whether the lines since the last blank one are comments. */
  inCommentRun = false;
  #next = 0;
  #previous: LineKind = "separator";
  /** Whether the previous line ends a JSON body: an unindented brace or bracket. */
  #closesJson = false;
  /** Whether the current request may have a body, by its method or its Content-Type. */
  #takesBody = true;
  #isOptions = false;
  /** Whether a line of the current body has been seen. */
  #hasBody = false;
  /** Whether the current head has a field yet. The target continues only before the first one. */
  #hasField = false;
  /** The pseudo-header fields of the current head. */
  #pseudo = NO_PSEUDO;
  /** Whether the current request says that it has a body. */
  #declaresBody = false;
  /** Whether the body so far may be JSON that has ended. */
  #isJsonClosed = false;
  /** What in the current body may hold lines that look like messages. */
  #holder = new BodyHolder();

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether an offset is in a body whose form holds everything up to there. */
  isHeld(at: number): boolean {
    return at < this.#holder.end || (this.body.isHttp && /-body$/.test(this.state));
  }

  /** Resets the state at a separator or at another fence. */
  separate(): void {
    this.enterBefore();
    this.enclosure = null;
    this.command = null;
    this.#previous = "separator";
    this.#closesJson = false;
  }

  /** Whether there may be notes of a transcript here before any line shows that it is one. */
  get mayHaveNotes(): boolean {
    switch (this.#previous) {
      case "command":
      case "command-continuation":
      case "note":
        return true;
      default:
        return this.state === "before" || this.state === "fragment";
    }
  }

  get isAfterBlank(): boolean {
    return this.#previous === "blank";
  }

  /** Called for every line before it is classified; `afterLine` is called after that. `next` is the offset of the next line. */
  beforeLine(isComment: boolean, next: number): void {
    this.#next = next;
    this.inCommentRun ||= isComment && this.#previous === "blank";
  }

  /** @param endsJson whether the line ends with a brace or a bracket; `closesJson`: whether it also begins with one. */
  afterLine(kind: LineKind, isComment: boolean, closesJson: boolean, endsJson: boolean): void {
    // A line that isn't a comment ends the run, but only now: its kind may depend on the comments above it.
    this.inCommentRun &&= isComment;
    this.#previous = kind;
    this.#hasBody ||= kind === "body" || kind === "junk";
    this.#closesJson = closesJson;
    this.#isJsonClosed = kind === "body" ? endsJson : this.#isJsonClosed;
  }

  /** Classifies a line that isn't blank. Its first character is at `first`. */
  line(from: number, first: number, to: number): LineKind {
    const character = this.#text[first];
    const isInBody = this.state === "request-body" || this.state === "response-body";
    if (isInBody && (this.body.isHttp || this.#holder.holds(this.#text, first, to))) {
      return "body";
    }
    if ((character === "H" || character === "h") && !this.partOpen && statusLine(this.#text, first, to) !== null) {
      return this.enterHead("status-line");
    }
    const command = this.answeredCommand(first, to);
    if (command !== null) {
      return command;
    }
    switch (this.state) {
      case "before":
      case "fragment":
        return this.#beforeMessage(from, first, to);
      case "request-head":
      case "response-head":
        return this.head(from, first, to);
      case "request-body":
        return this.#requestBody(from, first, to);
      case "response-body":
        return this.responseBody(first, to);
    }
  }

  /**
   * Whether a line may begin a console message. A field of a head doesn't, nor a line of a body that holds it or that is data. A request that says
   * that it has a body begins with it.
   */
  mayHaveConsole(first: number, to: number): boolean {
    const text = this.#text;
    if (this.partOpen || this.isHeld(first)) {
      return false;
    }
    switch (this.state) {
      case "before":
        return true;
      case "fragment":
      case "request-head":
      case "response-head": {
        const colon = fieldColon(text, first, to);
        return colon < 0 || isDigit(text.charCodeAt(colon + 1));
      }
      case "request-body":
      case "response-body":
        return !/["'`{}<]/.test(text.charAt(first)) && (this.state === "response-body" || this.#mayEndRequest);
    }
  }

  get #mayEndRequest(): boolean {
    return !this.#declaresBody || this.#isJsonClosed || (this.#hasBody && this.#previous === "blank");
  }

  /** Whether it may also be one that doesn't name the request it is about. In a head or as a body, such words may be a server's. */
  get mayHaveBareConsole(): boolean {
    switch (this.state) {
      case "before":
      case "fragment":
        return true;
      case "request-body":
      case "response-body":
        return this.#hasBody ? this.#previous === "blank" : !this.#takesBody;
      default:
        return this.#previous === "console";
    }
  }

  /**
   * A line of a console message. It ends the message that it is in, as a start line does, unless the head goes on below it.
   * @param end of the console message.
   */
  console(end: number): LineKind {
    const isInHead = this.state === "fragment" || this.state === "request-head" || this.state === "response-head";
    if (!isInHead || !isFieldAt(this.#text, belowConsole(this.#text, end))) {
      this.enterBefore();
    }
    return "console";
  }

  enterBefore(): void {
    this.state = "before";
    this.body = PLAIN_BODY;
    this.partOpen = false;
    this.#takesBody = true;
    this.#hasBody = false;
    this.#hasField = false;
    this.#pseudo = NO_PSEUDO;
    this.#declaresBody = false;
    this.#isJsonClosed = false;
    this.#holder = new BodyHolder();
  }

  enterHead(kind: "request-line" | "status-line"): LineKind {
    this.enterBefore();
    this.state = kind === "request-line" ? "request-head" : "response-head";
    return kind;
  }

  #enterRequest(form: RequestLineForm): LineKind {
    const kind = this.enterHead("request-line");
    this.#takesBody = takesBody(this.#text, form);
    this.#isOptions = isOptions(this.#text, form);
    return kind;
  }

  #enterBody(): void {
    this.state = this.state === "request-head" ? "request-body" : "response-body";
  }

  blank(): LineKind {
    if (this.state === "request-head" || this.state === "response-head") {
      this.#enterBody();
    } else if (this.state === "fragment") {
      this.state = "before";
    }
    return "blank";
  }

  #take({ kind, opens }: Aside): LineKind {
    this.enclosure = opens;
    return kind;
  }

  #beforeMessage(from: number, first: number, to: number): LineKind {
    const text = this.#text;
    const isBefore = this.state === "before";
    const aside = asideAt(text, first, to) ?? (isBefore ? preambleAt(text, first, to) : null);
    if (aside !== null) {
      return this.#take(aside);
    }
    const start = this.#commandOrPseudo(first, to);
    if (start !== null) {
      return start;
    }
    if (this.#isAnnouncement(first, to)) {
      return "note";
    }
    const form = requestLine(text, first, to) ?? (isBefore ? urlOnlyRequestLine(text, first, to) : null);
    if (form !== null && !this.#isFold(from, first, form)) {
      return this.#enterRequest(form);
    }
    if (this.#isBareStatus(first, to)) {
      return this.enterHead("status-line");
    }
    if (fieldColon(text, first, to) >= 0) {
      this.state = "fragment";
      return "field";
    }
    if (isBefore && isEmacsVariable(text, first, to)) {
      return "variable";
    }
    if (!isBefore && first > from && this.#isBelowField()) {
      return "obs-fold";
    }
    if (!isBefore && bareField(text, first, to) !== null) {
      return "bare-field";
    }
    if (!isBefore && standsForFields(text, first, to)) {
      return "elision";
    }
    return isMarker(text, first, to) ? "marker" : "prose";
  }

  /**
   * A status without the version. It is above a field. With its reason it may also be alone where a response may start. With a reason in lower
   * case it has to be the first line of its section.
   */
  #isBareStatus(first: number, to: number): boolean {
    const text = this.#text;
    const form = isDigit(text.charCodeAt(first)) ? bareStatusLine(text, first, to) : null;
    if (form === null) {
      return false;
    }
    const isFirst = this.#previous === "separator";
    const { start, end } = form.reason;
    if (!isFirst && /[a-z]/.test(text.slice(start, Math.min(end, start + 1)))) {
      return false;
    }
    const mayStandAlone = start < end && (isFirst || (this.#previous === "blank" && this.state === "request-body"));
    return isFieldAt(text, this.#next) || (mayStandAlone && mayEndHead(text, this.#next));
  }

  /** Whether a line that looks like a request line continues the value above: it is indented and starts with a word such as `script-src`. */
  #isFold(from: number, first: number, { method }: RequestLineForm): boolean {
    return first > from && this.#isBelowField() && (method === null || /[a-z]/.test(this.#text.charAt(method.start)));
  }

  #isBelowField(): boolean {
    return this.#previous === "field" || this.#previous === "obs-fold";
  }

  /** A command with an answer below it, which is neither part of a head nor of a body; null otherwise. */
  answeredCommand(first: number, to: number): LineKind | null {
    const start = this.partOpen ? null : commandAt(this.#text, first, to);
    // Below a request that waits for its response, a comment may show the same request as a command.
    const isComment = start?.isComment && (this.state === "request-head" || this.state === "request-body");
    return start !== null && !isComment && !this.#isCode(start) && isAnswered(this.#text, start, to, this.#silent)
      ? this.#beginCommand(start, to)
      : null;
  }

  /** Whether a call is a part of a body, which may be a script. */
  #isCode({ tool }: CommandStart): boolean {
    const isInBody = this.state === "request-body" || this.state === "response-body";
    return tool === "fetch" && isInBody && this.#declaresBody && !this.body.isJson && !this.#isJsonClosed;
  }

  #beginCommand(start: CommandStart, to: number): LineKind {
    this.enterBefore();
    this.state = "request-body";
    const reader = readerOfCommand(this.#text, start, to);
    this.command = reader.line(start.at, to) ? reader : null;
    return "command";
  }

  /** A command, or the first pseudo-header field of a head without a start line. */
  #commandOrPseudo(first: number, to: number): LineKind | null {
    const text = this.#text;
    if (text[first] === ":") {
      const pseudo = pseudoLine(text, first, to);
      return pseudo === null ? null : this.#beginPseudo(pseudo.name);
    }
    const start = commandAt(text, first, to);
    // In the body of a response a command needs a prompt, unless the body would start with it.
    const isText = this.state === "response-body" && this.#hasBody && !start?.hasPrompt;
    return start === null || start.needsAnswer || isText || this.#isCode(start) ? null : this.#beginCommand(start, to);
  }

  #beginPseudo(name: PseudoName): LineKind {
    const kind = this.enterHead(name === "status" ? "status-line" : "request-line");
    this.#pseudo = [name];
    return kind;
  }

  /** A name and a colon right above a message, as in `Response:`. It isn't a field without a value. */
  #isAnnouncement(first: number, to: number): boolean {
    const text = this.#text;
    return isWordWithColon(text, first, to) && isMessageBelow(text, this.#next);
  }

  /** A heading of a browser's tools right above a message. */
  #isHeading(first: number, to: number): boolean {
    return headingAt(this.#text, first, to)?.isOfPanel === true && isMessageBelow(this.#text, this.#next);
  }

  head(from: number, first: number, to: number): LineKind {
    const text = this.#text;
    if (this.#isAnnouncement(first, to)) {
      return "note";
    }
    const colon = isLetter(text.charCodeAt(first)) ? fieldColon(text, first, to) : -1;
    if (colon >= 0) {
      return this.#field(first, colon, to);
    }
    if (this.state === "request-head" && !this.#hasField && isContinuation(text, from, first, to)) {
      return "request-continuation";
    }
    const aside = asideAt(text, first, to);
    if (aside !== null) {
      if (aside.kind === "file" || aside.kind === "script" || aside.kind === "response-reference") {
        this.#enterBody();
      }
      return this.#take(aside);
    }
    if (bareField(text, first, to) !== null) {
      this.#hasField = true;
      return "bare-field";
    }
    const form = requestLine(text, first, to);
    if (form !== null && hasUrlLikeTarget(text, form) && !this.#isFold(from, first, form)) {
      return this.#enterRequest(form);
    }
    return this.#fieldOrEnd(from, first, to);
  }

  /** The lines of a head that don't start with a letter, and those that end it. */
  #fieldOrEnd(from: number, first: number, to: number): LineKind {
    const text = this.#text;
    const pseudo = text[first] === ":" ? pseudoLine(text, first, to) : null;
    if (pseudo !== null) {
      return this.#pseudoField(pseudo.name);
    }
    const valid = fieldColon(text, first, to);
    const colon = valid < 0 ? this.#invalidColon(first, to) : valid;
    if (colon >= 0) {
      return this.#field(first, colon, to);
    }
    if (first > from && this.#isBelowField()) {
      return this.#isHeading(first, to) ? "note" : "obs-fold";
    }
    if (standsForFields(text, first, to)) {
      return "elision";
    }
    const isBody = isBodyStart(text, first, to);
    if (!isBody && isMarker(text, first, to)) {
      return "marker";
    }
    if (!isBody && isAuthorsLine(text, first, to) && isMessageBelow(text, this.#next)) {
      return "note";
    }
    if (!isBody && this.state === "response-head" && this.#isSkipped(first, to)) {
      return "skipped";
    }
    this.#enterBody();
    return isBody ? "body" : "junk";
  }

  /** A line without a colon in a response's head that goes on below it, or ends there. */
  #isSkipped(first: number, to: number): boolean {
    const text = this.#text;
    return (
      !text.slice(first, to).includes(":") &&
      (isFieldAt(text, this.#next) || (this.#hasField && isEndOfHead(text, this.#next)))
    );
  }

  #invalidColon(first: number, to: number): number {
    return this.state === "request-head"
      ? invalidFieldColon(this.#text, first, to)
      : nulFieldColon(this.#text, first, to);
  }

  #field(first: number, colon: number, to: number): LineKind {
    this.#hasField = true;
    const form = bodyFormOf(this.#text, first, colon, to);
    if (form !== null) {
      this.body = form;
      this.#takesBody = true;
    }
    this.#declaresBody ||= form !== null || announcesBody(this.#text, first, to);
    return "field";
  }

  /** Another pseudo-header field of the same message, or the first one of another message. */
  #pseudoField(name: PseudoName): LineKind {
    const isOurs = (name === "status") === (this.state === "response-head") && !this.#pseudo.includes(name);
    if (!isOurs) {
      return this.#beginPseudo(name);
    }
    this.#pseudo = [...this.#pseudo, name];
    return "pseudo-field";
  }

  #requestBody(from: number, first: number, to: number): LineKind {
    const { boundary } = this.body;
    if (boundary !== null && this.#text.startsWith(boundary, from)) {
      this.partOpen = !this.#text.startsWith("--", from + boundary.length);
      return "body";
    }
    if (this.partOpen) {
      return "body";
    }
    const aside = this.#asideInRequestBody(first, to);
    if (aside !== null) {
      return this.#take(aside);
    }
    const start = this.messageAfterBody(first, to);
    if (start !== null) {
      return start;
    }
    if (this.#isNote(first, to)) {
      return "note";
    }
    if (this.#isResponseField(first, to)) {
      this.state = "fragment";
      return "field";
    }
    return this.#takesBody || this.#hasBody ? "body" : this.#belowBodylessRequest(first, to);
  }

  /** An author's words between a request and its response. In a body that may be text, only a heading is one. */
  #isNote(first: number, to: number): boolean {
    const text = this.#text;
    if ((this.#hasBody && this.#previous === "body") || !isAuthorsLine(text, first, to)) {
      return false;
    }
    if (!this.#hasBody && !this.#declaresBody) {
      return !this.#takesBody || this.#isOptions || isAnswerBelow(text, this.#next);
    }
    const isText = !this.body.isJson && !this.#isJsonClosed;
    return (!isText || headingAt(text, first, to) !== null) && isAnswerBelow(text, this.#next);
  }

  /** A field of a response below a request, whose status line is missing. */
  #isResponseField(first: number, to: number): boolean {
    return (
      (!this.#hasBody || this.#isJsonClosed) &&
      this.#previous !== "body" &&
      /^access-control-(allow|expose|max)-[a-z-]+[ \t]*:/i.test(this.#text.slice(first, Math.min(to, first + 40)))
    );
  }

  /** Below a `GET` request and a blank line, fields are fields and a URL is another request, because neither is likely to be a body. */
  #belowBodylessRequest(first: number, to: number): LineKind {
    const text = this.#text;
    if (fieldColon(text, first, to) >= 0) {
      this.state = "fragment";
      return "field";
    }
    const form = hasScheme(text, first, to) ? urlOnlyRequestLine(text, first, to) : null;
    return form === null ? "body" : this.#enterRequest(form);
  }

  #asideInRequestBody(first: number, to: number): Aside | null {
    const text = this.#text;
    switch (text[first]) {
      case "#":
      case "/":
        return this.body.hasComments ? null : asideInBody(text, first, to);
      case "@":
        return this.#previous === "blank" && !this.body.hasComments && variableLine(text, first, to) !== null
          ? asideAt(text, first, to)
          : null;
      case "?":
        return asideAt(text, first, to);
      case "<":
      case ">":
      case "{":
        return scriptOrFileAt(text, first, to);
      default:
        return null;
    }
  }

  /** The body of a response is opaque, but comments after a blank line may belong to a request below them. */
  responseBody(first: number, to: number): LineKind {
    const text = this.#text;
    switch (text[first]) {
      case "#":
      case "/":
        return (this.inCommentRun ? ownComment(text, first, to) : null) ?? "body";
      case "<":
      case ">":
      case "{": {
        const aside = scriptOrFileAt(text, first, to);
        if (aside !== null) {
          return this.#take(aside);
        }
      }
    }
    return this.messageAfterBody(first, to) ?? "body";
  }

  /**
   * A start line in a body: after a blank line, a comment, or the end of JSON; or right below another line of the body, if it has the version or
   * an absolute URL, and a field below it. A request line also needs a target that can't be anything else.
   */
  messageAfterBody(first: number, to: number): LineKind | null {
    const certain = this.#certainRequest(first, to);
    if (certain !== null) {
      return this.#enterRequest(certain);
    }
    switch (this.#previous) {
      case "body":
      case "comment":
        if (!this.inCommentRun && !this.#closesJson) {
          return null;
        }
        break;
      case "field":
      case "status-line":
        return null;
    }
    const text = this.#text;
    if (this.state === "request-body" && this.#isBareStatus(first, to)) {
      return this.enterHead("status-line");
    }
    const command = this.#commandOrPseudo(first, to);
    if (command !== null) {
      return command;
    }
    const form = isTchar(text.charCodeAt(first)) || text[first] === "{" ? requestLine(text, first, to) : null;
    if (form === null || !hasUrlLikeTarget(text, form)) {
      return null;
    }
    const { start, end } = form.target;
    return form.version === null && endOfUrl(text, start, end) < end ? null : this.#enterRequest(form);
  }

  #certainRequest(first: number, to: number): RequestLineForm | null {
    const text = this.#text;
    const form = isTchar(text.charCodeAt(first)) ? requestLine(text, first, to) : null;
    return form !== null &&
      (form.version !== null ? hasUrlLikeTarget(text, form) : hasScheme(text, form.target.start, form.target.end)) &&
      isFieldAt(text, this.#next)
      ? form
      : null;
  }
}

/** `Response:`: one word and a colon, which isn't the name of a header. */
function isWordWithColon(text: string, first: number, to: number): boolean {
  const end = trimEndBlanks(text, first, to);
  return (
    text[end - 1] === ":" &&
    end - first <= 40 &&
    /^[A-Za-z][A-Za-z0-9_]*$/.test(text.slice(first, end - 1)) &&
    headerOf(text.slice(first, end - 1)) === null
  );
}

function isAuthorsLine(text: string, first: number, to: number): boolean {
  return (isWords(text, first, to) && fieldColon(text, first, to) < 0) || headingAt(text, first, to) !== null;
}

/** Whether a field says that a body follows. */
function announcesBody(text: string, first: number, to: number): boolean {
  const character = text[first];
  return (
    (character === "C" || character === "c" || character === "T" || character === "t") &&
    /^(content-length[ \t]*:[ \t]*[1-9{<$]|transfer-encoding[ \t]*:)/i.test(text.slice(first, Math.min(to, first + 60)))
  );
}

/** A comment addressed to this tool is never part of a body. */
function ownComment(text: string, first: number, to: number): LineKind | null {
  const form = directiveLine(text, first, to);
  return form !== null
    ? text.slice(form.key.start, form.key.end) === "cors"
      ? "directive"
      : null
    : suppressionComment(text, first, to) === null
      ? null
      : "comment";
}
