import { distanceBetween } from "./distance";

/** The candidate that `typed` was probably meant to be; null if none is close. */
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
/** The shortest typed text that counts as a part of a candidate. */
const MIN_PART = 4;

/** ` Did you mean x?`, or nothing. */
export function suggestion(typed: string, candidates: readonly string[]): string {
  const meant = nearest(typed, candidates);
  return meant === null ? "" : ` Did you mean ${meant}?`;
}
