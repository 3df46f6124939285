import type { HeaderName } from "../headers/table";
import { sortedSet } from "../text/sorted-set";
import { isUnknown, Unknown, type Value } from "../text/unknown";
import { byteLowercase, isByteCaseInsensitiveMatch } from "./byte-case";

/**
 * https://fetch.spec.whatwg.org/#concept-header: the name as typed, the value without leading or trailing HTTP tab or
 * space. Before a response is read as an engine reads it, a name may end in whitespace: what is before the colon.
 */
export interface Header {
  readonly name: string;
  readonly value: Value;
  /** The part of the browser that may have set it instead of the page's script. Then it needs no preflight. */
  readonly orBy?: "EventSource" | "media element";
}

/** https://fetch.spec.whatwg.org/#concept-header-list */
export interface HeaderList {
  readonly headers: readonly Header[];
  /** False if the text elides lines: a header that isn't shown is then unknown, not absent. */
  readonly complete: boolean;
  /** Whether the headers that aren't shown are a script's own, so that they may force a preflight. */
  readonly mayForcePreflight?: boolean;
  /** Whether a script may have combined the headers of one name before it made the request, as a `Headers` object does. */
  readonly mayBeCombined?: boolean;
}

/** The headers of `list` whose name is a byte-case-insensitive match for `name`, in order. */
export function headerLines(list: HeaderList, name: HeaderName): readonly Header[] {
  return linesNamed(list, name);
}

function linesNamed(list: HeaderList, name: string): readonly Header[] {
  let lines: Header[] | null = null;
  for (const header of list.headers) {
    if (isByteCaseInsensitiveMatch(header.name, name)) {
      lines ??= [];
      lines.push(header);
    }
  }
  return lines ?? NO_LINES;
}

const NO_LINES: readonly Header[] = [];

/** https://fetch.spec.whatwg.org/#header-list-contains; unknown if elided lines may hold the header. */
export function contains(list: HeaderList, name: HeaderName): boolean | Unknown {
  if (headerLines(list, name).length > 0) {
    return true;
  }
  return list.complete ? false : new Unknown(null);
}

/**
 * https://fetch.spec.whatwg.org/#concept-header-list-get
 *
 * Elided lines are assumed not to repeat a header that is shown.
 * @returns the value; `null` if the header is absent; `Unknown` if it may be in an elided line or a part of it is unknown, with the text as
 * typed if that is the whole value.
 */
export function get(list: HeaderList, name: HeaderName): string | null | Unknown {
  const headers = headerLines(list, name);

  // 1. A list without the name gives null, unless the text elides lines.
  const [first] = headers;
  if (first === undefined) {
    return list.complete ? null : new Unknown(null);
  }

  // 2. The values of all headers of that name, in order, joined by a comma and a space.
  if (headers.length === 1) {
    return first.value;
  }
  const values: string[] = [];
  for (const { value } of headers) {
    if (isUnknown(value)) {
      return new Unknown(null);
    }
    values.push(value);
  }
  return values.join(", ");
}

/** https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set */
export function sortedLowercaseSet(headerNames: Iterable<string>): readonly string[] {
  // 1. A new ordered set. 2. Add every name byte-lowercased. 3. Sort by byte: code units are bytes here.
  return sortedSet(Array.from(headerNames, byteLowercase));
}
