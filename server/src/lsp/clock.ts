/** Runs tasks later. Tests have one of their own, in which time passes only when they say so. */
export interface Clock {
  /**
   * Runs a task once, after some milliseconds.
   * @returns a function that cancels it.
   */
  readonly after: (milliseconds: number, task: () => void) => () => void;
}

export const SYSTEM_CLOCK: Clock = {
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
};
