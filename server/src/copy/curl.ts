import type { SentField, SentRequest } from "./sent-request";

/** What curl sends by itself, in the same value or a better one. */
const ADDED_BY_CURL: ReadonlySet<string> = new Set(["content-length"]);

/** A request as a `curl` command for a POSIX shell, one option a line. */
export function asCurl({ method, url, fields, body }: SentRequest): string {
  const sent = fields.filter((field) => !ADDED_BY_CURL.has(field.name.toLowerCase()) && !isHostOf(field, url));
  const has = (name: string) => sent.some((field) => field.name.toLowerCase() === name);
  const options = [
    // Braces and brackets in a URL are patterns to curl, and dots are removed, unless it is told otherwise.
    ...(/[{}[\]]/.test(url) ? ["--globoff"] : []),
    ...(/\/\.\.?(\/|$|[?#])/.test(url) ? ["--path-as-is"] : []),
    ...methodOption(method, body !== null),
    quoted(url.includes("{{") ? url : url.replaceAll('"', "%22")),
  ].join(" ");
  return [
    `curl ${options}`,
    ...sent.map(({ name, value }) => `-H ${quoted(value === "" ? `${name};` : `${name}: ${value}`)}`),
    ...(has("accept-encoding") ? ["--compressed"] : []),
    // Without a type curl would send that of a form.
    ...(body !== null && !has("content-type") ? [`-H ${quoted("Content-Type:")}`] : []),
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
  return name.toLowerCase() === "host" && value.toLowerCase() === authority.toLowerCase();
}

/**
 * A word for a shell that says exactly this. Control characters but line breaks need the form with escapes; so does a line that would end the
 * command where it is put into an `.http` file.
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
