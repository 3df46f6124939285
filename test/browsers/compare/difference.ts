/** Two different answers about one exchange. */
export interface Difference {
  /** The measure, as in `verdict`. */
  readonly what: string;
  readonly browser: unknown;
  readonly ours: unknown;
  /** The text that was read; null if the core was called directly. */
  readonly text: string | null;
}

/** Counts how often each measure was taken, and keeps the differences. */
export class Comparison {
  /** The measures that were taken. */
  readonly taken: string[] = [];
  readonly differences: Difference[] = [];
  readonly #prefix: string;
  readonly #text: string | null;

  constructor(prefix: string, text: string | null = null) {
    this.#prefix = prefix;
    this.#text = text;
  }

  compare(measure: string, browser: unknown, ours: unknown): void {
    const what = `${this.#prefix}: ${measure}`;
    this.taken.push(what);
    if (JSON.stringify(browser) !== JSON.stringify(ours)) {
      this.differences.push({ what, browser, ours, text: this.#text });
    }
  }
}
