/** Thrown if the machine lacks a tool that a suite needs. The suite is then skipped, except in CI. */
export class MissingToolError extends Error {
  /** @param {string} remedy how to install it. */
  constructor(what, remedy) {
    super(`${what}: ${remedy}`);
    this.name = "MissingToolError";
  }
}
