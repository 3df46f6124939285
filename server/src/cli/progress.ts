import { fitted } from "./format/cells";
import type { Terminal } from "./terminal";

const FIRST_AFTER_MS = 300;
const EVERY_MS = 100;

/**
 * A line on standard error that shows the progress of a long run. It is only shown on a terminal, and only after a
 * moment.
 */
export class Progress {
  readonly #terminal: Terminal;
  #next = Date.now() + FIRST_AFTER_MS;
  #shown = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** @param line only called if the line is shown. */
  show(line: () => string): void {
    const { errorColumns } = this.#terminal;
    const now = Date.now();
    if (errorColumns !== null && now >= this.#next) {
      this.#next = now + EVERY_MS;
      this.#shown = true;
      this.#terminal.writeError(CLEAR_LINE + fitted(line(), errorColumns - 1));
    }
  }

  /** Removes the line. To be called before anything else is written. */
  clear(): void {
    if (this.#shown) {
      this.#shown = false;
      this.#terminal.writeError(CLEAR_LINE);
    }
  }
}

const CLEAR_LINE = "\r\u001b[2K";
