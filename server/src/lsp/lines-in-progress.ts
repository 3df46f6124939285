import type { Clock } from "./clock";
import type { LineRange } from "./edited-lines";

/** How long it must be quiet until a line counts as finished, in milliseconds. */
const REST = 1_000;

interface Progress {
  readonly lines: LineRange;
  readonly stopTimer: () => void;
}

/** The lines of each document that someone is editing: from the last change to them until the cursor leaves them or a second passes. */
export class LinesInProgress {
  readonly #clock: Clock;
  readonly #progress = new Map<string, Progress>();
  #listeners: ((uri: string) => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns null if no line of the document is being edited. */
  of(uri: string): LineRange | null {
    return this.#progress.get(uri)?.lines ?? null;
  }

  /** @param lines that have just been edited; null if the text was changed otherwise than by hand. */
  edited(uri: string, lines: LineRange | null): void {
    this.forget(uri);
    if (lines !== null) {
      const stopTimer = this.#clock.after(REST, () => this.#finish(uri));
      this.#progress.set(uri, { lines, stopTimer });
    }
  }

  /** @param line the cursor's; null if it has left the document. */
  cursorMoved(uri: string, line: number | null): void {
    const lines = this.of(uri);
    if (lines !== null && (line === null || line < lines.first || lines.last < line)) {
      this.#finish(uri);
    }
  }

  /** @param listener called when the lines of a document are finished. */
  onDidFinish(listener: (uri: string) => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  forget(uri: string): void {
    this.#progress.get(uri)?.stopTimer();
    this.#progress.delete(uri);
  }

  #finish(uri: string): void {
    this.forget(uri);
    for (const tell of this.#listeners) {
      tell(uri);
    }
  }
}
