/** Begins the lines of `host/reporter.ts`; all else that an extension host prints is VS Code's. */
const OURS = "│ ";

/** Shows the report of the tests, and keeps what else VS Code says for the case that they fail. */
export class TestLog {
  #others = [];

  /** @param {string} type the name of a method of `console`. */
  receive(type, ...args) {
    const [first] = args;
    if (typeof first === "string" && first.startsWith(OURS)) {
      console.log(first.slice(OURS.length));
    } else {
      this.#others.push([type, ...args]);
    }
  }

  showOthers() {
    for (const [type, ...args] of this.#others) {
      console.error(`[VS Code] ${type}:`, ...args);
    }
  }
}
