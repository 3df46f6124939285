import { isBlank, skipBlanks, trimEndBlanks } from "../text/characters";
import type { Range } from "../text/range";
import { endOfReference, endOfWord, isDigit, isGap, isLetter, isTchar, skipGap, trimGap } from "./characters";
import { bareField } from "./field-line";
import { endWithoutNote } from "./note";

/** HTTP methods, and the words that editors use in the same place for other protocols. */
const METHODS = new Set(
  (
    "GET HEAD POST PUT DELETE PATCH OPTIONS CONNECT TRACE QUERY LOCK UNLOCK PROPFIND PROPPATCH COPY MOVE MKCOL MKCALENDAR ACL SEARCH " +
    "REPORT MERGE CHECKOUT CHECKIN MKACTIVITY MKWORKSPACE VERSION-CONTROL BASELINE-CONTROL PURGE LIST GRAPHQL GRPC WS WSS WEBSOCKET SSE " +
    "EVENTSOURCE MQTT MQTTS AMQP RSOCKET PUB SUB RSET HMSET EVAL LOAD SSH NVIM"
  ).split(" "),
);

/** The first words of requests, commands and responses, up to the text after them. */
const STARTS = [...METHODS, "curl", "HTTP/1.1", "HTTP/1.0", "HTTP/2", "HTTP/3"].map((word) => `${word} `);

/** Whether a line is the beginning of a start line and nothing else, as while someone types it. */
export function mayBeginMessage(line: string): boolean {
  return STARTS.some((start) => start.startsWith(line));
}

export interface RequestLineForm {
  /** Null if the method is left out, which means GET. */
  readonly method: Range | null;
  readonly target: Range;
  readonly version: Range | null;
}

/** JetBrains writes this after the version for HTTP/2 without an upgrade. */
const PRIOR_KNOWLEDGE = "(Prior Knowledge)";

/**
 * The start of the `HTTP/x` that ends a line, or -1. The version is the last word, as in `HTTP/1.1` or `http/2`, or the last two: `HTTP 1.1`.
 */
function versionStart(text: string, from: number, to: number): number {
  const prior = to - PRIOR_KNOWLEDGE.length;
  const end = prior > from && text.startsWith(PRIOR_KNOWLEDGE, prior) ? trimGap(text, from, prior) : to;
  let i = end;
  while (i > from && !isGap(text.charCodeAt(i - 1))) {
    i--;
  }
  return i > from && isVersion(text, i, end) ? i : spacedVersionStart(text, from, i, end);
}

function spacedVersionStart(text: string, from: number, number: number, to: number): number {
  const end = trimGap(text, from, number);
  const start = end - "HTTP".length;
  return start > from &&
    isGap(text.charCodeAt(start - 1)) &&
    text.startsWith("HTTP", start) &&
    /^\d(\.\d)?$/.test(text.slice(number, Math.min(to, number + 4)))
    ? start
    : -1;
}

/** Whether a word is `HTTP/1.1`, `http/2` and the like. */
export function isVersion(text: string, from: number, to: number): boolean {
  return (
    to - from >= 6 &&
    to - from <= 10 &&
    isDigit(text.charCodeAt(from + 5)) &&
    text.slice(from, from + 5).toUpperCase() === "HTTP/"
  );
}

/** Whether a word is unmistakably a target: it has a scheme, a leading slash, a variable, a placeholder, or a host. */
export function isUrlLike(text: string, from: number, to: number): boolean {
  if (from >= to) {
    return false;
  }
  switch (text[from]) {
    case "/":
      return true;
    case "{":
      return text[from + 1] === "{";
    case "$":
      return text[from + 1] === "{";
    case "*":
      return to === from + 1;
    case "<":
      return text.slice(from, Math.min(to, from + 200)).includes(">");
    default:
      return hasScheme(text, from, to) || isHostAndPort(text, from, to);
  }
}

/** RFC 3986 section 3.1. The first character may be any of them. */
export function hasScheme(text: string, from: number, to: number): boolean {
  return /^[A-Za-z\d+.-]+:\/\//.test(text.slice(from, to));
}

/** `localhost`, `localhost:3000/x`, `example.com/x`, `127.0.0.1:8080`. */
const HOST_AND_PORT = /^(?:(?:localhost|[a-z\d.-][a-z\d-]*\.[a-z\d.-]*)(?:[/?]|$)|[a-z\d.-]+:(?:\d+(?:[/?{]|$)|\{\{))/i;

function isHostAndPort(text: string, from: number, to: number): boolean {
  return HOST_AND_PORT.test(text.slice(from, to));
}

/**
 * A request line: `METHOD target [HTTP/x]`. A listed method in upper case allows any target. Any other token needs a URL-like target; one in
 * lower or mixed case that isn't listed also needs an absolute URL or the HTTP version. A word that isn't a token needs both a URL-like target
 * and the version: then it was meant to be a method.
 */
export function requestLine(text: string, from: number, to: number): RequestLineForm | null {
  const start = skipBlanks(text, from, to);
  let i = start;
  while (i < to && isTchar(text.charCodeAt(i))) {
    i++;
  }
  if (i === start) {
    // The method may be a variable if the rest is unambiguous: `{{method}} https://…`.
    i = endOfReference(text, start, to);
  }
  if (bareField(text, start, to) !== null) {
    return null;
  }
  const isToken = i < 0 || i >= to || isGap(text.charCodeAt(i));
  if (!isToken && isLetter(text.charCodeAt(start))) {
    i = endOfWord(text, start, Math.min(to, start + MAX_INVALID_METHOD + 1));
  }
  if (i < 0 || i >= to || !isGap(text.charCodeAt(i))) {
    return null;
  }
  const targetStart = skipGap(text, i, to);
  if (targetStart >= to) {
    return null;
  }
  const end = endWithoutNote(text, targetStart, trimEndBlanks(text, targetStart, to));
  const version = versionStart(text, targetStart, end);
  const targetEnd = version < 0 ? end : trimGap(text, targetStart, version);
  if (
    targetEnd <= targetStart ||
    !(isToken
      ? isMethodFor(text, start, i, targetStart, targetEnd, version >= 0)
      : version >= 0 && isUrlLike(text, targetStart, targetEnd) && !text.slice(start, i).includes(":"))
  ) {
    return null;
  }
  return {
    method: { start, end: i },
    target: { start: targetStart, end: targetEnd },
    version: version < 0 ? null : { start: version, end },
  };
}

/** The greatest length of a method that isn't a token. */
const MAX_INVALID_METHOD = 20;

function isMethodFor(
  text: string,
  start: number,
  end: number,
  targetStart: number,
  targetEnd: number,
  hasVersion: boolean,
): boolean {
  const method = text.slice(start, end);
  if (METHODS.has(method)) {
    return true;
  }
  return (
    isUrlLike(text, targetStart, targetEnd) &&
    (hasVersion ||
      METHODS.has(method.toUpperCase()) ||
      (endOfWord(text, targetStart, targetEnd) === targetEnd &&
        (/^[A-Z][A-Z0-9_-]*$/.test(method) || hasScheme(text, targetStart, targetEnd))))
  );
}

/** Whether browsers and most tools send a body with the method, so that the text below the head is one. */
export function takesBody(text: string, { method }: RequestLineForm): boolean {
  return method !== null && !/^(GET|HEAD)$/i.test(text.slice(method.start, method.end));
}

export function isOptions(text: string, { method }: RequestLineForm): boolean {
  return method !== null && text.slice(method.start, method.end).toUpperCase() === "OPTIONS";
}

/** Whether the line's target is URL-like, which distinguishes a request line in a body from prose. */
export function hasUrlLikeTarget(text: string, form: RequestLineForm): boolean {
  return isUrlLike(text, form.target.start, form.target.end);
}

/** A request line without a method: one URL-shaped word, optionally followed by the version. */
export function urlOnlyRequestLine(text: string, from: number, to: number): RequestLineForm | null {
  const start = skipBlanks(text, from, to);
  if (!isUrlShaped(text, start, to)) {
    return null;
  }
  const end = endWithoutNote(text, start, trimEndBlanks(text, start, to));
  const word = endOfUrl(text, start, end);
  const version = word < end ? versionStart(text, word, end) : -1;
  return word < end && (version < 0 || skipGap(text, word, end) !== version)
    ? null
    : { method: null, target: { start, end: word }, version: version < 0 ? null : { start: version, end } };
}

/** The end of a word that may contain references with spaces in them. */
export function endOfUrl(text: string, from: number, to: number): number {
  let i = from;
  let mayHoldReferences = true;
  while (i < to && !isGap(text.charCodeAt(i))) {
    const isOpening: boolean = mayHoldReferences && text[i] === "{" && text[i + 1] === "{";
    const end: number = isOpening ? endOfReference(text, i, to) : -1;
    // If one reference isn't closed, no later one is either, so each closing is searched only once.
    mayHoldReferences &&= !isOpening || end > 0;
    i = Math.max(i + 1, end);
  }
  return i;
}

function isUrlShaped(text: string, start: number, to: number): boolean {
  switch (text[start]) {
    case "/":
      return start + 1 < to && /[\w{$<]/.test(text.charAt(start + 1));
    case "{":
      return endOfReference(text, start, to) > 0;
    default: {
      const word = endOfWord(text, start, to);
      return (
        hasScheme(text, start, word) ||
        (text.slice(start, start + 9).toLowerCase() === "localhost" && isHostAndPort(text, start, word))
      );
    }
  }
}

/** The version that ends a request line that is split over several lines; null if its last line has none. */
export function versionAtEnd(text: string, first: number, to: number): Range | null {
  const end = trimEndBlanks(text, first, to);
  const start = isVersionLine(text, first, to) ? first : versionStart(text, first, end);
  return start < 0 ? null : { start, end };
}

/** Whether a line has only the HTTP version: the end of a request line that is split over several lines. */
export function isVersionLine(text: string, first: number, to: number): boolean {
  return isVersion(text, first, trimEndBlanks(text, first, to)) && !isBlank(text.charCodeAt(first));
}
