import { isOAuthParameter, isSecretHeader, soundsSecret } from "../headers/secret-names";
import type { Range } from "../text/range";

/** The text in place of a secret. */
export const HIDDEN = "…";

/** A text with every secret that its form reveals replaced: in URLs, in query strings and in header lines. */
export function withoutSecrets(text: string): string {
  return withoutRanges(text, secretsIn(text));
}

/** The value of a header to show: the scheme of credentials, and the names and attributes of cookies, are kept. */
export function shownFieldValue(name: string, value: string): string {
  return withoutRanges(value, secretsInField(name, value));
}

/** @param ranges in order, not overlapping. */
export function withoutRanges(text: string, ranges: readonly Range[]): string {
  let shown = "";
  let from = 0;
  for (const { start, end } of ranges) {
    shown += text.slice(from, start) + HIDDEN;
    from = end;
  }
  return from === 0 ? text : shown + text.slice(from);
}

/** Schemes that are followed by credentials. A word that isn't one of them may be a part of a secret. */
const SCHEMES =
  "AWS4-HMAC-SHA256|ApiKey|Basic|Bearer|Digest|DPoP|Hawk|HOBA|MAC|Mutual|Negotiate|NTLM|OAuth|PrivateToken|SCRAM-SHA-(?:1|256)|SharedKey|Signature|Token|vapid";
const SCHEME = new RegExp(`^(?:${SCHEMES})[ \\t]+`, "i");

/**
 * The secrets in a header's value; none if the header isn't secret.
 * @returns in order, relative to the value.
 */
export function secretsInField(name: string, value: string): Range[] {
  if (!isSecretHeader(name)) {
    return [];
  }
  if (/^(?:set-)?cookie2?$/i.test(name)) {
    const cookies = /^set-/i.test(name) ? value.slice(0, lengthBefore(value, ";")) : value;
    return [...cookies.matchAll(/[^;]+/g)].flatMap(({ 0: cookie, index }) => {
      const start = index + cookie.indexOf("=") + 1;
      return secretAt(value, start, index + cookie.length);
    });
  }
  const scheme = /authorization$/i.test(name) ? (SCHEME.exec(value)?.[0].length ?? 0) : 0;
  return secretAt(value, scheme, value.length);
}

function lengthBefore(text: string, mark: string): number {
  const at = text.indexOf(mark);
  return at < 0 ? text.length : at;
}

/** References, placeholders and ellipses, which stand for a secret without revealing it. */
const OPEN = /^(?:\{\{[^{}]*\}\}|\$?\{[\w. -]+\}|<[A-Za-z_][\w .|-]*>|\.\.\.|[…*:\s])*$/;

/** The part of a text between two offsets without the whitespace around it; none if it doesn't reveal anything. */
function secretAt(text: string, from: number, to: number): Range[] {
  const part = text.slice(from, to);
  const start = from + part.length - part.trimStart().length;
  return OPEN.test(part) ? [] : [{ start, end: start + part.trim().length }];
}

/** Values of settings of scripts and of flags: `credentials=include`, `session=true`. */
const SETTING = /^(["'`]?)(?:include|omit|same-origin|true|false|null|\d{1,2}|…)\1$/i;

function namedSecretAt(text: string, from: number, to: number): Range[] {
  return SETTING.test(text.slice(from, to)) ? [] : secretAt(text, from, to);
}

/**
 * The secrets that the form of a text to show reveals: the user name and password of a URL, parameters of a query or a fragment with a secret
 * name, and the values of header lines in code.
 * @returns in order, not overlapping.
 */
export function secretsIn(text: string): Range[] {
  const inUrls = secretsInUrls(text);
  const inLines = secretsInHeaderLines(text);
  return inLines.length === 0 && inUrls.length < 2 ? inUrls : merged([...inUrls, ...inLines]);
}

/**
 * The secrets in a line of a document, whatever its language: those of `secretsIn`, and the values of header fields, of assignments, of JSON
 * members and of options of `curl` with a secret name.
 * @returns in order, not overlapping.
 */
export function secretsInLine(line: string): Range[] {
  return merged([...secretsInUrls(line), ...NAMINGS.flatMap((naming) => valuesAfter(line, naming))]);
}

/** Joins ranges that touch or overlap. */
export function merged(ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && range.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** `//user:password@`, where a URL can begin. A user name alone can be a token. After `https:`, browsers read any number of slashes as two. */
const AUTHORITY = /(?:(?<![^:\s`"'(<=,;|[‘“])[/\\]{2,}|(?<=\b(?:https?|wss?|ftp):)[/\\])([^/\\?#\s]*)@/gi;

/**
 * The same with `/`, `?` or `#` in the password, which should have been encoded: no URL parser finds a host there. A port, or a name in its place,
 * isn't a password.
 */
const BROKEN_AUTHORITY =
  /(?<![^:\s`"'(<=,;|[‘“])[/\\]{2}([^/\\?#:@\s`"'<>]{1,256}:(?!\d*[/\\?#]|[{<$]|port\b)[^/\\?#@\s`"'<>]{0,256}[/\\?#][^@\s`"'<>]{0,256})@(?=[\w[{])/gi;

/** `user:password@host` without a scheme, at the start of a word. */
const WITHOUT_SCHEME =
  /(?<![^\s`"'(])(?!(?:mailto|acct|sips?):)([^/\\?#:@\s`"'(<=]{1,256}:[^/\\?#@\s`]{0,256})@(?=[\w[{])/g;

/** `?name=`, `&name=`, `;name=`, `#name=`; within the value of another parameter also percent-encoded, perhaps several times. */
const PARAMETER =
  /([?&;#]|%(?:25)*(?:3f|26|23))((?:[^\s?&;#=%/`"'<>]|%(?!(?:25)*(?:26|23|3[fd]))[\da-f]{2})+)(?:=|%(?:25)*3d)/gi;

/**
 * To the next parameter or the end of the URL, without what ends a sentence or a quotation. A quotation mark before a letter or a digit doesn't end
 * the value, and neither does the space after a scheme.
 */
const VALUE_START = `(?:["'\`]?(?:${SCHEMES})[ \\t]+)?`;
const VALUE_CHARACTER = `[^&#\\s\`"<>’]|<[A-Za-z_][\\w.|-]*>|["\`<’](?=[\\w%])`;
const VALUE_END = `(?<!['")\\].,;:])`;
const PARAMETER_VALUE = new RegExp(`${VALUE_START}(?:${VALUE_CHARACTER})*${VALUE_END}`, "iy");
const ENCODED_VALUE = new RegExp(`${VALUE_START}(?:(?!%(?:25)*(?:26|23))(?:${VALUE_CHARACTER}))*${VALUE_END}`, "iy");

/** The same, but to a parameter within the value too, so that no part of a text is in two values. */
const OAUTH_VALUE = new RegExp(`[^?;&#\\s"'\`<>]*${VALUE_END}`, "iy");
const ENCODED_OAUTH_VALUE = new RegExp(`(?:(?!%(?:25)*(?:26|23|3f))[^?;&#\\s"'\`<>])*${VALUE_END}`, "iy");

function secretsInUrls(text: string): Range[] {
  const found: Range[] = [];
  if (text.includes("@")) {
    for (const pattern of [AUTHORITY, BROKEN_AUTHORITY, WITHOUT_SCHEME]) {
      for (const { 0: whole, 1: userinfo = "", index } of text.matchAll(pattern)) {
        const end = index + whole.length - 1;
        addTo(found, secretAt(text, end - userinfo.length, end));
      }
    }
  }
  if (text.includes("=") || text.includes("%3")) {
    let covered = 0;
    const granting: Parameter[] = [];
    for (const { 0: whole, 1: mark = "", 2: typed = "", index } of text.matchAll(PARAMETER)) {
      const name = decoded(typed);
      const start = index + whole.length;
      const isEncoded = mark.length > 1;
      if (index >= covered && isOAuthParameter(name)) {
        const end = endOf(text, start, isEncoded ? ENCODED_OAUTH_VALUE : OAUTH_VALUE);
        granting.push({ name: name.toLowerCase(), start, end });
      } else if (index >= covered && soundsSecret(name)) {
        covered = endOf(text, start, isEncoded ? ENCODED_VALUE : PARAMETER_VALUE);
        addTo(found, namedSecretAt(text, start, covered));
      }
    }
    addTo(found, secretsOfOAuth(text, granting));
  }
  return found;
}

interface Parameter extends Range {
  readonly name: string;
}

/** Values of `code` and `state` that look generated, and those of a URL that has both. `code=404` and `state=open` aren't secret. */
function secretsOfOAuth(text: string, parameters: readonly Parameter[]): Range[] {
  const urls: Parameter[][] = [];
  for (const one of parameters) {
    const last = urls.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && !/[\s"'`<>]/.test(text.slice(before.end, one.start))) {
      last.push(one);
    } else {
      urls.push([one]);
    }
  }
  return urls.flatMap((url) => {
    const isAnswer = isGrant(url);
    return url
      .filter(({ start, end }) => isAnswer || (end - start >= 16 && tokensOf(text.slice(start, end)).length > 0))
      .flatMap(({ start, end }) => namedSecretAt(text, start, end));
  });
}

/** A shorter code is that of a country, an error or a status. */
const SHORTEST_CODE = 6;

function isGrant(url: readonly Parameter[]): boolean {
  return (
    url.some(({ name, start, end }) => name === "code" && end - start >= SHORTEST_CODE) &&
    url.some(({ name }) => name === "state")
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** @param value a sticky pattern. */
function endOf(text: string, from: number, value: RegExp): number {
  value.lastIndex = from;
  return from + (value.exec(text)?.[0].length ?? 0);
}

/** A header line at the start of a line or of a code span. */
const HEADER_LINE = /(?:^|[\n`])([A-Za-z][\w-]*)[ \t]*:[ \t]*([^\n`]*)/g;

/** Most texts have only URLs there. */
const HEADER_NAME = /(?:^|[\n`])[A-Za-z][\w-]*[ \t]*:(?!\/\/)/;

function secretsInHeaderLines(text: string): Range[] {
  if (!HEADER_NAME.test(text)) {
    return [];
  }
  const found: Range[] = [];
  for (const { 0: whole, 1: name = "", 2: value = "", index } of text.matchAll(HEADER_LINE)) {
    if (!SETTING.test(value)) {
      addTo(found, moved(secretsInField(name, value), index + whole.length - value.length));
    }
  }
  return found;
}

function addTo(found: Range[], more: readonly Range[]): void {
  for (const range of more) {
    found.push(range);
  }
}

function moved(ranges: readonly Range[], by: number): Range[] {
  return ranges.map(({ start, end }) => ({ start: start + by, end: end + by }));
}

/** A name with a value in a line of any language. */
interface Naming {
  /** What precedes the value: an opening quote, the name, a closing quote, and a mark. */
  readonly before: RegExp;
  /** A value without quotes. */
  readonly value: RegExp;
  readonly isSecret: (name: string) => boolean;
  readonly secrets: (name: string, value: string) => Range[];
}

/** `Name: value`, `"name": "value"`. */
const FIELD: Naming = {
  before: /(?<![\w-])(["'`]?)([A-Za-z][\w-]*)(["'`]?)[ \t]*:[ \t]*/g,
  value: /.*/sy,
  isSecret: isSecretHeader,
  secrets: (name, value) => (SETTING.test(value) ? [] : secretsInField(name, value)),
};

/** `name=value` in a form, `@name = value`, `name = "value"`. */
const ASSIGNMENT: Naming = {
  before: /(?<![\w.$%/&?;#-])(["'`]?)([\w.$%-]+)(["'`]?)[ \t]*=[ \t]*/g,
  value: /(?:<[A-Za-z_][\w .|-]*>|[^\s&,;)}"'`])*/y,
  isSecret: soundsSecret,
  secrets: (_, value) => namedSecretAt(value, 0, value.length),
};

/** `--name value`, `-u user:password`, `-a user:password`, `-b cookies`. */
const OPTION: Naming = {
  before: /(?<!\S)()(--?[A-Za-z][\w-]*)()(?:[ \t]+|=)/g,
  value: /\S*/y,
  isSecret: (name) =>
    /^(?:-[uUab]|--(?:proxy-)?user|--auth|--bearer)$/.test(name) || (name.startsWith("--") && soundsSecret(name)),
  secrets: (name, value) =>
    /^(?:-b|--cookie)$/.test(name) ? secretsInField("Cookie", value) : namedSecretAt(value, 0, value.length),
};

const NAMINGS = [FIELD, ASSIGNMENT, OPTION];

function valuesAfter(line: string, { before, value, isSecret, secrets }: Naming): Range[] {
  const found: Range[] = [];
  let covered = 0;
  for (const { 0: whole, 1: opening = "", 2: name = "", 3: closing = "", index } of line.matchAll(before)) {
    if (index >= covered && isSecret(name)) {
      const after = index + whole.length;
      const own = /["'`]/.exec(line.charAt(after))?.[0] ?? "";
      const start = after + own.length;
      // A quote before the name that isn't closed there contains the value too: -H 'Name: value'.
      const quote = own !== "" ? own : closing === "" ? opening : "";
      covered = quote === "" ? endOf(line, start, value) : quoteEnd(line, start, quote);
      addTo(found, moved(secrets(name, line.slice(start, covered)), start));
    }
  }
  return found;
}

function quoteEnd(line: string, from: number, quote: string): number {
  const at = line.indexOf(quote, from);
  return at < 0 ? line.length : at;
}

/** Characters of tokens. `/`, `.` and `=` are left out, because they also separate a token from the text around it. */
const TOKEN = /[\w~+%-]{8,}/g;

/** The parts of a secret that are recognised wherever they are: those that look generated, in lower case. Words and names don't. */
export function tokensOf(secret: string): string[] {
  return (secret.match(TOKEN) ?? []).filter(looksGenerated).map((token) => token.toLowerCase());
}

function looksGenerated(token: string): boolean {
  const digits = token.match(/\d/g)?.length ?? 0;
  const humps = token.match(/[a-z][A-Z]/g)?.length ?? 0;
  return (digits > 1 && /[A-Za-z]/.test(token)) || (humps > 1 && token.length >= 12);
}

/** The places of known tokens in a text. A token that is cut off counts. */
export function tokensIn(text: string, known: ReadonlySet<string>): Range[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index }) => {
    const lower = token.toLowerCase();
    const end = index + token.length;
    const isCut = text.startsWith(HIDDEN, end) && [...known].some((one) => one.startsWith(lower));
    return isCut || known.has(lower) ? [{ start: index, end }] : [];
  });
}
