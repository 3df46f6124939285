import type { Engine } from "../../cors/engines";
import type { Failure } from "../../cors/types";
import type { Fix } from "../../edits/edit";
import type { Directive, Message, Part, Response, Suppression } from "../../http/tree";
import type { Place } from "../../text/range";
import type { JudgedDocument } from "../../verdict/judged-document";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import type { RuleId } from "./rule-ids";

/**
 * `error`: at least one engine blocks. `warning`: works here, but is a hole or breaks elsewhere. `information`: useless, misleading, or true
 * only under a condition that the text does not show. `hint`: style.
 */
export type Severity = "error" | "warning" | "information" | "hint";

/** Steps of the standard at which one exchange fails for one reason. */
export interface Fault {
  /** The exchange whose verdict the steps are part of. */
  readonly exchange: JudgedExchange;
  /** The exchange whose response is at fault: `exchange` itself, or the preflight that serves it. */
  readonly at: JudgedExchange & { readonly response: Response };
  /** In step order; one for each method or header name that is refused. */
  readonly failures: readonly Failure[];
  readonly engines: readonly Engine[];
}

/** A step at which a request is refused before it is sent. */
export interface Refusal {
  readonly exchange: JudgedExchange;
  readonly failure: Failure;
  readonly engines: readonly Engine[];
}

/** The keyword of a comment that hides findings, or a name in it. */
export interface SuppressionWord {
  readonly suppression: Suppression;
  readonly word: Part;
  /** Of the name among those of the comment; -1 for the keyword. */
  readonly index: number;
}

/** A comment that hides findings, or one name in it, where there is nothing to hide. */
export interface UnusedSuppression {
  readonly suppression: Suppression;
  /** Null where the whole comment hides nothing. */
  readonly name: Part | null;
}

/** What a rule says about one place. The runner adds the rule, the severity of a fault, and the engines. */
export interface Report {
  /** One sentence in plain words: the value as typed in backticks, and what browsers do. */
  readonly message: string;
  /** The smallest text whose change cures it. */
  readonly place: Place;
  /** For a fault the runner decides by engine; elsewhere it is the rule's own where none is given. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** The full header line that would be right. */
  readonly expected?: string;
  readonly unnecessary?: boolean;
  /** Computed only when asked for. The first is the best one. */
  readonly fixes?: () => readonly Fix[];
}

export interface Related {
  readonly message: string;
  readonly place: Place;
}

export interface Example {
  /** What the example shows, as a short sentence. */
  readonly title: string;
  /** An `.http` text. An invalid example yields exactly one finding of the rule; a valid one none. */
  readonly text: string;
}

export interface Reference {
  readonly title: string;
  readonly url: string;
}

/**
 * One thing that can be wrong. Its file, test, documentation page and setting carry its id. Of a document it may look at what it is given,
 * the exchanges with the same target as that, those that redirects lead to it from, and the variables: what it says is kept as long as these stay.
 */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** One sentence: what is found. */
  readonly summary: string;
  /** Markdown: why it matters, and what to do. */
  readonly rationale: string;
  readonly references: readonly Reference[];
  readonly examples: { readonly invalid: readonly Example[]; readonly valid: readonly Example[] };
  /** Words a fault that `attribution.ts` gives to this rule. */
  readonly fault?: (fault: Fault, judged: JudgedDocument) => Iterable<Report>;
  /** Words why a request is not sent at all. */
  readonly refusal?: (refusal: Refusal) => Iterable<Report>;
  /** Looks at one exchange to which CORS applies, or may apply: a preflight or an actual request. */
  readonly exchange?: (exchange: JudgedExchange, judged: JudgedDocument) => Iterable<Report>;
  /** Looks at one preflight. */
  readonly preflight?: (exchange: JudgedExchange, judged: JudgedDocument) => Iterable<Report>;
  /** Looks at one actual request to which CORS applies, or may apply. */
  readonly actual?: (exchange: JudgedExchange, judged: JudgedDocument) => Iterable<Report>;
  /** Checks an exchange to which CORS doesn't apply. */
  readonly notCors?: (exchange: JudgedExchange, judged: JudgedDocument) => Iterable<Report>;
  /** The only headers that `message` looks at: it is not asked about a message that has none of them. All messages where it is not given. */
  readonly headers?: readonly string[];
  /** Looks at one message, whatever it belongs to. */
  readonly message?: (message: Message, judged: JudgedDocument) => Iterable<Report>;
  /** Looks at one directive, of a request or of the file. */
  readonly directive?: (directive: Directive, judged: JudgedDocument) => Iterable<Report>;
  /** Looks at one word of a comment that hides findings: its keyword, or a name. */
  readonly suppression?: (at: SuppressionWord, judged: JudgedDocument) => Iterable<Report>;
  /** Words that a comment hides nothing. */
  readonly unused?: (unused: UnusedSuppression) => Iterable<Report>;
}

/** A report with everything that an editor or a terminal shows. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly related: readonly Related[];
  readonly expected: string | null;
  readonly unnecessary: boolean;
  /** The engines that block for it; null where no verdict depends on it. */
  readonly engines: readonly Engine[] | null;
  /** The first failing step of the standard; null where no verdict depends on it. */
  readonly step: Failure | null;
  /**
   * The best one first. Made when asked for, of the document as it is then.
   * @param judged the whole document.
   */
  readonly fixes: (judged: JudgedDocument) => readonly Fix[];
}
