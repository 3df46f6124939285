import { isBlank, skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";

/**
 * The forms of single lines. Every function reads `text` between two offsets, gives offsets of the same text, and is linear in the
 * line: no regular expression here is applied to user text with a quantifier that another one could take over.
 */

const METHODS = new Set(
  (
    "GET HEAD POST PUT DELETE PATCH OPTIONS CONNECT TRACE QUERY LOCK UNLOCK PROPFIND PROPPATCH COPY MOVE MKCOL MKCALENDAR ACL SEARCH " +
    "REPORT MERGE CHECKOUT CHECKIN MKACTIVITY MKWORKSPACE VERSION-CONTROL BASELINE-CONTROL LIST GRAPHQL GRPC WS WSS WEBSOCKET SSE " +
    "EVENTSOURCE MQTT MQTTS AMQP RSOCKET"
  ).split(" "),
);

/** RFC 9110 section 5.6.2. */
const TCHAR = charTable("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
const DIGIT = charTable("0123456789");

function charTable(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (let i = 0; i < characters.length; i++) {
    table[characters.charCodeAt(i)] = 1;
  }
  return table;
}

function isTchar(code: number): boolean {
  return code < 128 && TCHAR[code] === 1;
}

function isDigit(code: number): boolean {
  return code < 128 && DIGIT[code] === 1;
}

const NO_BREAK_SPACE = 0xa0;

function isWordGap(code: number): boolean {
  return isBlank(code) || code === NO_BREAK_SPACE;
}

function endOfWord(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && !isWordGap(text.charCodeAt(i))) {
    i++;
  }
  return i;
}

function skipGap(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isWordGap(text.charCodeAt(i))) {
    i++;
  }
  return i;
}

/** The end of a `{{reference}}` that starts at `from`, or -1. */
function endOfReference(text: string, from: number, to: number): number {
  if (!text.startsWith("{{", from)) {
    return -1;
  }
  const close = text.indexOf("}}", from + 2);
  return close < 0 || close + 2 > to ? -1 : close + 2;
}

export interface RequestLineForm {
  /** Null where the method is left out, which means GET. */
  readonly method: Range | null;
  readonly target: Range;
  readonly version: Range | null;
}

/** The start of the `HTTP/x` that ends a line, or -1. The version is the last word, as in `HTTP/1.1` or `http/2`. */
function versionStart(text: string, from: number, to: number): number {
  let i = to;
  while (i > from && !isWordGap(text.charCodeAt(i - 1))) {
    i--;
  }
  return i > from &&
    to - i >= 6 &&
    to - i <= 10 &&
    text.slice(i, i + 5).toUpperCase() === "HTTP/" &&
    isDigit(text.charCodeAt(i + 5))
    ? i
    : -1;
}

/** Whether a target can only be one: it has a scheme, a leading slash, a variable, or is `localhost`. */
function isUrlLike(text: string, from: number, to: number): boolean {
  const first = text[from];
  if (first === undefined || from >= to) {
    return false;
  }
  if (first === "/" || text.startsWith("{{", from) || text.startsWith("${", from)) {
    return true;
  }
  if (first === "*") {
    return to === from + 1;
  }
  if (first === "<") {
    return text.indexOf(">", from) > 0;
  }
  return hasScheme(text, from, to) || isHostAndPort(text, from, to);
}

function hasScheme(text: string, from: number, to: number): boolean {
  let i = from;
  while (i < to && /[A-Za-z0-9+.-]/.test(text[i] ?? "")) {
    i++;
  }
  return i > from && text.startsWith("://", i);
}

/** `localhost`, `localhost:3000/x`, `example.com/x`, `127.0.0.1:8080`. */
function isHostAndPort(text: string, from: number, to: number): boolean {
  let i = from;
  let dotted = false;
  while (i < to && /[A-Za-z0-9.-]/.test(text[i] ?? "")) {
    dotted ||= text[i] === "." && i > from;
    i++;
  }
  const host = text.slice(from, i);
  if (host === "" || (!dotted && host.toLowerCase() !== "localhost" && text[i] !== ":")) {
    return false;
  }
  if (text[i] === ":") {
    const portStart = i + 1;
    i = portStart;
    while (i < to && isDigit(text.charCodeAt(i))) {
      i++;
    }
    if (i === portStart && !text.startsWith("{{", i)) {
      return false;
    }
    return i >= to || text[i] === "/" || text[i] === "?" || text[i] === "{";
  }
  return i >= to || text[i] === "/" || text[i] === "?";
}

/**
 * A request line: `METHOD target [HTTP/x]`. A listed method in upper case takes any target; any other token takes one that is
 * URL-like, and a token in lower or mixed case that no list holds takes an absolute URL or needs the HTTP version.
 */
export function requestLine(text: string, from: number, to: number): RequestLineForm | null {
  const start = skipBlanks(text, from, to);
  const end = trimEndBlanks(text, start, to);
  let i = start;
  while (i < end && isTchar(text.charCodeAt(i))) {
    i++;
  }
  if (i === start) {
    // A method may be a variable where the rest leaves no doubt: `{{method}} https://…`.
    const reference = endOfReference(text, start, end);
    if (reference < 0 || !isWordGap(text.charCodeAt(reference))) {
      return null;
    }
    i = reference;
  }
  if (i >= end || !isWordGap(text.charCodeAt(i))) {
    return null;
  }
  const method = text.slice(start, i);
  const targetStart = skipGap(text, i, end);
  const version = versionStart(text, targetStart, end);
  const targetEnd = version < 0 ? end : trimGap(text, targetStart, version);
  if (targetEnd <= targetStart) {
    return null;
  }
  const urlLike = isUrlLike(text, targetStart, targetEnd);
  const oneWord = endOfWord(text, targetStart, targetEnd) === targetEnd;
  const accepted =
    METHODS.has(method) ||
    (urlLike && METHODS.has(method.toUpperCase())) ||
    (urlLike && version >= 0) ||
    (urlLike && oneWord && (/^[A-Z][A-Z0-9_-]*$/.test(method) || hasScheme(text, targetStart, targetEnd)));
  if (!accepted) {
    return null;
  }
  return {
    method: { start, end: i },
    target: { start: targetStart, end: targetEnd },
    version: version < 0 ? null : { start: version, end },
  };
}

function trimGap(text: string, from: number, to: number): number {
  let i = to;
  while (i > from && isWordGap(text.charCodeAt(i - 1))) {
    i--;
  }
  return i;
}

/** Whether the line's target is URL-like: what tells a request line in a body from a line of prose. */
export function hasUrlLikeTarget(text: string, form: RequestLineForm): boolean {
  return isUrlLike(text, form.target.start, form.target.end);
}

/** A request line without a method: one URL-shaped word, and perhaps the version. */
export function urlOnlyRequestLine(text: string, from: number, to: number): RequestLineForm | null {
  const start = skipBlanks(text, from, to);
  const end = trimEndBlanks(text, start, to);
  const word = endOfWord(text, start, end);
  const version = word < end ? versionStart(text, word, end) : -1;
  if (word < end && (version < 0 || skipGap(text, word, end) !== version)) {
    return null;
  }
  const first = text[start];
  const shaped =
    (first === "/" && /[\w{$<]/.test(text[start + 1] ?? "")) ||
    endOfReference(text, start, word) > 0 ||
    hasScheme(text, start, word) ||
    (text.slice(start, start + 9).toLowerCase() === "localhost" && isHostAndPort(text, start, word));
  return shaped
    ? { method: null, target: { start, end: word }, version: version < 0 ? null : { start: version, end } }
    : null;
}

export interface StatusLineForm {
  readonly version: Range;
  readonly status: Range;
  readonly reason: Range;
}

/** A status line: `HTTP/x NNN [reason]`; the status may be `2xx`, a variable or a placeholder. */
export function statusLine(text: string, from: number, to: number): StatusLineForm | null {
  const start = skipBlanks(text, from, to);
  if (
    to - start < 8 ||
    text.slice(start, start + 5).toUpperCase() !== "HTTP/" ||
    !isDigit(text.charCodeAt(start + 5))
  ) {
    return null;
  }
  const versionEnd = endOfWord(text, start, to);
  const statusStart = skipGap(text, versionEnd, to);
  let statusEnd = endOfReference(text, statusStart, to);
  if (statusEnd < 0) {
    statusEnd = endOfWord(text, statusStart, to);
    const status = text.slice(statusStart, Math.min(statusEnd, statusStart + 80));
    if (!/^([1-9]\d\d|[1-5]xx|<[^<>]+>|\$\{[^{}]+\})$/i.test(status)) {
      return null;
    }
  }
  const end = trimEndBlanks(text, statusEnd, to);
  return {
    version: { start, end: versionEnd },
    status: { start: statusStart, end: statusEnd },
    reason: { start: Math.min(skipGap(text, statusEnd, to), end), end },
  };
}

export interface FieldForm {
  readonly name: Range;
  readonly colon: number;
  readonly value: Range;
}

/**
 * A field line: `Name: value`, blanks allowed before the name and the colon (a finding, not an end of parsing). A name may hold
 * `{{references}}` and, as in a pseudo-header, start with a colon. `name://` is a URL.
 */
export function fieldLine(text: string, from: number, to: number): FieldForm | null {
  const start = skipBlanks(text, from, to);
  let i = text[start] === ":" ? start + 1 : start;
  const nameStart = i;
  while (i < to) {
    if (isTchar(text.charCodeAt(i))) {
      i++;
      continue;
    }
    const reference = endOfReference(text, i, to);
    if (reference < 0) {
      break;
    }
    i = reference;
  }
  if (i === nameStart) {
    return null;
  }
  const colon = skipBlanks(text, i, to);
  if (text[colon] !== ":" || colon >= to || text.startsWith("//", colon + 1)) {
    return null;
  }
  const end = trimEndBlanks(text, colon + 1, to);
  const valueStart = skipBlanks(text, colon + 1, end);
  return { name: { start, end: i }, colon, value: { start: valueStart, end } };
}

export interface DirectiveForm {
  /** The key, without the `@`. */
  readonly key: Range;
  readonly value: Range;
}

/** `# @key value`, `// @key = value`. */
export function directiveLine(text: string, from: number, to: number): DirectiveForm | null {
  let i = skipBlanks(text, from, to);
  const first = text[i];
  while (i < to && (text[i] === "#" || text[i] === "/") && text[i] === first) {
    i++;
  }
  i = skipBlanks(text, i, to);
  if (text[i] !== "@" || i >= to) {
    return null;
  }
  const keyStart = i + 1;
  i = keyStart;
  while (i < to && /[\w.-]/.test(text[i] ?? "")) {
    i++;
  }
  if (i === keyStart) {
    return null;
  }
  const keyEnd = i;
  i = skipBlanks(text, i, to);
  if (text[i] === "=" && i < to) {
    i = skipBlanks(text, i + 1, to);
  }
  const end = trimEndBlanks(text, i, to);
  return { key: { start: keyStart, end: keyEnd }, value: { start: Math.min(i, end), end } };
}

export interface VariableForm {
  readonly name: Range;
  readonly value: Range;
}

/** `@name = value`, `@name := value`, `@global.name = value`. */
export function variableLine(text: string, from: number, to: number): VariableForm | null {
  const at = skipBlanks(text, from, to);
  if (text[at] !== "@") {
    return null;
  }
  let i = at + 1;
  while (i < to && !/[\s=:]/.test(text[i] ?? "")) {
    i++;
  }
  const name = { start: at + 1, end: i };
  i = skipBlanks(text, i, to);
  if (text[i] === ":") {
    i++;
  }
  if (text[i] !== "=" || i >= to || name.end === name.start) {
    return null;
  }
  i = skipBlanks(text, i + 1, to);
  const end = trimEndBlanks(text, i, to);
  return { name, value: { start: Math.min(i, end), end } };
}

/** `...`, `…`, `[...]`, `(snip)`, `# ...`: lines that the author left out. `...name` is a spread, not an elision. */
export function isElision(line: string): boolean {
  const text = line.trim();
  if (text.length > 120) {
    return false;
  }
  return (
    /^[.…⋮⋯ ]*(\.{3}|…|⋮|⋯|\. \. \.)[.…⋮⋯ ]*$/.test(text) ||
    /^[[(<](\.{3,}|…|snip)[^\])>]*[\])>]$/i.test(text) ||
    /^(#|\/\/)\s*(\.{3,}|…)/.test(text) ||
    /^(#|\/\/|<!--)\s*[^#]*\b(omitted|elided|left out|snip|(other|more|further) (headers?|fields?|lines?))\b/i.test(
      text,
    ) ||
    (/^(\.{3,}|…)/.test(text) && !/^\.{3}[A-Za-z_$]/.test(text))
  );
}

/**
 * A line in a head that stands for fields which are not shown: `{{headers}}`, `${headers}`, `<other headers>`, `[more headers]`,
 * `(headers omitted)`, `<!-- … -->`, `etc.`
 */
export function standsForFields(line: string): boolean {
  const text = line.trim();
  return (
    text.length <= 120 &&
    (/^\{\{[^{}]+\}\}$/.test(text) ||
      /^\$\{[^{}]+\}$/.test(text) ||
      /^<[A-Za-z][\w ,.'-]*>$/.test(text) ||
      /^\[[A-Za-z][\w ,.'-]*\]$/.test(text) ||
      /^\([A-Za-z][\w ,.'-]*\)$/.test(text) ||
      /^<!--.*-->$/.test(text) ||
      /^etc\.?$/i.test(text))
  );
}
