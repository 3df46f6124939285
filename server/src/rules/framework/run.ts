import { ENGINES, type Engine } from "../../cors/engines";
import { blockOf, type Message, type Suppression, type UnreadFence } from "../../http/tree";
import { isBlockedAsExpected } from "../../judged/expectation";
import type { JudgedDocument } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { append } from "../../text/append";
import type { Anchor } from "../../text/range";
import { RULES } from "../registry";
import type { Refusal } from "./blocking";
import { type AttributedFault, faultsOf, refusalOf } from "./faults";
import { findingOf, withoutRepetition } from "./finding";
import type { DirectiveInPlace, Finding, Related, Report, Rule, UnusedSuppression } from "./rule";
import { mayStop, stoppedAt } from "./unreached";

type Hook = {
  [K in keyof Rule]-?: Rule[K] extends ((...args: never[]) => Iterable<Report>) | undefined ? K : never;
}[keyof Rule];

/** The rules that have a hook, each with that function. */
function rulesWith<K extends Exclude<Hook, "fault">>(hook: K) {
  return RULES.flatMap((rule) => {
    const check = rule[hook];
    return check === undefined ? [] : [{ rule, check: check as NonNullable<Rule[K]> }];
  });
}

const REFUSAL_RULES = rulesWith("refusal");
const PREFLIGHT_RULES = [...rulesWith("exchange"), ...rulesWith("preflight")];
const ACTUAL_RULES = [...rulesWith("exchange"), ...rulesWith("actual")];
const NOT_CORS_RULES = rulesWith("notCors");
const TARGET_RULES = rulesWith("target");
const MESSAGE_RULES = rulesWith("message").map((entry, i) => ({ ...entry, bit: 1 << i }));
const DIRECTIVE_RULES = rulesWith("directive");
const FENCE_RULES = rulesWith("unreadFence");
const SUPPRESSION_RULES = rulesWith("suppression");
const UNUSED_RULES = rulesWith("unused");

/** The bits of the rules whose `message` checks a header, by header name in lower case. */
const BITS_BY_HEADER = new Map<string, number>();
for (const { rule, bit } of MESSAGE_RULES) {
  for (const header of rule.headers ?? []) {
    const name = header.toLowerCase();
    BITS_BY_HEADER.set(name, (BITS_BY_HEADER.get(name) ?? 0) | bit);
  }
}

/** Runs the rules on parts of a document. If a rule throws, its reports are dropped and `onError` gets the error. */
export class RuleRunner {
  readonly #judged: JudgedDocument;
  readonly #onError: (rule: Rule, error: unknown) => void;
  readonly findings: Finding[] = [];
  /** The findings that make an exchange blocked in any engine, in step order; only exchanges that have some. */
  readonly failures = new Map<JudgedExchange, readonly Finding[]>();

  /** @param judged the part of the document that rules can see. */
  constructor(judged: JudgedDocument, onError: (rule: Rule, error: unknown) => void) {
    this.#judged = judged;
    this.#onError = onError;
  }

  exchange(exchange: JudgedExchange): void {
    const { browsers } = this.#judged;
    const found = this.#blocking(exchange, ENGINES);
    if (found.length > 0) {
      this.failures.set(exchange, found);
    }
    const shown = browsers.length + 1 === ENGINES.length ? found : this.#blocking(exchange, ["fetch", ...browsers]);
    if (!isBlockedAsExpected(this.#judged, exchange)) {
      append(
        this.findings,
        shown.filter(({ isConsequence }) => !isConsequence),
      );
    }
    for (const { rule, check } of rulesFor(exchange)) {
      this.#run(rule, check, exchange, null, this.findings);
    }
    this.message(exchange.request);
    if (exchange.response !== null) {
      this.message(exchange.response);
    }
  }

  /** @param exchanges all those of one target. */
  target(exchanges: readonly JudgedExchange[]): void {
    for (const { rule, check } of TARGET_RULES) {
      this.#run(rule, check, exchanges, null, this.findings);
    }
  }

  message(message: Message): void {
    if (isInBadExample(message)) {
      return;
    }
    let relevant = 0;
    for (const { name } of message.fields) {
      relevant |= BITS_BY_HEADER.get(name.text.toLowerCase()) ?? 0;
    }
    for (const { rule, check, bit } of MESSAGE_RULES) {
      if (rule.headers === undefined || (relevant & bit) !== 0) {
        this.#run(rule, check, message, null, this.findings);
      }
    }
    if (message.kind === "request") {
      for (const directive of message.directives) {
        this.directive({ directive, request: message });
      }
    }
  }

  directive(at: DirectiveInPlace): void {
    for (const { rule, check } of DIRECTIVE_RULES) {
      this.#run(rule, check, at, null, this.findings);
    }
  }

  unreadFence(fence: UnreadFence): void {
    for (const { rule, check } of FENCE_RULES) {
      this.#run(rule, check, fence, null, this.findings);
    }
  }

  suppression(suppression: Suppression): void {
    if (!this.#isInBadExample(suppression)) {
      for (const { rule, check } of SUPPRESSION_RULES) {
        this.#run(rule, check, suppression, null, this.findings);
      }
    }
  }

  unused(unused: UnusedSuppression): void {
    if (!this.#isInBadExample(unused.suppression)) {
      for (const { rule, check } of UNUSED_RULES) {
        this.#run(rule, check, unused, null, this.findings);
      }
    }
  }

  #isInBadExample({ message }: Suppression): boolean {
    return message !== null && isInBadExample(message);
  }

  /**
   * Returns the findings that make an exchange blocked in any of the engines. The first one at which browsers stop also shows the mistakes in the
   * later requests of the fetch.
   */
  #blocking(exchange: JudgedExchange, engines: readonly Engine[]): Finding[] {
    const unreached = this.#unreachedAfter(exchange, engines);
    const found: Finding[] = [];
    const refusal = refusalOf(exchange, engines);
    if (refusal !== null) {
      append(found, this.#ofRefusal(refusal, unreached));
    }
    const faults = faultsOf(exchange, engines, this.#onError);
    const stopping = refusal === null ? faults.find(({ at, cause }) => at === exchange && cause === null) : null;
    const findings = new Map<AttributedFault, Finding[]>();
    for (const fault of faults.filter(({ cause }) => cause !== null)) {
      findings.set(fault, this.#of(fault, NONE));
    }
    for (const fault of faults.filter(({ cause }) => cause === null)) {
      const consequences = faults.filter(({ cause }) => cause === fault).flatMap((other) => findings.get(other) ?? []);
      const related = [...consequences.map(relatedTo), ...(fault === stopping ? unreached : NONE)];
      findings.set(fault, this.#of(fault, related));
    }
    // In step order.
    append(
      found,
      faults.flatMap((fault) => findings.get(fault) ?? []),
    );
    return found;
  }

  /** The mistakes in the later requests of a fetch, which browsers don't make because they stop at an exchange. */
  #unreachedAfter(exchange: JudgedExchange, engines: readonly Engine[]): readonly Related[] {
    if (!exchange.isFollowed || !mayStop(exchange, engines)) {
      return NONE;
    }
    const found = this.#judged.after(exchange).flatMap((later) => {
      const refusal = refusalOf(later, engines);
      const isUnreached = (one: AttributedFault | Refusal) => stoppedAt(one) === exchange;
      return [
        ...(refusal !== null && isUnreached(refusal) ? this.#ofRefusal(refusal, NONE) : []),
        ...faultsOf(later, engines, this.#onError)
          .filter((fault) => fault.cause === null && isUnreached(fault))
          .flatMap((fault) => this.#of(fault, NONE)),
      ];
    });
    return withoutRepetition(this.#judged.document, found).map((finding) => ({
      ...relatedTo(finding),
      message: `Also to fix: ${finding.message}`,
    }));
  }

  #of(fault: AttributedFault, related: readonly Related[]): Finding[] {
    const found: Finding[] = [];
    this.#run(fault.rule, fault.rule.fault, fault, fault, found, related);
    return found;
  }

  #ofRefusal(refusal: Refusal, related: readonly Related[]): Finding[] {
    const found: Finding[] = [];
    for (const { rule, check } of REFUSAL_RULES) {
      this.#run(rule, check, refusal, refusal, found, related);
    }
    return found;
  }

  /** @param related places that each report shows besides its own. */
  #run<T>(
    rule: Rule,
    check: (at: T, judged: JudgedDocument) => Iterable<Report>,
    at: T,
    decisive: AttributedFault | Refusal | null,
    into: Finding[],
    related: readonly Related[] = NONE,
  ): void {
    const before = into.length;
    try {
      for (const report of check(at, this.#judged)) {
        if (!isInBadExample(report.place.anchor)) {
          into.push(findingOf(this.#judged, rule, withRelated(report, related), decisive));
        }
      }
    } catch (error) {
      into.length = before;
      this.#onError(rule, error);
    }
  }
}

const NONE: readonly Related[] = [];

function withRelated(report: Report, related: readonly Related[]): Report {
  return related.length === 0 ? report : { ...report, related: [...(report.related ?? []), ...related] };
}

function relatedTo({ message, place }: Finding): Related {
  return { message, place };
}

function rulesFor({ applicability, kind }: JudgedExchange) {
  if (applicability.applies === false) {
    return NOT_CORS_RULES;
  }
  return kind === "preflight" ? PREFLIGHT_RULES : ACTUAL_RULES;
}

/** Code marked as a bad example is wrong on purpose, and isn't reported. */
function isInBadExample(anchor: Anchor | Message): boolean {
  return "block" in anchor && blockOf(anchor).badExample;
}
