/** The start of each line of `host/reporter.ts`. Other output of an extension host comes from VS Code. */
const OURS = "│ ";

/** Prints the report of the tests, and keeps VS Code's other output in case they fail. */
export class TestLog {
  #others = [];

  /** @param {string} type the name of a `console` method. */
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
