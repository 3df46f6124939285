import { fitted } from "./format/cells";
import type { Terminal } from "./terminal";

const FIRST_AFTER_MS = 300;
const EVERY_MS = 100;

/**
 * One line on standard error that says how far a long run has come; only where a person watches, and only if it takes a
 * while.
 */
export class Progress {
  readonly #terminal: Terminal;
  #next = Date.now() + FIRST_AFTER_MS;
  #shown = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** @param line made only when it is shown. */
  show(line: () => string): void {
    const { errorColumns } = this.#terminal;
    const now = Date.now();
    if (errorColumns !== null && now >= this.#next) {
      this.#next = now + EVERY_MS;
      this.#shown = true;
      this.#terminal.writeError(CLEAR_LINE + fitted(line(), errorColumns - 1));
    }
  }

  /** Takes the line away, before anything else is written. */
  clear(): void {
    if (this.#shown) {
      this.#shown = false;
      this.#terminal.writeError(CLEAR_LINE);
    }
  }
}

const CLEAR_LINE = "\r\u001b[2K";
