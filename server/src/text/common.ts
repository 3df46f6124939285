/**
 * The lengths of the common prefix and suffix of two texts, in UTF-16 code units. They don't overlap in either text. Comparing substrings is
 * far faster than comparing single characters.
 */
export function commonEnds(a: string, b: string): { readonly prefix: number; readonly suffix: number } {
  const most = Math.min(a.length, b.length);
  const prefix = longest(most, (from, to) => a.slice(from, to) === b.slice(from, to));
  const suffix = longest(
    most - prefix,
    (from, to) => a.slice(a.length - to, a.length - from) === b.slice(b.length - to, b.length - from),
  );
  return { prefix, suffix };
}

/** The greatest length up to `most` at which all substrings are equal. */
function longest(most: number, isEqual: (from: number, to: number) => boolean): number {
  if (isEqual(0, most)) {
    return most;
  }
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isEqual(low, middle)) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}
