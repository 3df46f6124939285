import { BROWSERS, type Browser, type PerEngine, perEngine } from "../../cors/engines";
import { MAX_AGE_LIMIT, preflightMaxAge } from "../../cors/max-age";
import { ENGINE_NAMES } from "../../words/engine-names";
import { enumerate } from "../../words/quote";

export const MAX_AGE = "Access-Control-Max-Age";

/** The shortest and the longest of the browsers' limits for caching a preflight, in seconds. */
export function limitsOf(browsers: readonly Browser[]): { readonly shortest: number; readonly longest: number } {
  const limits = browsers.map((engine) => MAX_AGE_LIMIT[engine] ?? Number.MAX_SAFE_INTEGER);
  return {
    shortest: limits.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER),
    longest: limits.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** For how many seconds each engine caches a preflight with this value. */
export function cachedSeconds(value: string): PerEngine<number> {
  return perEngine((engine) => preflightMaxAge({ headers: [{ name: MAX_AGE, value }], complete: true }, engine) ?? 0);
}

/**
 * How long browsers cache a preflight with this value, as the end of a sentence: `browsers cache the preflight for 5 seconds`, `Chrome and Safari
 * cache the preflight for 5 seconds, Firefox doesn't cache it`.
 */
export function preflightCached(value: string, browsers: readonly Browser[]): string {
  const seconds = cachedSeconds(value);
  const groups = new Map<number, string[]>();
  for (const engine of browsers) {
    const kept = seconds[engine];
    groups.set(kept, [...(groups.get(kept) ?? []), ENGINE_NAMES[engine]]);
  }
  return [...groups]
    .map(([kept, names], i) => {
      const all = names.length === BROWSERS.length && names.length > 1;
      const several = names.length > 1;
      const what = i === 0 ? "the preflight" : "it";
      const verb = kept === 0 ? `${several ? "don't" : "doesn't"} cache` : several ? "cache" : "caches";
      const time = kept === 0 ? "" : ` for ${kept} ${kept === 1 ? "second" : "seconds"}`;
      return `${all ? "browsers" : enumerate(names)} ${verb} ${what}${time}`;
    })
    .join(", ");
}
