import type { HeaderName } from "../headers/table";
import { byteLowercase } from "./byte-case";
import type { Engine, PerEngine } from "./engines";
import type { Header, HeaderList } from "./header-list";
import { stripTabOrSpace } from "./list-values";
import type { CorsResponse } from "./types";

/**
 * Whether an engine ignores a line with whitespace between the name and the colon, which HTTP forbids. Measured in Chromium 156, Firefox 153 and
 * WebKitGTK 2.50.
 */
const IGNORES_WHITESPACE_BEFORE_COLON: PerEngine<boolean> = {
  fetch: false,
  chromium: false,
  firefox: true,
  webkit: true,
};

export function ignoresWhitespaceBeforeColon(engine: Engine): boolean {
  return IGNORES_WHITESPACE_BEFORE_COLON[engine];
}

/** Whether an engine ignores a header without a value. Measured; Firefox: netwerk/protocol/http/nsHttpHeaderArray.cpp. */
const DROPS_EMPTY: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: false };

/** Exceptions, if such a header is the only one of its name: TrackEmptyHeader in the same file. */
const KEPT_IF_ALONE: ReadonlySet<string> = new Set<Lowercase<HeaderName>>([
  "access-control-allow-origin",
  "content-length",
]);

/** An exception even if it is repeated: of several lines that are equal, the first counts, and others make a network error. */
const KEPT: Lowercase<HeaderName> = "location";

/**
 * Written exactly like this, a second line counts even if it is empty: netwerk/protocol/http/nsCORSListenerProxy.cpp counts the lines by their
 * name as sent.
 */
const REFUSED_IF_REPEATED: HeaderName = "Access-Control-Allow-Origin";

/** The response with the headers that an engine reads in it, used or not. */
export function responseAsParsed(response: CorsResponse, engine: Engine): CorsResponse {
  return { ...response, headers: asParsed(response.headers, engine) };
}

/** The response as an engine uses it. */
export function responseAsReceived(response: CorsResponse, engine: Engine): CorsResponse {
  const headers = asReceived(response.headers, engine);
  return headers === response.headers ? response : { ...response, headers };
}

/** The headers of a response that an engine uses to decide. A script can also read those without a value that the engine ignores. */
export function asReceived(list: HeaderList, engine: Engine): HeaderList {
  return withoutEmpty(asParsed(list, engine), engine);
}

/** The lines of a response that an engine reads as headers, with their names alone. A line with NUL in its name is none. */
export function asParsed(list: HeaderList, engine: Engine): HeaderList {
  if (!list.headers.some(({ name }) => ODD_NAME.test(name))) {
    return list;
  }
  const headers = list.headers.flatMap((header) => {
    const name = stripTabOrSpace(header.name);
    const isIgnored = name !== header.name && ignoresWhitespaceBeforeColon(engine);
    return isIgnored || name.includes("\0") ? [] : [{ ...header, name }];
  });
  return { ...list, headers };
}

const ODD_NAME = /[\0\t ]/;

function withoutEmpty(list: HeaderList, engine: Engine): HeaderList {
  if (!DROPS_EMPTY[engine] || !list.headers.some(({ value }) => value === "")) {
    return list;
  }
  const counts = new Map<string, number>();
  for (const { name } of list.headers) {
    counts.set(byteLowercase(name), (counts.get(byteLowercase(name)) ?? 0) + 1);
  }
  const isRefused = list.headers.filter(({ name }) => name === REFUSED_IF_REPEATED).length > 1;
  const isKept = ({ name, value }: Header) =>
    value !== "" ||
    byteLowercase(name) === KEPT ||
    (KEPT_IF_ALONE.has(byteLowercase(name)) && counts.get(byteLowercase(name)) === 1) ||
    (name === REFUSED_IF_REPEATED && isRefused);
  return { ...list, headers: list.headers.filter(isKept) };
}
