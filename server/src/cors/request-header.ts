import { isUnknown, Unknown, type Value } from "../text/unknown";
import { byteLowercase } from "./byte-case";
import { isClientHint, isClientHintName } from "./client-hint";
import type { Engine, PerEngine } from "./engines";
import { type Header, type HeaderList, sortedLowercaseSet } from "./header-list";
import { stripTabOrSpace } from "./list-values";
import { mimeTypeEssence } from "./mime-type";
import { parseSingleRangeHeaderValue } from "./range";

export { isForbiddenRequestHeader } from "./forbidden-request-header";

/** The greatest length of a safelisted value, in bytes. */
const SAFELISTED_VALUE_LIMIT = 128;

/**
 * The greatest total length of all safelisted values, in bytes. Chromium: kSafeListValueSizeMax in services/network/public/cpp/cors/cors.cc.
 * Firefox (InternalHeaders::GetUnsafeHeaders) and WebKit (isSimpleCrossOriginAccessRequest) have no limit.
 */
const SAFELISTED_TOTAL_LIMIT: PerEngine<number | null> = { fetch: 1024, chromium: 1024, firefox: null, webkit: null };

/**
 * Whether headers of the same name are combined before they are checked. Measured in Chromium 156, Firefox 153 and WebKitGTK 2.50.
 */
const COMBINES_BEFORE_CHECK: PerEngine<boolean> = { fetch: false, chromium: true, firefox: false, webkit: true };

/** Whether the space that an empty last value leaves counts for the length of the combined value. Measured in Chromium 156 and WebKitGTK 2.50. */
const COUNTS_LAST_SPACE: PerEngine<boolean> = { fetch: false, chromium: false, firefox: false, webkit: true };

/** Whether Access-Control-Request-Headers has a name once for each unsafe header. Measured; dom/fetch/InternalHeaders.cpp, GetUnsafeHeaders. */
const LISTS_REPEATED_NAMES: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: false };

/** What may set a request's headers instead of a script, and the engines in which it does. Measured. None of these requests has a preflight. */
const SETS_HEADERS: Readonly<Record<NonNullable<Header["orBy"]>, PerEngine<boolean>>> = {
  EventSource: { fetch: true, chromium: true, firefox: true, webkit: true },
  "media element": { fetch: false, chromium: false, firefox: false, webkit: true },
};

/** Whether client hints are safelisted; see client-hint.ts. */
const SAFELISTS_CLIENT_HINTS: PerEngine<boolean> = { fetch: false, chromium: true, firefox: false, webkit: false };

/**
 * Whether a byte of 0x80 or more is unsafe. Firefox compares a signed `char` with 0x20, and such a byte is less than that:
 * dom/base/nsContentUtils.cpp, IsCORSUnsafeRequestHeader; measured in Firefox 153.
 */
const HIGH_BYTE_IS_UNSAFE: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: false };

/**
 * https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 *
 * @returns `Unknown` if the name may be safelisted and the value is unknown.
 */
export function isCorsSafelistedRequestHeader({ name, value }: Header, engine: Engine): boolean | Unknown {
  const lowercased = byteLowercase(name);
  if (isUnknown(value)) {
    return isSafelistableName(lowercased, engine) ? value : false;
  }

  // 1. A value of more than 128 bytes is never safelisted.
  if (value.length > SAFELISTED_VALUE_LIMIT) {
    return false;
  }

  // 2. The name decides which values are safelisted; 3. a value that passes is.
  switch (lowercased) {
    case "accept":
      return !containsCorsUnsafeRequestHeaderByte(value, engine);
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type":
      return isSafelistedContentType(value, engine);
    case "range":
      return isSafelistedRange(value, engine);
    default:
      return SAFELISTS_CLIENT_HINTS[engine] && isClientHint(lowercased, value);
  }
}

/**
 * Whether a MIME type may have any parameters. Measured: Firefox refuses a comma, and a semicolon at the end that isn't the only one
 * (netwerk/base/nsURLHelper.cpp, net_ParseRequestContentType).
 */
const MAY_HAVE_ANY_PARAMETERS: PerEngine<boolean> = { fetch: true, chromium: true, firefox: false, webkit: true };

/** The `content-type` case of step 2. */
function isSafelistedContentType(value: string, engine: Engine): boolean {
  // 1. It must not contain an unsafe byte.
  if (containsCorsUnsafeRequestHeaderByte(value, engine)) {
    return false;
  }
  if (!MAY_HAVE_ANY_PARAMETERS[engine] && hasOddParameters(value)) {
    return false;
  }
  // 2. and 3. It must parse as one MIME type: a combined value doesn't.
  const essence = mimeTypeEssence(ENDS_TYPE_AT_SPACE[engine] ? withoutWordsAfterType(value) : value);
  // 4. Only the types that a form can send. Chromium's sources have one more type, but Chromium 156 was measured to send a preflight for it.
  switch (essence) {
    case "application/x-www-form-urlencoded":
    case "multipart/form-data":
    case "text/plain":
      return true;
    default:
      return false;
  }
}

/**
 * Whether a type with parameters ends at the first space, so that `text/plain x;a=b` is `text/plain`. Measured in Firefox 153; without a
 * semicolon Firefox doesn't accept it either (netwerk/base/nsURLHelper.cpp, net_ParseMediaType).
 */
const ENDS_TYPE_AT_SPACE: PerEngine<boolean> = { fetch: false, chromium: false, firefox: true, webkit: false };

function withoutWordsAfterType(value: string): string {
  return value.replace(/^([^ \t;]+)[ \t][^;]*;/, "$1;");
}

function hasOddParameters(value: string): boolean {
  return value.includes(",") || (value.endsWith(";") && value.indexOf(";") < value.length - 1);
}

/** The `range` case of step 2. */
function isSafelistedRange(value: string, engine: Engine): boolean {
  // 1. and 2. It must be a single range without whitespace.
  const rangeValue = parseSingleRangeHeaderValue(value, engine);
  // 3. It must have a start: browsers have never sent `bytes=-500` on their own.
  return rangeValue !== null && rangeValue[0] !== null;
}

function isSafelistableName(name: string, engine: Engine): boolean {
  switch (name) {
    case "accept":
    case "accept-language":
    case "content-language":
    case "content-type":
    case "range":
      return true;
    default:
      return SAFELISTS_CLIENT_HINTS[engine] && isClientHintName(name);
  }
}

function containsCorsUnsafeRequestHeaderByte(value: string, engine: Engine): boolean {
  for (let position = 0; position < value.length; position++) {
    const byte = value.charCodeAt(position);
    if (isCorsUnsafeRequestHeaderByte(byte) || (byte >= 0x80 && HIGH_BYTE_IS_UNSAFE[engine])) {
      return true;
    }
  }
  return false;
}

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
function isCorsUnsafeRequestHeaderByte(byte: number): boolean {
  switch (byte) {
    case 0x22: // "
    case 0x28: // (
    case 0x29: // )
    case 0x3a: // :
    case 0x3c: // <
    case 0x3e: // >
    case 0x3f: // ?
    case 0x40: // @
    case 0x5b: // [
    case 0x5c: // \
    case 0x5d: // ]
    case 0x7b: // {
    case 0x7d: // }
    case 0x7f: // DEL
      return true;
    default:
      return byte < 0x20 && byte !== 0x09;
  }
}

/** Sorted, lower-case names. */
export interface UnsafeRequestHeaderNames {
  /** The names that are unsafe whatever the unknown values are. */
  readonly names: readonly string[];
  /** The names that an unknown value may make unsafe in addition. */
  readonly uncertain: readonly string[];
  /** Whether `uncertain` is empty. Elided lines don't count: this list isn't about them. */
  readonly certain: boolean;
  /** The names as a preflight asks for them, which may repeat them; null if it isn't known how often. */
  readonly listed: readonly string[] | null;
}

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names */
export function corsUnsafeRequestHeaderNames(list: HeaderList, engine: Engine): UnsafeRequestHeaderNames {
  const { headers, mayBeCombined = false } = list;
  if (COMBINES_BEFORE_CHECK[engine]) {
    return unsafeNamesOf(combined(headers, engine), engine);
  }
  const apart = unsafeNamesOf(headers, engine);
  return mayBeCombined ? eitherOf(apart, unsafeNamesOf(combined(headers, engine), engine)) : apart;
}

/** The names if it isn't known which of two lists a script has given. */
function eitherOf(one: UnsafeRequestHeaderNames, other: UnsafeRequestHeaderNames): UnsafeRequestHeaderNames {
  const names = one.names.filter((name) => other.names.includes(name));
  const open = [...one.names, ...one.uncertain, ...other.names, ...other.uncertain];
  const uncertain = sortedLowercaseSet(open.filter((name) => !names.includes(name)));
  const isSame = String(one.listed) === String(other.listed);
  return { names, uncertain, certain: uncertain.length === 0, listed: isSame ? one.listed : null };
}

function unsafeNamesOf(headers: readonly Header[], engine: Engine): UnsafeRequestHeaderNames {
  // 1. to 3. Nothing is unsafe yet, and nothing is counted.
  let unsafeNames: string[] = [];
  const uncertainNames: string[] = [];
  const potentiallyUnsafeNames: string[] = [];
  let safelistValueSize = 0;

  // 4. Each header is unsafe, or its length counts.
  for (const header of headers) {
    const safelisted = isCorsSafelistedRequestHeader(header, engine);
    if (safelisted === false) {
      const isOpen = header.orBy !== undefined && SETS_HEADERS[header.orBy][engine];
      (isOpen ? uncertainNames : unsafeNames).push(header.name);
    } else if (safelisted === true && !isUnknown(header.value)) {
      potentiallyUnsafeNames.push(header.name);
      safelistValueSize += header.value.length;
    } else {
      uncertainNames.push(header.name);
    }
  }

  // 5. If the total is too great, all of them are unsafe. An unknown value is assumed not to exceed the limit.
  const limit = SAFELISTED_TOTAL_LIMIT[engine];
  if (limit !== null && safelistValueSize > limit) {
    unsafeNames = unsafeNames.concat(potentiallyUnsafeNames, uncertainNames);
  }

  // 6. Sorted and in lower case.
  const names = sortedLowercaseSet(unsafeNames);
  const unsafe = new Set(uncertainNames.length === 0 ? [] : names);
  const uncertain = sortedLowercaseSet(uncertainNames).filter((name) => !unsafe.has(name));
  const listed = LISTS_REPEATED_NAMES[engine] ? unsafeNames.map(byteLowercase).sort() : names;
  return { names, uncertain, certain: uncertain.length === 0, listed };
}

/** One header for each name, with all values of that name. An empty last value leaves a comma, and in some engines a space that counts. */
function combined(headers: readonly Header[], engine: Engine): readonly Header[] {
  const byName = new Map<string, Header>();
  for (const header of headers) {
    const lowercased = byteLowercase(header.name);
    const before = byName.get(lowercased);
    byName.set(lowercased, before === undefined ? header : { ...header, value: joined(before.value, header.value) });
  }
  return Array.from(byName.values(), (header) => ({
    ...header,
    value: isUnknown(header.value) || COUNTS_LAST_SPACE[engine] ? header.value : stripTabOrSpace(header.value),
  }));
}

function joined(before: Value, value: Value): Value {
  return isUnknown(before) || isUnknown(value) ? new Unknown(null) : `${before}, ${value}`;
}
