import type { Browser, Engine } from "../../cors/engines";
import type { Algorithm, Failure } from "../../cors/types";
import type { Response } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";

export type Answered = JudgedExchange & { readonly response: Response };

export function isAnswered(exchange: JudgedExchange): exchange is Answered {
  return exchange.response !== null;
}

/** The steps of the Fetch standard at which one exchange fails for one reason. */
export interface Fault {
  /** The exchange whose verdict the steps are part of. */
  readonly exchange: JudgedExchange;
  /** The exchange whose response is at fault: `exchange` itself, or the preflight that serves it. */
  readonly at: Answered;
  /** In step order; one for each refused method or header name. */
  readonly failures: readonly Failure[];
  /** Other failures of the same response, which its rule says follow from these. */
  readonly consequences: readonly Failure[];
  readonly engines: readonly Engine[];
}

/** The step at which engines refuse a request before they send it. */
export interface Refusal {
  readonly exchange: JudgedExchange;
  readonly failure: Failure;
  readonly engines: readonly Engine[];
}

/** One failing step of a fault. */
export interface FailingStep extends Pick<Fault, "exchange" | "at" | "engines"> {
  readonly failure: Failure;
}

/**
 * The failing steps that a rule explains. One rule explains each by its root cause: a misspelt header explains a missing one, a literal `*` what it
 * doesn't cover, and the form of a wrong origin why it doesn't match.
 */
export interface Explanation {
  /** For example `cors-check 4`. */
  readonly steps: readonly `${Algorithm} ${string}`[];
  /** The special case that the rule is about. Without it, the rule explains what no special case explains. */
  readonly when?: (failing: FailingStep) => boolean;
  /** Of the special cases that hold, the one with the highest precedence explains the step. Defaults to 0. */
  readonly precedence?: number;
  /**
   * Which other failing steps of the same response follow from the rule's own, so that one cure is enough. Only those that no special case
   * explains: a special case is a mistake of its own.
   */
  readonly entails?: (failing: FailingStep) => boolean;
}

/** Where an exchange is blocked, for a short label. */
export interface Blocked {
  /** The exchange whose verdict the step is part of. */
  readonly exchange: JudgedExchange;
  /** `exchange` itself, or its preflight. */
  readonly at: JudgedExchange;
  readonly failure: Failure;
  readonly browsers: readonly Browser[];
}

/** The reason for a blocked verdict in a few words of plain text: `port differs`. */
export type Short = string | ((blocked: Blocked) => string);
