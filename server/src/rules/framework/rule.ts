import type { Engine } from "../../cors/engines";
import type { Failure } from "../../cors/types";
import type { Fix } from "../../edits/edit";
import type { HeaderName } from "../../headers/table";
import type { Carrier } from "../../http/reading";
import type { Directive, Message, Part, Request, Suppression, UnreadFence } from "../../http/tree";
import type { JudgedDocument, JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import type { Place } from "../../text/range";
import type { Explanation, Fault, Refusal, Short } from "./blocking";
import type { RuleId } from "./rule-ids";

/**
 * `error`: at least one browser blocks. `warning`: works here, but is a security hole or breaks elsewhere. `information`: has no effect, is
 * misleading, or applies only under a condition that the text doesn't show. `hint`: style.
 */
export type Severity = "error" | "warning" | "information" | "hint";

/** A suppression comment, or one name in it, that hides nothing. */
export interface UnusedSuppression {
  readonly suppression: Suppression;
  /** Null if the whole comment hides nothing. */
  readonly name: Part | null;
}

/** A directive, and the request that it is above; null if it is only above the whole file. */
export interface DirectiveInPlace {
  readonly directive: Directive;
  readonly request: Request | null;
}

/** What a rule reports at one place. The runner adds the rule, the severity of a fault, and the engines. */
export interface Report {
  /**
   * One sentence, or two short ones: what is wrong and what it should be. Quotes the value as typed, in backticks; the rest has at most 120
   * characters. Why, and cures at length, belong to the rule's `rationale`.
   */
  readonly message: string;
  /** The smallest range that has to change. */
  readonly place: Place;
  /** Defaults to the rule's severity. Ignored for faults, whose severity depends on the engines that block. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** The complete header line that would be correct. */
  readonly expected?: string;
  readonly unnecessary?: boolean;
  /** Whether browsers had a use for it once. */
  readonly deprecated?: boolean;
  /** Computed on demand, best first, for the document that shows the finding. The rule may have seen an earlier one. */
  readonly fixes?: (judged: JudgedDocument) => readonly Fix[];
}

export interface Related {
  readonly message: string;
  readonly place: Place;
}

export interface Example {
  /** A short noun phrase or sentence. */
  readonly title: string;
  /** The content of an `.http` file, or of a Markdown file. An invalid example yields exactly one finding of the rule, a valid one none. */
  readonly text: string;
  /** Default: `http`. */
  readonly carrier?: Carrier;
  /** The other rules that find errors or warnings in an invalid example, because the mistake makes another one. */
  readonly also?: readonly RuleId[];
}

export interface Reference {
  readonly title: string;
  readonly url: string;
}

/**
 * A check for one kind of mistake. Its file, fixture, documentation page and setting are named after its id.
 *
 * Its reports may depend only on its argument, the exchanges with the same target, those that lead to it by redirects, and the variables:
 * findings are cached until one of these changes.
 */
interface AnyRule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** One sentence, in Markdown, that names the mistake. */
  readonly summary: string;
  /** Why it matters and what to do, in Markdown. */
  readonly rationale: string;
  readonly references: readonly Reference[];
  readonly examples: { readonly invalid: readonly Example[]; readonly valid: readonly Example[] };
  /** Checks an exchange to which CORS applies or may apply: a preflight or an actual request. */
  readonly exchange?: (exchange: JudgedExchange, judged: JudgedExchanges) => Iterable<Report>;
  /** Checks a preflight. */
  readonly preflight?: (exchange: JudgedExchange, judged: JudgedExchanges) => Iterable<Report>;
  /** Checks an actual request to which CORS applies or may apply. */
  readonly actual?: (exchange: JudgedExchange, judged: JudgedExchanges) => Iterable<Report>;
  /** Checks an exchange to which CORS doesn't apply. */
  readonly notCors?: (exchange: JudgedExchange, judged: JudgedExchanges) => Iterable<Report>;
  /** Checks the exchanges of one target together, in the order of the text, also those to which CORS doesn't apply. Linear in their number. */
  readonly target?: (exchanges: readonly JudgedExchange[], judged: JudgedExchanges) => Iterable<Report>;
  /** `message` is called only for messages that have one of these headers. Without it, for all messages. */
  readonly headers?: readonly HeaderName[];
  /** Checks any message, in an exchange or not. */
  readonly message?: (message: Message, judged: JudgedExchanges) => Iterable<Report>;
  /** Checks a directive of a request or of the file. */
  readonly directive?: (at: DirectiveInPlace, judged: JudgedExchanges) => Iterable<Report>;
  /** Checks a Markdown fence that isn't read. */
  readonly unreadFence?: (fence: UnreadFence) => Iterable<Report>;
  /** Checks a suppression comment. */
  readonly suppression?: (suppression: Suppression) => Iterable<Report>;
  /** Reports an unused suppression. */
  readonly unused?: (unused: UnusedSuppression) => Iterable<Report>;
}

/** A rule that says why a response blocks an exchange. */
export interface FaultRule extends AnyRule {
  readonly explains: Explanation;
  readonly short: Short;
  /** Reports failures of the steps that the rule explains. */
  readonly fault: (fault: Fault, judged: JudgedExchanges) => Iterable<Report>;
  readonly refusal?: never;
}

/** A rule that says why a request isn't sent. */
export interface RefusalRule extends AnyRule {
  readonly short: Short;
  readonly refusal: (refusal: Refusal) => Iterable<Report>;
  readonly explains?: never;
  readonly fault?: never;
}

/** A rule on which no verdict depends. */
export interface OtherRule extends AnyRule {
  readonly explains?: never;
  readonly short?: never;
  readonly fault?: never;
  readonly refusal?: never;
}

export type Rule = FaultRule | RefusalRule | OtherRule;

/** A report with everything that editors and terminals show. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly related: readonly Related[];
  readonly expected: string | null;
  readonly unnecessary: boolean;
  readonly deprecated: boolean;
  /** The engines that block because of it; null if no verdict depends on it. */
  readonly engines: readonly Engine[] | null;
  /** Whether another finding shows it as related: it follows from that one, or browsers stop there and never make this request. */
  readonly isConsequence: boolean;
  /** The first failing step of the standard; null if no verdict depends on it. */
  readonly step: Failure | null;
  /**
   * Computes the fixes for the current document, best first. Reads the text around each of them again.
   * @param judged the whole document.
   */
  readonly fixes: (judged: JudgedDocument) => readonly Fix[];
  /** The same before any text is read again: after some of them, it may mean something else. */
  readonly proposed: (judged: JudgedDocument) => readonly Fix[];
}
