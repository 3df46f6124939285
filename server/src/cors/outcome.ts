import type { HeaderName } from "../headers/table";
import type { Algorithm, Failure, OpenStep, Outcome, Step } from "./types";

/** Collects the failures of an algorithm, which continues after the step at which a browser would have returned. */
export class OutcomeBuilder {
  readonly failures: Failure[] = [];
  readonly undetermined: OpenStep[] = [];

  constructor(private readonly algorithm: Algorithm) {}

  /** @param header the response header that the step reads, `null` for the status. */
  fail(number: string, header: HeaderName | null, subject: string | null = null): void {
    this.failures.push({ algorithm: this.algorithm, number, header, subject });
  }

  /** @param header the response header that the step reads, `null` for the status. */
  leaveOpen(number: string, header: HeaderName | null, subject: string | null = null): void {
    this.undetermined.push({ algorithm: this.algorithm, number, header, subject });
  }

  /** The same for a step that only the unknown credentials mode leaves open. */
  leaveOpenToCredentials(number: string, header: HeaderName, subject: string | null = null): void {
    this.undetermined.push({ algorithm: this.algorithm, number, header, subject, needs: "credentials" });
  }

  /** Adds the results of another algorithm that runs as a step of this one. */
  include(outcome: Outcome): void {
    for (const failure of outcome.failures) {
      this.failures.push(failure);
    }
    for (const open of outcome.undetermined) {
      this.undetermined.push(open);
    }
  }

  /** @param success the step that returns success if nothing failed or is undetermined. */
  build(success: Step): Outcome {
    return outcomeOf(this.failures, this.undetermined, success);
  }
}

/** The outcome of an algorithm and of one that runs after it. */
export function inSequence(first: Outcome, second: Outcome): Outcome {
  const failures = first.failures.concat(second.failures);
  return outcomeOf(failures, first.undetermined.concat(second.undetermined), second.step);
}

function outcomeOf(failures: readonly Failure[], undetermined: readonly OpenStep[], success: Step): Outcome {
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

function stepOf({ algorithm, number }: Failure): Step {
  return { algorithm, number };
}
