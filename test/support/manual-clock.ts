import type { Clock } from "../../server/src/lsp/clock";

/** A clock in which time passes only by `pass`. */
export class ManualClock implements Clock {
  #now = 0;
  #tasks: { readonly due: number; readonly task: () => void }[] = [];

  readonly after = (milliseconds: number, task: () => void): (() => void) => {
    const planned = { due: this.#now + milliseconds, task };
    this.#tasks.push(planned);
    return () => {
      this.#tasks = this.#tasks.filter((one) => one !== planned);
    };
  };

  /** Runs what is due until then, in order. */
  pass(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const next = this.#tasks.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) {
        this.#now = until;
        return;
      }
      this.#tasks = this.#tasks.filter((one) => one !== next);
      this.#now = next.due;
      next.task();
    }
  }
}
