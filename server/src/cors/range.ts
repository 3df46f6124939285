import type { Engine, PerEngine } from "./engines";

/**
 * Whether the case of `bytes` is ignored. Chromium: its network service lower-cases the value first, but Chromium 156 was measured to send a
 * preflight for `BYTES=0-1`. WebKit: platform/network/HTTPParsers.cpp, and measured in WebKitGTK 2.50.
 */
const IGNORES_UNIT_CASE: PerEngine<boolean> = { fetch: false, chromium: false, firefox: false, webkit: true };

/**
 * The greatest number that fits; a greater one makes the header unsafe. The standard has no bound. Measured in Chromium 156, Firefox 153 and
 * WebKitGTK 2.50: one less than an int64 holds, and what a uint64 holds.
 */
const RANGE_LIMIT: PerEngine<bigint | null> = {
  fetch: null,
  chromium: 2n ** 63n - 2n,
  firefox: 2n ** 64n - 1n,
  webkit: 2n ** 64n - 1n,
};

/**
 * The syntax of a number. Measured. WebKit: parseRange in platform/network/HTTPParsers.cpp accepts everything that parseInteger accepts, which
 * includes a sign before the digits, and form feeds and vertical tabs around them.
 */
const RANGE_SYNTAX: PerEngine<RegExp> = {
  fetch: /^=([0-9]*)-([0-9]*)$/,
  chromium: /^=([0-9]*)-([0-9]*)$/,
  firefox: /^=([0-9]*)-([0-9]*)$/,
  webkit: /^=(?:[\v\f]*\+?([0-9]+)[\v\f]*)?-(?:[\v\f]*\+?([0-9]+)[\v\f]*)?$/,
};

/** Start and end of a range in bytes; `null` if the value leaves one out. */
export type RangeValue = readonly [start: bigint | null, end: bigint | null];

/**
 * https://fetch.spec.whatwg.org/#simple-range-header-value with `allowWhitespace` false, as CORS calls it: steps 4, 7, 10 and 13 skip
 * whitespace and do nothing here.
 *
 * @param value at most 128 bytes long, so that the numbers stay small.
 * @returns `null` for failure.
 */
export function parseSingleRangeHeaderValue(value: string, engine: Engine): RangeValue | null {
  // 1. The value is isomorphically decoded already.
  const data = value;

  // 2. The unit must be `bytes`.
  const unit = data.slice(0, "bytes".length);
  if (unit !== "bytes" && !(IGNORES_UNIT_CASE[engine] && unit.toLowerCase() === "bytes")) {
    return null;
  }

  // 3. to 16. The rest must be `=`, digits, `-`, digits and the end.
  const match = RANGE_SYNTAX[engine].exec(data.slice("bytes".length));
  if (match === null) {
    return null;
  }
  const rangeStartValue = decimalNumber(match[1]);
  const rangeEndValue = decimalNumber(match[2]);
  if (exceeds(rangeStartValue, RANGE_LIMIT[engine]) || exceeds(rangeEndValue, RANGE_LIMIT[engine])) {
    return null;
  }

  // 17. At least one number is needed.
  if (rangeStartValue === null && rangeEndValue === null) {
    return null;
  }

  // 18. The start must not be after the end.
  if (rangeStartValue !== null && exceeds(rangeStartValue, rangeEndValue)) {
    return null;
  }

  // 19. Both numbers.
  return [rangeStartValue, rangeEndValue];
}

function decimalNumber(digits: string | undefined): bigint | null {
  return digits === undefined || digits === "" ? null : BigInt(digits);
}

function exceeds(number: bigint | null, limit: bigint | null): boolean {
  return number !== null && limit !== null && number > limit;
}
