import { HEADER_NAMES } from "../headers/headers";
import { escaped, utf8Decoded } from "../text/bytes";
import { printable, UNPRINTABLE } from "../text/printable";
import { withoutSecrets } from "./secret-texts";

/** The forms in which a private value may be in a text, and how each is found there. */

/** Shorter texts are parts of too many words by chance, so they are found only as whole words. */
const MIN_LENGTH_WITHIN_WORDS = 6;

export function isLong(form: string): boolean {
  return form.length >= MIN_LENGTH_WITHIN_WORDS;
}

export function patternOf(form: string): string {
  const written = writtenIn(form);
  // An escape ends with a letter or a digit, but not a word.
  return isLong(form)
    ? written
    : `(?:(?<![\\p{L}\\p{N}_])|(?<=%[\\da-fA-F]{2}|\\\\u[\\dA-F]{4}))${written}(?![\\p{L}\\p{N}_])`;
}

/**
 * The ways to write a text: each of its characters that some encoder encodes, as it is, percent-encoded once or twice, and as the escape or the
 * sign that is shown in its place; several spaces and control characters also as a single one.
 */
export function writtenIn(form: string): string {
  return form.replace(/[\s\p{Cc}]+|[^A-Za-z0-9_]/gu, (run) => {
    const each = Array.from(run, (character) => `(?:${waysToWrite(character).join("|")})`).join("");
    return /^[\s\p{Cc}]/u.test(run) ? `(?:${each}|[ \\ufffd])` : each;
  });
}

function waysToWrite(character: string): string[] {
  const literal = character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  const bytes = encoded(character);
  return [
    literal,
    ...bytes,
    ...bytes.map((one) => one.replaceAll("%", "%25")),
    ...(/[^ -~]/.test(character) ? [escaped(character).replaceAll("\\", "\\\\")] : []),
    ...(UNPRINTABLE_ALONE.test(character) ? ["\\ufffd", printable(character)] : []),
    ...(character === " " ? ["\\+"] : []),
  ];
}

const UNPRINTABLE_ALONE = new RegExp(`^${UNPRINTABLE.source}$`, "u");

/** A character percent-encoded, as a pattern for hexadecimal digits in any case; none for a lone surrogate. */
function encoded(character: string): string[] {
  try {
    const bytes = encodeURIComponent(character);
    const all = bytes === character ? `%${character.charCodeAt(0).toString(16).padStart(2, "0")}` : bytes;
    return [all.replace(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`)];
  } catch {
    return [];
  }
}

/** Words of HTTP and CORS. A value that is one of them says nothing about anybody, and replacing it would change what we write. */
const PROTOCOL_WORDS: ReadonlySet<string> = new Set(
  [
    ...HEADER_NAMES.flatMap((name) => [name, ...name.split("-")]),
    ...["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"],
    ...["http", "https", "ws", "wss", "localhost", "null", "true", "false", "omit", "include"],
    ...["cors", "no-cors", "same-origin", "cross-origin", "fetch", "content", "browser", "browsers"],
  ].map((word) => word.toLowerCase()),
);

/** Whether a text could reveal something: it isn't a word of the protocol, a status, or very short. */
function isTelling(form: string): boolean {
  return (
    form.length > 2 &&
    /[\p{L}\p{N}]/u.test(form) &&
    !/^(?:\d{3}|127\.[\d.]*|\[::1\])$/.test(form) &&
    !PROTOCOL_WORDS.has(form.toLowerCase())
  );
}

/** A private value, and the texts that algorithms make of it. How they encode its characters is a matter of `writtenIn`. */
export function formsOf(value: string): Set<string> {
  const items = value.split(",").map((item) => item.trim());
  const own = [value, value.trim(), ...(items.length > 1 ? items : []), ...urlForms(value)];
  const forms = own.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase()]);
  // Messages show a value without backticks and a URL without its secrets, and consoles show bytes as text.
  const shown = forms.flatMap((form) => [form.replaceAll("`", "'"), withoutSecrets(form), utf8Decoded(form)]);
  return new Set([...forms, ...shown].filter(isTelling));
}

function afterHost({ pathname, search, hash }: URL): string {
  return pathname + search + hash;
}

/** The forms that a URL parser gives a URL, a host, or a part of a URL. */
function urlForms(value: string): string[] {
  const whole = urlOf(value);
  const host = urlOf(`https://${value}`);
  const part = urlOf(`https://host/${value.replace(/^\//, "")}`);
  const query = urlOf(`https://host/?${value}`);
  return [
    ...(whole === null
      ? []
      : [whole.href, whole.origin, whole.host, whole.hostname, whole.port, whole.protocol.slice(0, -1)]),
    ...(host === null ? [] : [host.host, host.hostname]),
    // A URL where a host belongs: its scheme becomes the host.
    ...(host?.pathname.startsWith("//") === true ? [host.pathname.slice(2), afterHost(host).slice(2)] : []),
    ...(part === null ? [] : [part.pathname.slice(1), afterHost(part).slice(1)]),
    ...(query === null ? [] : [query.search.slice(1)]),
  ];
}

function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
