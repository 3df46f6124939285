import { headerNamed } from "../headers/headers";
import type { HeaderName } from "../headers/table";
import type { SentField, SentRequest } from "./sent-request";

/** Headers that curl adds, with the same value or a better one. */
const ADDED_BY_CURL: ReadonlySet<string> = new Set(["content-length"]);

/** A request as a `curl` command for a POSIX shell, one option per line. */
export function asCurl({ method, url, fields, body }: SentRequest): string {
  const sent = fields.filter((field) => !ADDED_BY_CURL.has(field.name.toLowerCase()) && !isHostOf(field, url));
  const has = (name: HeaderName) => sent.some((field) => headerNamed(field.name) === name);
  const options = [
    // Without these options, curl treats braces and brackets in a URL as patterns and removes dot segments.
    ...(/[{}[\]]/.test(url) ? ["--globoff"] : []),
    ...(/\/\.\.?(\/|$|[?#])/.test(url) ? ["--path-as-is"] : []),
    ...methodOption(method, body !== null),
    quoted(url.includes("{{") ? url : url.replaceAll('"', "%22")),
  ].join(" ");
  return [
    `curl ${options}`,
    ...sent.map(({ name, value }) => `-H ${quoted(value === "" ? `${name};` : `${name}: ${value}`)}`),
    ...(has("Accept-Encoding") ? ["--compressed"] : []),
    // Without a Content-Type, curl would send a form's.
    ...(body !== null && !has("Content-Type") ? [`-H ${quoted("Content-Type:")}`] : []),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(" \\\n  ");
}

function methodOption(method: string, hasBody: boolean): string[] {
  if (method === "HEAD" && !hasBody) {
    return ["-I"];
  }
  return method === (hasBody ? "POST" : "GET") ? [] : [`-X ${/^[A-Za-z]+$/.test(method) ? method : quoted(method)}`];
}

function isHostOf({ name, value }: SentField, url: string): boolean {
  const authority = /^[^:/?#]+:\/\/([^/?#]*)/.exec(url)?.[1] ?? "";
  return headerNamed(name) === "Host" && value.toLowerCase() === authority.toLowerCase();
}

/**
 * Quotes text for a POSIX shell. Control characters other than line breaks need the form with escapes. A line that would end the command in an
 * `.http` file needs it too.
 */
function quoted(text: string): string {
  return isPlain(text)
    ? `'${text.replaceAll("'", "'\\''")}'`
    : `$'${text.replace(/[\\'\p{Cc}]/gu, (character) => ANSI_ESCAPES.get(character) ?? hexEscape(character))}'`;
}

function isPlain(text: string): boolean {
  return !/[^\P{Cc}\n]/u.test(text) && !/^###/m.test(text);
}

const ANSI_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["'", "\\'"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function hexEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
