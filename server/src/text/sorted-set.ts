/** The distinct texts, sorted by code units. Most lists already are. */
export function sortedSet(texts: readonly string[]): readonly string[] {
  return isSortedSet(texts) ? texts : [...new Set(texts)].sort();
}

function isSortedSet(texts: readonly string[]): boolean {
  for (let i = 1; i < texts.length; i++) {
    if ((texts[i - 1] ?? "") >= (texts[i] ?? "")) {
      return false;
    }
  }
  return true;
}
