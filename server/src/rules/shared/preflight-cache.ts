import { BROWSERS, type Browser, perEngine } from "../../cors/engines";
import { MAX_AGE_LIMIT, preflightMaxAge } from "../../cors/max-age";
import { ENGINE_NAMES } from "../../words/engine-names";
import { enumerate } from "../../words/quote";

export const MAX_AGE = "Access-Control-Max-Age";

/** The shortest and the longest of the browsers' limits for keeping a permission, in seconds. */
export function limitsOf(browsers: readonly Browser[]): { readonly shortest: number; readonly longest: number } {
  const limits = browsers.map((engine) => MAX_AGE_LIMIT[engine] ?? Number.MAX_SAFE_INTEGER);
  return {
    shortest: limits.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER),
    longest: limits.reduce((a, b) => Math.max(a, b), 0),
  };
}

/**
 * How long browsers keep a permission with this value, as the end of a sentence: `browsers keep the permission for 5 seconds`, `Chrome and Safari
 * keep the permission for 5 seconds, Firefox doesn't keep it`.
 */
export function permissionKept(value: string, browsers: readonly Browser[]): string {
  const seconds = perEngine((engine) =>
    preflightMaxAge({ headers: [{ name: MAX_AGE, value }], complete: true }, engine),
  );
  const groups = new Map<number, string[]>();
  for (const engine of browsers) {
    const kept = seconds[engine] ?? 0;
    groups.set(kept, [...(groups.get(kept) ?? []), ENGINE_NAMES[engine]]);
  }
  return [...groups]
    .map(([kept, names], i) => {
      const all = names.length === BROWSERS.length && names.length > 1;
      const several = names.length > 1;
      const what = i === 0 ? "the permission" : "it";
      const verb = kept === 0 ? `${several ? "don't" : "doesn't"} keep` : several ? "keep" : "keeps";
      const time = kept === 0 ? "" : ` for ${kept} ${kept === 1 ? "second" : "seconds"}`;
      return `${all ? "browsers" : enumerate(names)} ${verb} ${what}${time}`;
    })
    .join(", ");
}
