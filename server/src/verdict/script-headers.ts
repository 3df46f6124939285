import { type PerEngine, sharedPerEngine } from "../cors/engines";
import type { HeaderList } from "../cors/header-list";
import { isForbiddenRequestHeader } from "../cors/request-header";
import type { Field, Message, Request } from "../http/tree";
import { memo } from "../text/memo";
import { isUnknown, type Value } from "../text/unknown";

/** All fields of a message as a header list. A name with a `{{reference}}` in it may be any header, so the list is not complete. */
export const headerListOf = memo((message: Message): HeaderList => {
  const named = message.fields.filter(isNamed);
  return {
    headers: named.map((field) => ({ name: field.name.text, value: field.resolved })),
    complete: !message.elided && named.length === message.fields.length,
  };
});

function isNamed(field: Field): boolean {
  return !field.name.text.includes("{{");
}

/** `:path` and the like, in a request that was pasted from a browser's tools. */
function isPseudoHeader(name: string): boolean {
  return name.startsWith(":");
}

/**
 * The headers of a request that the page's script set, in the eyes of each engine: without forbidden request-headers, and without those
 * that browsers add by themselves and that pasted requests therefore hold. One object for engines that see the same.
 * @param asked lower-case names that a preflight asks for: a browser does not ask for what it adds by itself.
 */
export function scriptHeadersOf(request: Request, asked: ReadonlySet<string>): PerEngine<HeaderList> {
  const { headers, complete } = headerListOf(request);
  const added = isCapture(request) ? ADDED_TO_CAPTURES : ADDED_BY_BROWSERS;
  const own = headers.filter(({ name, value }) => {
    // Engines forbid more than the standard, and nothing less.
    if (isPseudoHeader(name) || isForbiddenRequestHeader(name, value, "fetch")) {
      return false;
    }
    const lower = name.toLowerCase();
    return asked.has(lower) || !isAdded(added, lower, value);
  });
  return sharedPerEngine(
    (engine) => ({
      headers: own.filter(({ name, value }) => !isForbiddenRequestHeader(name, value, engine)),
      complete,
    }),
    (a, b) => a.headers.length === b.headers.length && a.headers.every((header, i) => header === b.headers[i]),
  );
}

/**
 * Values that only a browser writes, or a client that a text was pasted from; scripts may set the same names to other values.
 */
const ADDED_BY_BROWSERS: Readonly<Record<string, RegExp>> = {
  "user-agent":
    /^(Mozilla\/5\.0 \(|(curl|Wget|HTTPie|PostmanRuntime|insomnia|python-requests)\/|vscode-restclient|httpyac)/i,
  priority: /^u=[0-7](, ?i)?$/,
  "upgrade-insecure-requests": /^1$/,
};

/** What a browser adds after the preflight, for its cache or for a reload, in the values that it gives them. */
const ADDED_FOR_CACHES: Readonly<Record<string, RegExp>> = {
  "cache-control": /^(no-cache|max-age=0)$/i,
  pragma: /^no-cache$/i,
  "if-none-match": /^/,
  "if-modified-since": /^/,
};

const ADDED_TO_CAPTURES: Readonly<Record<string, RegExp>> = { ...ADDED_BY_BROWSERS, ...ADDED_FOR_CACHES };

/** Whether a request was pasted as a browser sent it: it has fields that no script can set or would write. */
function isCapture(request: Request): boolean {
  return request.fields.some(
    ({ name, value }) =>
      /^sec-(fetch|ch-ua)/i.test(name.text) ||
      (/^user-agent$/i.test(name.text) && /^Mozilla\/5\.0 \(/.test(value.text)),
  );
}

function isAdded(added: Readonly<Record<string, RegExp>>, name: string, value: Value): boolean {
  const pattern = Object.hasOwn(added, name) ? added[name] : undefined;
  return pattern !== undefined && !isUnknown(value) && pattern.test(value);
}
