import type { Disposable } from "vscode";

/** Runs an action once there have been no calls for a while. */
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
