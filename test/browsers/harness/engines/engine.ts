/** The browser engines that may be installed. */
export const ENGINE_NAMES = ["chromium", "firefox", "webkit"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** A browser without a window, with a new profile. */
export interface Browser {
  /** As in `Chromium 156.0.1.2`. */
  readonly version: string;
  /** Resolves when the page has been requested; it may still be loading. */
  open(url: string): Promise<void>;
  /** Calls the listener for every text in the page's console, if the engine supports it. */
  onConsole(listener: (text: string) => void): void;
  /** Resolves when `onConsole` has been called with all that the console has got so far. */
  consoleRead(): Promise<void>;
  /** Rejects if the browser exits on its own. */
  readonly ended: Promise<never>;
  close(): Promise<void>;
}
