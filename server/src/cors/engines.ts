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
