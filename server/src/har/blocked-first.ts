import { DEFAULT_SETTINGS, judge, read } from "../analysis";
import { BROWSERS } from "../cors/engines";
import type { HarFetch } from "./pairing";
import type { PlacedText } from "./placed-text";

/**
 * Orders fetches: those that a browser blocks, and those whose preflight a blocked one relies on, come first. Otherwise their order stays.
 * @param document the document of these fetches.
 */
export function blockedFirst(fetches: readonly HarFetch[], document: PlacedText): readonly HarFetch[] {
  const text = read(document.text, "http", DEFAULT_SETTINGS);
  const first = new Set<number | null>();
  for (const { request, verdict, servedBy } of judge(text, DEFAULT_SETTINGS).exchanges) {
    if (BROWSERS.some((browser) => verdict[browser] === "blocked")) {
      for (const one of servedBy === null ? [request] : [request, servedBy.request]) {
        first.add(document.entryAt(text.startOf(one)));
      }
    }
  }
  const isFirst = (fetch: HarFetch) => fetch.some(({ entry }) => first.has(entry.index));
  return [...fetches.filter(isFirst), ...fetches.filter((fetch) => !isFirst(fetch))];
}
