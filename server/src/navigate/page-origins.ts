import { parseSerializedOrigin } from "../cors/origin";
import { originParts } from "../exchange/cors-directive";
import { headerNamed } from "../headers/headers";
import type { HeaderName } from "../headers/table";
import { type HttpDocument, type Message, messagesOf, type Part } from "../http/tree";
import type { Anchor, Range } from "../text/range";
import { type VariableName, variableNames } from "./variables";

/** A place where the document names a page's origin, as browsers serialize it. Offsets in the document. */
export interface PageOriginName extends Range {
  readonly origin: string;
  /** Whether it can be renamed: not in a command or a transcript. */
  readonly writable: boolean;
}

/**
 * The places where a document names a page's origin: in `Origin`, `Access-Control-Allow-Origin`, `Timing-Allow-Origin` and `# @cors`, at the
 * beginning of `Referer`, and as the value of a variable that is used for nothing else. The URLs of requests name servers, even if a page
 * has the same origin.
 */
export function pageOriginNames(document: HttpDocument): PageOriginName[] {
  const words = [
    ...messagesOf(document).flatMap((message) => wordsOf(document, message)),
    ...[...document.topDirectives, ...messagesOf(document).flatMap(directivesOf)].flatMap((directive) => {
      return originParts(directive).map((origin) => wordAt(document, directive, origin, true));
    }),
  ];
  const byStart = new Map([...words, ...definedIn(document, words)].map((word) => [word.start, word]));
  return [...byStart.values()]
    .filter(({ origin }) => parseSerializedOrigin(origin) !== null)
    .sort((a, b) => a.start - b.start);
}

const ORIGIN_FIELDS: Readonly<Record<Message["kind"], readonly HeaderName[]>> = {
  request: ["Origin"],
  response: ["Access-Control-Allow-Origin", "Timing-Allow-Origin"],
  fragment: ["Origin", "Access-Control-Allow-Origin", "Timing-Allow-Origin"],
};

/** The words of a message that are in place of an origin, if they are typed literally: a command may have quotes in between. */
function wordsOf(document: HttpDocument, message: Message): PageOriginName[] {
  const { writable } = message;
  const from = document.startOf(message);
  return message.fields.flatMap(({ name, value }) => {
    const header = headerNamed(name.text);
    if (document.text.slice(from + value.start, from + value.end) !== value.text) {
      return [];
    }
    if (header !== null && ORIGIN_FIELDS[message.kind].includes(header)) {
      return [...value.text.matchAll(/[^\s,]+/g)].map(({ index, 0: text }) =>
        wordAt(
          document,
          message,
          { start: value.start + index, end: value.start + index + text.length, text },
          writable,
        ),
      );
    }
    const [origin] = header === "Referer" && message.kind === "request" ? (REFERER_ORIGIN.exec(value.text) ?? []) : [];
    return origin === undefined
      ? []
      : [wordAt(document, message, { start: value.start, end: value.start + origin.length, text: origin }, writable)];
  });
}

const REFERER_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+/;

function wordAt(document: HttpDocument, anchor: Anchor, part: Part, writable: boolean): PageOriginName {
  return { ...document.rangeOf({ anchor, range: part }), origin: part.text, writable };
}

function directivesOf(message: Message) {
  return message.kind === "request" ? message.directives : [];
}

/** The values of variables that are only used as a whole origin. */
function definedIn(document: HttpDocument, words: readonly PageOriginName[]): PageOriginName[] {
  const wholes = new Set(words.map(({ start, end }) => `${start} ${end}`));
  const byName = new Map<string, VariableName[]>();
  for (const one of variableNames(document)) {
    const names = byName.get(one.name) ?? [];
    byName.set(one.name, names);
    names.push(one);
  }
  return [...byName.values()].flatMap((names) => {
    const uses = names.filter(({ role }) => role === "use");
    const isPage = ({ reach }: VariableName) => wholes.has(`${reach.start} ${reach.end}`);
    return uses.length > 0 && uses.every(isPage)
      ? names.flatMap(({ value }) =>
          value === null ? [] : [{ ...value, origin: document.text.slice(value.start, value.end), writable: true }],
        )
      : [];
  });
}
