import { lineFrom } from "../text/lines";
import { CHROMIUM, CHROMIUM_NETWORK, CHROMIUM_TAILS } from "./chromium";
import { FIREFOX, FIREFOX_TAILS } from "./firefox";
import type { ConsoleMessage, FoundMessage, MessageSource } from "./message";
import { type PlainText, plainText } from "./plain-text";
import { messageStarts } from "./prefix";
import { PROTOCOL } from "./protocol";
import { SCRIPT, SCRIPT_ALONE, SCRIPT_TAILS } from "./script";
import { beginningsOf, compiled, type Facts, matchAt, type Row, type Template } from "./template";
import { WEBKIT, WEBKIT_TAILS } from "./webkit";

/** More than a message has with its URLs, and than a copy of it and of the lines about the same request. */
const MAX_LENGTH = 16_000;
const MAX_LINES = 16;

interface Family {
  readonly source: MessageSource;
  readonly templates: readonly Template[];
  /** What may follow a message, each any number of times. */
  readonly tails: readonly Template[];
}

/** Old versions of Chromium print some of WebKit's messages; what is Chromium's alone comes first. */
const FAMILIES: readonly Family[] = [
  family("chromium", [...CHROMIUM, ...CHROMIUM_NETWORK], CHROMIUM_TAILS),
  family("firefox", FIREFOX, FIREFOX_TAILS),
  family("webkit", WEBKIT, WEBKIT_TAILS),
  family("protocol", PROTOCOL, []),
  family("script", SCRIPT, SCRIPT_TAILS),
];
const ALONE: readonly Family[] = [family("script", SCRIPT_ALONE, SCRIPT_TAILS)];

function family(source: MessageSource, rows: readonly Row[], tails: readonly Row[]): Family {
  return { source, templates: compiled(rows), tails: compiled(tails) };
}

/** The beginnings of all messages: most lines of a document have none of them. */
const BEGINNING = beginningsOf(FAMILIES.flatMap(({ templates }) => templates));
const BEGINNING_HERE = new RegExp(BEGINNING, "y");
const BEGINNING_ANYWHERE = new RegExp(`(?<![\\w-])(?:${BEGINNING})`, "g");

/**
 * The message that starts in the line at `from`, after prefixes such as `[Error] ` and `file.js:12 `. It may go on over the next lines: in a
 * copy with line breaks, and with the other lines that the browser prints for the same request.
 * @param to the end of the text that may belong to it.
 * @returns null if there is none. The range is the browser's own text.
 */
export function consoleMessageAt(text: string, from: number, to: number): FoundMessage | null {
  const line = lineFrom(text, from);
  for (const start of messageStarts(text, from, Math.min(line.end, to))) {
    BEGINNING_HERE.lastIndex = start;
    if (BEGINNING_HERE.test(text)) {
      const plain = plainText(text, start, endOfCopy(text, start, to));
      const found = reportAt(plain, 0, FAMILIES);
      if (found !== null) {
        return inSource(found, 0, plain);
      }
    }
  }
  return null;
}

/** Where a message that starts at `from` ends at the latest. */
function endOfCopy(text: string, from: number, to: number): number {
  const end = Math.min(to, from + MAX_LENGTH);
  let at = from;
  for (let i = 0; i < MAX_LINES && at < end; i++) {
    at = lineFrom(text, at).next;
  }
  return Math.min(at, end);
}

/** All messages in a text that someone pasted, in order. Unlike in a document, anything may precede a message in its line. */
export function consoleMessagesIn(text: string): readonly FoundMessage[] {
  const plain = plainText(text, 0, text.length);
  const messages: FoundMessage[] = [];
  let from = 0;
  for (;;) {
    BEGINNING_ANYWHERE.lastIndex = from;
    const begins = BEGINNING_ANYWHERE.exec(plain.text);
    if (begins === null) {
      return messages.length > 0 ? messages : messageAlone(plain);
    }
    const found = reportAt(plain, begins.index, FAMILIES);
    if (found !== null) {
      messages.push(inSource(found, begins.index, plain));
    }
    from = found?.end ?? begins.index + 1;
  }
}

/** The message if the text is one and has nothing else. */
function messageAlone(plain: PlainText): readonly FoundMessage[] {
  for (const start of messageStarts(plain.text, 0, plain.text.length)) {
    const found = messageAt(plain, start, ALONE);
    if (found !== null && /^[\s"'`.]*$/.test(plain.text.slice(found.end))) {
      return [inSource(found, start, plain)];
    }
  }
  return [];
}

/** A message and where it ends in the plain text. */
interface Found {
  readonly message: ConsoleMessage;
  readonly end: number;
}

function inSource({ message, end }: Found, start: number, plain: PlainText): FoundMessage {
  return { start: plain.offset(start), end: plain.offset(end - 1) + 1, message };
}

/** A message, with what the next lines say about the same request. */
function reportAt(plain: PlainText, at: number, families: readonly Family[]): Found | null {
  let found = messageAt(plain, at, families);
  while (found !== null) {
    const next = messageInNextLine(plain, found.end);
    if (next === null || !isOfSameRequest(found.message, next.message)) {
      return found;
    }
    found = { message: completed(found.message, next.message), end: next.end };
  }
  return null;
}

/** Copies have more lines without a text than this only between unrelated messages. */
const MAX_EMPTY_LINES = 4;

/** The message in the next line that has more than a prefix; null if that line has another text. */
function messageInNextLine(plain: PlainText, at: number): Found | null {
  let from = plain.lineEnd(at) + 1;
  for (let i = 0; i < MAX_EMPTY_LINES && from < plain.text.length; i++) {
    const end = Math.max(from, plain.lineEnd(from));
    let isOnlyPrefix = false;
    for (const start of messageStarts(plain.text, from, end)) {
      BEGINNING_HERE.lastIndex = start;
      const found = BEGINNING_HERE.test(plain.text) ? messageAt(plain, start, FAMILIES) : null;
      if (found !== null) {
        return found;
      }
      isOnlyPrefix = start === end;
    }
    if (!isOnlyPrefix) {
      return null;
    }
    from = end + 1;
  }
  return null;
}

/** Whether a message only says again, or in general, that the request failed about which a browser has printed one. */
function isOfSameRequest(message: ConsoleMessage, next: ConsoleMessage): boolean {
  const isOfSameBrowser = next.source === message.source || next.source === "script";
  const saysNoMore =
    next.check === null ||
    next.check === "unnamed" ||
    next.id === message.id ||
    (next.id === "CORSDidNotSucceed" && next.status === null) ||
    // Firefox then checks the response again, as if it had followed the redirect.
    (message.id === "CORSExternalRedirectNotAllowed" && message.source === next.source);
  const isSameUrl = next.url === null || message.url === null || next.url === message.url;
  return isOfSameBrowser && saysNoMore && isSameUrl && message.check !== null && !message.isWarning;
}

/** @returns the message with what only the next one says. */
function completed(
  message: ConsoleMessage,
  { initiator, url, origin, status, method }: ConsoleMessage,
): ConsoleMessage {
  return {
    ...message,
    initiator: message.initiator ?? initiator,
    url: message.url ?? url,
    origin: message.origin ?? origin,
    status: message.status ?? status,
    method: message.method ?? method,
  };
}

function messageAt(plain: PlainText, at: number, families: readonly Family[]): Found | null {
  for (const { source, templates, tails } of families) {
    const match = matchAt(plain, at, templates);
    if (match !== null) {
      let { facts, end } = match;
      for (let tail = matchAt(plain, end, tails); tail !== null; tail = matchAt(plain, end, tails)) {
        facts = { ...tail.facts, ...facts };
        end = tail.end;
      }
      return { message: messageOf(source, facts), end };
    }
  }
  return null;
}

const NOTHING_SAID: Omit<ConsoleMessage, "source"> = {
  id: "",
  check: null,
  stage: null,
  isWarning: false,
  initiator: null,
  url: null,
  firstUrl: null,
  origin: null,
  redirectUrl: null,
  status: null,
  header: null,
  value: null,
  method: null,
  requestHeader: null,
};

function messageOf(source: MessageSource, facts: Facts): ConsoleMessage {
  const message = { ...NOTHING_SAID, source, ...facts };
  // Chromium names the target of a redirect that it doesn't follow as the URL that was redirected to.
  return message.check === "scheme" && message.firstUrl !== null
    ? {
        ...message,
        check: "redirect-scheme",
        stage: "redirect",
        header: "Location",
        url: message.firstUrl,
        firstUrl: null,
        redirectUrl: message.url,
      }
    : message;
}
