/**
 * How long to wait for another process before it counts as hung. A busy machine can be a hundred times slower than a quiet one, so nothing
 * shorter tells a slow process from one that never answers.
 */
export const HANG_GUARD_MS = 15 * 60_000;
