import { lineFrom } from "../text/lines";
import { CHROMIUM, CHROMIUM_TAILS } from "./chromium";
import { FIREFOX, FIREFOX_TAILS } from "./firefox";
import type { ConsoleMessage, FoundMessage, MessageSource } from "./message";
import { type PlainText, plainText } from "./plain-text";
import { messageStarts } from "./prefix";
import { beginnings, compiled, type Facts, matchAt, type Template } from "./template";
import { WEBKIT, WEBKIT_TAILS } from "./webkit";

/** Longer than a message with its URLs. */
const MAX_LENGTH = 16_000;

interface Family {
  readonly source: MessageSource;
  readonly templates: readonly Template[];
  /** What may follow a message, each any number of times. */
  readonly tails: readonly Template[];
}

/** Old versions of Chromium print some of WebKit's messages; what is Chromium's alone comes first. */
const FAMILIES: readonly Family[] = [
  { source: "chromium", templates: compiled(CHROMIUM), tails: compiled(CHROMIUM_TAILS) },
  { source: "firefox", templates: compiled(FIREFOX), tails: compiled(FIREFOX_TAILS) },
  { source: "webkit", templates: compiled(WEBKIT), tails: compiled(WEBKIT_TAILS) },
];

/** The first words of all messages: most lines of a document have none of them. */
const BEGINNING = beginningsPattern(FAMILIES.flatMap(({ templates }) => beginnings(templates)));
const BEGINNING_HERE = new RegExp(BEGINNING, "y");
const BEGINNING_ANYWHERE = new RegExp(`(?<![\\w-])(?:${BEGINNING})`, "g");

/**
 * The message that starts in the line at `from`, after prefixes such as `[Error] ` and `file.js:12 `. It may go on over the next lines.
 * @param to the end of the text that may belong to it.
 * @returns null if there is none. The range is the browser's own text.
 */
export function consoleMessageAt(text: string, from: number, to: number): FoundMessage | null {
  const line = lineFrom(text, from);
  for (const start of messageStarts(text, from, Math.min(line.end, to))) {
    BEGINNING_HERE.lastIndex = start;
    if (BEGINNING_HERE.test(text)) {
      const plain = plainText(text, start, Math.min(to, start + MAX_LENGTH));
      const found = messageIn(plain, 0);
      if (found !== null) {
        return { start, end: plain.offset(found.end - 1) + 1, message: found.message };
      }
    }
  }
  return null;
}

/** All messages in a text that someone pasted, in order. Unlike in a document, anything may precede a message in its line. */
export function consoleMessagesIn(text: string): readonly FoundMessage[] {
  const plain = plainText(text, 0, text.length);
  const messages: FoundMessage[] = [];
  BEGINNING_ANYWHERE.lastIndex = 0;
  for (
    let begins = BEGINNING_ANYWHERE.exec(plain.text);
    begins !== null;
    begins = BEGINNING_ANYWHERE.exec(plain.text)
  ) {
    const found = messageIn(plain, begins.index);
    if (found !== null) {
      messages.push({
        start: plain.offset(begins.index),
        end: plain.offset(found.end - 1) + 1,
        message: found.message,
      });
      BEGINNING_ANYWHERE.lastIndex = found.end;
    }
  }
  return messages;
}

function messageIn(plain: PlainText, at: number): { readonly message: ConsoleMessage; readonly end: number } | null {
  for (const { source, templates, tails } of FAMILIES) {
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
  return { ...NOTHING_SAID, source, ...facts };
}

/** A pattern for the starts of some texts, in plain text or not. */
function beginningsPattern(texts: readonly string[]): string {
  const firstWords = texts.map((text) => /^\S+(?: \S+)?/.exec(text)?.[0] ?? text);
  return [...new Set(firstWords)]
    .map((words) =>
      words
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replace(/'/g, "['‘’]")
        .replace(/ /g, "\\s+"),
    )
    .join("|");
}
