/**
 * Whose decision is asked for: the Fetch standard's, or that of one of the three browser engines. Where they differ,
 * the difference is data in the file of the algorithm that differs, with its source.
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
