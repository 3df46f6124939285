/**
 * What instrumented sources call: every mutant is in the code, and one of them, or none, is switched on. A call returns what the source says,
 * or what the mutant makes of it. The calls are written by `instrument.mjs`.
 */
export class MutationSwitch {
  /** The number of the mutant that is on; 0 for none. */
  active = 0;
  /** How many times the bodies of loops may run before the mutant counts as looping for ever. */
  loopLimit = Number.POSITIVE_INFINITY;
  loops = 0;
  /** `reached[mutant]` is 1 where its place in the code was evaluated. */
  reached;

  /** @param count how many mutants there are; they are numbered from 1. */
  constructor(count) {
    this.reached = new Uint8Array(count + 1);
  }

  isOn(mutant) {
    this.reached[mutant] = 1;
    return this.active === mutant;
  }

  /** Whether a statement is there. */
  keeps(mutant) {
    return !this.isOn(mutant);
  }

  condition(mutant, value) {
    return this.isOn(mutant) ? !value : value;
  }

  /** A result that may be other than a boolean, and then is left as it is. */
  booleanResult(mutant, value) {
    return this.isOn(mutant) && typeof value === "boolean" ? !value : value;
  }

  logical(mutant, operator, left, right) {
    return (operator === "&&") !== this.isOn(mutant) ? left && right() : left || right();
  }

  nullish(withoutRight, withoutLeft, left, right) {
    if (this.isOn(withoutLeft)) {
      return right();
    }
    return this.isOn(withoutRight) ? left : (left ?? right());
  }

  /** With the mutant, the boundary is on the other side. */
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

  /** What a `case` compares with; a symbol of its own equals nothing. */
  caseLabel(mutant, value) {
    return this.isOn(mutant) ? Symbol("no case") : value;
  }

  pattern(mutant, original, altered) {
    return this.isOn(mutant) ? altered : original;
  }

  loop() {
    this.loops++;
    if (this.loops > this.loopLimit) {
      throw new Error("It loops for ever.");
    }
  }
}
