import type { HeaderName } from "../headers/table";
import { isUnknown, Unknown } from "../text/unknown";
import { type HeaderList, headerLines } from "./header-list";

/** The result of extracting a header that is present but doesn't match its ABNF. */
export class ListFailure {
  /**
   * @param item the first list item that isn't a token, as typed.
   * @param before the items before it.
   */
  constructor(
    readonly item: string,
    readonly before: readonly string[],
  ) {}
}

/** https://httpwg.org/specs/rfc9110.html#tokens: `1*tchar` */
export function isToken(value: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value);
}

/**
 * https://fetch.spec.whatwg.org/#extract-header-list-values for the headers whose ABNF is `#method` or `#field-name`; both are tokens.
 *
 * @returns the items as typed; `[]` if the header is present but empty; `null` if it is absent; `Unknown` if it may be in an elided line, or a
 * part of it is unknown and no known part fails.
 */
export function extractHeaderListValues(
  name: HeaderName,
  list: HeaderList,
): readonly string[] | null | ListFailure | Unknown {
  const headers = headerLines(list, name);

  // 1. A list without the name gives null, unless the text elides lines.
  if (headers.length === 0) {
    return list.complete ? null : new Unknown(null);
  }

  // 2. More than one header of the name fails if the ABNF allows only one: a `#` list allows several.

  // 3. Collect the values of all of them.
  const values: string[] = [];
  let unknown: Unknown | null = null;

  // 4. Extract from each header; the first failure is the result.
  for (const { value } of headers) {
    if (isUnknown(value)) {
      unknown = headers.length === 1 ? value : new Unknown(null);
      continue;
    }
    const extract = extractTokens(value);
    if (extract instanceof ListFailure) {
      return new ListFailure(extract.item, values.concat(extract.before));
    }
    for (const item of extract) {
      values.push(item);
    }
  }

  // 5. All values.
  return unknown ?? values;
}

/**
 * https://fetch.spec.whatwg.org/#extract-header-values for `#token`, with the list rule that recipients have to follow: empty items don't count
 * (https://httpwg.org/specs/rfc9110.html#abnf.extension.recipient).
 */
function extractTokens(value: string): readonly string[] | ListFailure {
  const items: string[] = [];
  for (const part of value.split(",")) {
    const item = stripTabOrSpace(part);
    if (item === "") {
      continue;
    }
    if (!isToken(item)) {
      return new ListFailure(item, items);
    }
    items.push(item);
  }
  return items;
}

/** Without HTTP tab or space at both ends: https://fetch.spec.whatwg.org/#http-tab-or-space */
export function stripTabOrSpace(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isTabOrSpace(value.charCodeAt(start))) {
    start++;
  }
  while (end > start && isTabOrSpace(value.charCodeAt(end - 1))) {
    end--;
  }
  return value.slice(start, end);
}

function isTabOrSpace(code: number): boolean {
  return code === 0x09 || code === 0x20;
}
