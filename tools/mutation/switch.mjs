/**
 * Switches mutants on and off. Instrumented code contains all mutants and calls these methods (see `instrument.mjs`); at most one mutant is on.
 * Each method takes the mutant's number and returns the original value, or the mutated one if that mutant is on.
 */
export class MutationSwitch {
  /** The number of the mutant that is on, or 0. */
  active = 0;
  /** How many loop iterations are allowed before a mutant counts as an infinite loop. */
  loopLimit = Number.POSITIVE_INFINITY;
  loops = 0;

  /** @param {number} count how many mutants there are; they are numbered from 1. */
  constructor(count) {
    /** `reached[mutant]` is 1 once its code has run. */
    this.reached = new Uint8Array(count + 1);
  }

  isOn(mutant) {
    this.reached[mutant] = 1;
    return this.active === mutant;
  }

  /** False if the statement is removed. */
  keeps(mutant) {
    return !this.isOn(mutant);
  }

  condition(mutant, value) {
    return this.isOn(mutant) ? !value : value;
  }

  /** Negates booleans and keeps other results. */
  booleanResult(mutant, value) {
    return this.isOn(mutant) && typeof value === "boolean" ? !value : value;
  }

  logical(mutant, operator, left, right) {
    return (operator === "&&") !== this.isOn(mutant) ? left && right() : left || right();
  }

  nullish(onlyLeft, onlyRight, left, right) {
    if (this.isOn(onlyRight)) {
      return right();
    }
    return this.isOn(onlyLeft) ? left : (left ?? right());
  }

  compare(mutant, operator, left, right) {
    const isOn = this.isOn(mutant);
    switch (operator) {
      case "<":
        return isOn ? left <= right : left < right;
      case "<=":
        return isOn ? left < right : left <= right;
      case ">":
        return isOn ? left >= right : left > right;
      default:
        return isOn ? left > right : left >= right;
    }
  }

  literal(mutant, value) {
    if (!this.isOn(mutant)) {
      return value;
    }
    switch (typeof value) {
      case "boolean":
        return !value;
      case "number":
        return value + 1;
      case "bigint":
        return value + 1n;
      default:
        return `${value}?`;
    }
  }

  caseLabel(mutant, value) {
    // A fresh symbol equals nothing.
    return this.isOn(mutant) ? Symbol("never matches") : value;
  }

  pattern(mutant, original, mutated) {
    return this.isOn(mutant) ? mutated : original;
  }

  loop() {
    this.loops++;
    if (this.loops > this.loopLimit) {
      throw new Error("infinite loop");
    }
  }
}
