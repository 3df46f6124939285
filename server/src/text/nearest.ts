import { distanceBetween } from "./distance";

/** The candidate that somebody who typed `typed` probably meant; null where none is close. */
export function nearest(typed: string, candidates: readonly string[]): string | null {
  if (typed.length > MAX_LENGTH) {
    return null;
  }
  const lower = typed.toLowerCase();
  const within = lower.length < MIN_PART ? undefined : candidates.find((candidate) => candidate.includes(lower));
  let best = within ?? null;
  let bestDistance = within === undefined ? Math.max(2, Math.ceil(lower.length / 3)) + 1 : 0;
  for (const candidate of candidates) {
    const distance = distanceBetween(lower, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const MAX_LENGTH = 100;
/** A typed text as long as this is taken to be a part of what was meant. */
const MIN_PART = 4;

/** ` Did you mean x?`, or nothing. */
export function suggestion(typed: string, candidates: readonly string[]): string {
  const meant = nearest(typed, candidates);
  return meant === null ? "" : ` Did you mean ${meant}?`;
}
