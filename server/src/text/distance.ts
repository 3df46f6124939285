/**
 * Damerau-Levenshtein distance (adjacent transpositions count as one) of short strings.
 * @param limit distances from here on don't matter: the result is then the limit or more.
 */
export function distanceBetween(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= limit) {
    return limit;
  }
  const width = b.length + 1;
  /** Row `i`, column `j`: the distance between the first `i` characters and the first `j`. */
  const distances = new Uint32Array((a.length + 1) * width);
  for (let j = 1; j < width; j++) {
    distances[j] = j;
  }
  for (let i = 1; i <= a.length; i++) {
    const row = i * width;
    distances[row] = i;
    for (let j = 1; j < width; j++) {
      const at = row + j;
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let value = Math.min(
        (distances[at - width] ?? 0) + 1,
        (distances[at - 1] ?? 0) + 1,
        (distances[at - width - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      ) {
        value = Math.min(value, (distances[at - 2 * width - 2] ?? 0) + 1);
      }
      distances[at] = value;
    }
  }
  return distances[a.length * width + b.length] ?? 0;
}
