/**
 * The Fetch standard and the three browser engines. Each decides on its own. Differences are data in the file of the algorithm that differs,
 * with their sources.
 */
export const ENGINES = ["fetch", "chromium", "firefox", "webkit"] as const;
export type Engine = (typeof ENGINES)[number];

/** The engines that are browsers. */
export const BROWSERS = ["chromium", "firefox", "webkit"] as const;
export type Browser = (typeof BROWSERS)[number];

/** One value for each engine. */
export type PerEngine<T> = Readonly<Record<Engine, T>>;

export function perEngine<T>(of: (engine: Engine) => T): PerEngine<T> {
  return { fetch: of("fetch"), chromium: of("chromium"), firefox: of("firefox"), webkit: of("webkit") };
}

/** One value for each engine. Engines with the same value share one object, so that results derived from it are computed once. */
export function sharedPerEngine<T>(of: (engine: Engine) => T, isSame: (a: T, b: T) => boolean): PerEngine<T> {
  const known: T[] = [];
  return perEngine((engine) => {
    const value = of(engine);
    const same = known.find((other) => isSame(other, value)) ?? value;
    known.push(same);
    return same;
  });
}

/** One value for each engine, computed once for engines that share an object. */
export function perShared<S, T>(shared: PerEngine<S>, of: (object: S) => T): PerEngine<T> {
  const { fetch, chromium, firefox, webkit } = shared;
  const first = of(fetch);
  const second = chromium === fetch ? first : of(chromium);
  const third = firefox === fetch ? first : firefox === chromium ? second : of(firefox);
  const fourth = webkit === fetch ? first : webkit === chromium ? second : webkit === firefox ? third : of(webkit);
  return { fetch: first, chromium: second, firefox: third, webkit: fourth };
}
