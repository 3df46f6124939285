import type { Header, HeaderList } from "../cors/header-list";
import { isForbiddenRequestHeader } from "../cors/request-header";
import type { Request } from "../http/tree";
import { isUnknown, type Value } from "../text/unknown";
import { knownValue } from "./fetch-metadata";
import { headerListOf } from "./header-list";

/** `:path` and the like, in a request that was copied from a browser's tools. */
function isPseudoHeader(name: string): boolean {
  return name.startsWith(":");
}

/**
 * The headers of a request that the page's script set: without forbidden request-headers, and without those that browsers add and that copied
 * requests therefore have. Engines forbid more than the standard; what they do is left to them.
 * @param asked lower-case names that a preflight asks for: a browser doesn't ask for what it adds.
 */
export function scriptHeadersOf(request: Request, asked: ReadonlySet<string>): HeaderList {
  if (isOfElement(request)) {
    return { headers: [], complete: true };
  }
  const { headers, complete } = headerListOf(request);
  const added = isCapture(request) ? ADDED_TO_CAPTURES : ADDED_BY_BROWSERS;
  const set = headers.filter(({ name, value }) => {
    if (isPseudoHeader(name) || isForbiddenRequestHeader(name, value, "fetch")) {
      return false;
    }
    const lower = name.toLowerCase();
    return asked.has(lower) || !isAdded(added, lower, value);
  });
  const names = set.map(({ name }) => name.toLowerCase());
  const hasRepeated = new Set(names).size < names.length;
  return {
    headers: set.map((header) => withSource(header, request, asked)),
    complete,
    // Other texts leave out what browsers add.
    ...(request.call !== null && !complete ? { mayForcePreflight: true } : {}),
    ...(hasRepeated ? { mayBeCombined: true } : {}),
  };
}

/** Whether the request is that of an element, such as an image or a font: no script sets its headers. */
function isOfElement(request: Request): boolean {
  const destination = knownValue(request, "Sec-Fetch-Dest")?.toLowerCase() ?? "empty";
  return destination !== "empty";
}

/** A header that an EventSource or a media element also sets, marked as such unless a preflight asks for it. */
function withSource(header: Header, request: Request, asked: ReadonlySet<string>): Header {
  const lower = header.name.toLowerCase();
  if (request.methodValue !== "GET" || asked.has(lower)) {
    return header;
  }
  const mayBeOfEventSource = isUnknown(header.value)
    ? Object.hasOwn(SET_BY_EVENT_SOURCES, lower)
    : isAdded(SET_BY_EVENT_SOURCES, lower, header.value);
  if (mayBeOfEventSource && knownValue(request, "Accept") === "text/event-stream") {
    return { ...header, orBy: "EventSource" };
  }
  return lower === "icy-metadata" && header.value === "1" ? { ...header, orBy: "media element" } : header;
}

/** What an EventSource sends besides `Accept`: it never takes an answer from a cache. */
const SET_BY_EVENT_SOURCES: Readonly<Record<string, RegExp>> = {
  "last-event-id": /^/,
  "cache-control": /^no-cache$/i,
  pragma: /^no-cache$/i,
};

/**
 * Values that only a browser writes, or a client that a text was copied from. Scripts may give the same headers other values.
 */
const ADDED_BY_BROWSERS: Readonly<Record<string, RegExp>> = {
  "user-agent":
    /^(Mozilla\/5\.0 \(|(curl|Wget|HTTPie|PostmanRuntime|insomnia|python-requests)\/|vscode-restclient|httpyac)/i,
  priority: /^u=[0-7](, ?i)?$/,
  "upgrade-insecure-requests": /^1$/,
};

/** The headers that a browser adds after the preflight, for its cache or a reload, with the values that it gives them. */
const ADDED_FOR_CACHES: Readonly<Record<string, RegExp>> = {
  "cache-control": /^(no-cache|max-age=0)$/i,
  pragma: /^no-cache$/i,
  "if-none-match": /^/,
  "if-modified-since": /^/,
};

const ADDED_TO_CAPTURES: Readonly<Record<string, RegExp>> = { ...ADDED_BY_BROWSERS, ...ADDED_FOR_CACHES };

/** Whether a request was copied as a browser sent it: it has a part that no script can set or would write. */
function isCapture({ fields, call }: Request): boolean {
  return (
    (call !== null && call.referrer !== null) ||
    fields.some(
      ({ name, value }) =>
        /^sec-(fetch|ch-ua)/i.test(name.text) ||
        (/^user-agent$/i.test(name.text) && /^Mozilla\/5\.0 \(/.test(value.text)),
    )
  );
}

function isAdded(added: Readonly<Record<string, RegExp>>, name: string, value: Value): boolean {
  const pattern = Object.hasOwn(added, name) ? added[name] : undefined;
  return pattern !== undefined && !isUnknown(value) && pattern.test(value);
}
