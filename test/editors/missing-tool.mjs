/** Thrown where the machine lacks what a suite runs in; the suite is then left out, except in CI. */
export class MissingToolError extends Error {
  /** @param {string} remedy how to get it. */
  constructor(what, remedy) {
    super(`${what}: ${remedy}`);
    this.name = "MissingToolError";
  }
}
