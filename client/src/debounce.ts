import type { Disposable } from "vscode";

/** Does something once calls have been absent for a while. */
export class Debounced implements Disposable {
  readonly #action: () => void;
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(action: () => void, milliseconds: number) {
    this.#action = action;
    this.#milliseconds = milliseconds;
  }

  call(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#action, this.#milliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
