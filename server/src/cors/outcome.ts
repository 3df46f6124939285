import type { Algorithm, Failure, Outcome, Step } from "./types";

/** What an algorithm notes while it goes on after the step at which a browser would have returned. */
export class OutcomeBuilder {
  readonly failures: Failure[] = [];
  readonly undetermined: Failure[] = [];

  constructor(private readonly algorithm: Algorithm) {}

  /** @param header the response header that the step reads, `null` for the status. */
  fail(number: string, header: string | null, subject: string | null = null): void {
    this.failures.push({ algorithm: this.algorithm, number, header, subject });
  }

  /** @param header the response header that the step reads, `null` for the status. */
  leaveOpen(number: string, header: string | null, subject: string | null = null): void {
    this.undetermined.push({ algorithm: this.algorithm, number, header, subject });
  }

  /** Takes over what another algorithm, run as a step of this one, has found. */
  include(outcome: Outcome): void {
    this.failures.push(...outcome.failures);
    this.undetermined.push(...outcome.undetermined);
  }

  /** @param success the step that returns success when nothing failed or stayed open. */
  build(success: Step): Outcome {
    const { failures, undetermined } = this;
    const [failure] = failures;
    const [open] = undetermined;
    if (failure !== undefined) {
      return { result: "failure", step: stepOf(failure), failures, undetermined };
    }
    if (open !== undefined) {
      return { result: "undetermined", step: stepOf(open), failures, undetermined };
    }
    return { result: "success", step: success, failures, undetermined };
  }
}

function stepOf({ algorithm, number }: Failure): Step {
  return { algorithm, number };
}
