/** A browser engine that is installed on this machine. */
export const ENGINE_NAMES = ["chromium", "firefox", "webkit"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** A browser without a window, with a new profile. */
export interface Browser {
  /** As in `Chromium 156.0.1.2`. */
  readonly version: string;
  /** Resolves when the page is asked for; it may still load. */
  open(url: string): Promise<void>;
  /** Called with every text that the page's console gets, where the engine lets us listen. */
  onConsole(listener: (text: string) => void): void;
  /** Resolves when `onConsole` has been called with all that the console has got so far. */
  consoleRead(): Promise<void>;
  /** Rejects if the browser ends by itself. */
  readonly ended: Promise<never>;
  close(): Promise<void>;
}
