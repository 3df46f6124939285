import { ENGINES, type Engine } from "../../cors/engines";
import type { Directive, HttpDocument, Message, Suppression } from "../../http/tree";
import type { Anchor } from "../../text/range";
import type { JudgedDocument } from "../../verdict/judged-document";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import { RULES, ruleOf } from "../registry";
import { type AttributedFault, faultsOf, refusalOf } from "./faults";
import { findingOf } from "./finding";
import type { Finding, Refusal, Report, Rule, UnusedSuppression } from "./rule";

type Hook = {
  [K in keyof Rule]-?: Rule[K] extends ((...args: never[]) => Iterable<Report>) | undefined ? K : never;
}[keyof Rule];

/** The rules that look at one kind of thing, each with the function that does. */
function looking<K extends Exclude<Hook, "fault">>(hook: K) {
  return RULES.flatMap((rule) => {
    const look = rule[hook];
    return look === undefined ? [] : [{ rule, look: look as NonNullable<Rule[K]> }];
  });
}

const AT_REFUSALS = looking("refusal");
const AT_PREFLIGHTS = [...looking("exchange"), ...looking("preflight")];
const AT_ACTUAL_REQUESTS = [...looking("exchange"), ...looking("actual")];
const AT_NOT_CORS = looking("notCors");
const AT_MESSAGES = looking("message").map((one, i) => ({ ...one, bit: 1 << i }));
const AT_DIRECTIVES = looking("directive");
const AT_SUPPRESSIONS = looking("suppression");
const AT_UNUSED = looking("unused");

/** For each header, in lower case, the bits of the rules that look at it in a message. */
const LOOKING_AT = new Map<string, number>();
for (const { rule, bit } of AT_MESSAGES) {
  for (const header of rule.headers ?? []) {
    const name = header.toLowerCase();
    LOOKING_AT.set(name, (LOOKING_AT.get(name) ?? 0) | bit);
  }
}

/** Runs rules over parts of a document. A rule is not trusted: one that throws is left out, and told to `onError`. */
export class RuleRunner {
  readonly #judged: JudgedDocument;
  readonly #onError: (rule: Rule, error: unknown) => void;
  readonly findings: Finding[] = [];
  /** The findings that a blocked verdict rests on in any browser, for each exchange that has some, in step order. */
  readonly failures = new Map<JudgedExchange, readonly Finding[]>();

  /** @param judged what the rules see. */
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
    this.findings.push(
      ...(browsers.length + 1 === ENGINES.length ? found : this.#blocking(exchange, ["fetch", ...browsers])),
    );
    for (const { rule, look } of rulesFor(exchange)) {
      this.#look(rule, look, exchange, null, this.findings);
    }
    this.message(exchange.request);
    if (exchange.response !== null) {
      this.message(exchange.response);
    }
  }

  message(message: Message): void {
    if (isInBadExample(message, this.#judged.document)) {
      return;
    }
    let concerned = 0;
    for (const { name } of message.fields) {
      concerned |= LOOKING_AT.get(name.text.toLowerCase()) ?? 0;
    }
    for (const { rule, look, bit } of AT_MESSAGES) {
      if (rule.headers === undefined || (concerned & bit) !== 0) {
        this.#look(rule, look, message, null, this.findings);
      }
    }
    if (message.kind === "request") {
      for (const directive of message.directives) {
        this.directive(directive);
      }
    }
  }

  directive(directive: Directive): void {
    for (const { rule, look } of AT_DIRECTIVES) {
      this.#look(rule, look, directive, null, this.findings);
    }
  }

  suppression(suppression: Suppression): void {
    if (!this.#isOfBadExample(suppression)) {
      for (const [at, word] of [suppression.keyword, ...suppression.rules].entries()) {
        for (const { rule, look } of AT_SUPPRESSIONS) {
          this.#look(rule, look, { suppression, word, index: at - 1 }, null, this.findings);
        }
      }
    }
  }

  unused(unused: UnusedSuppression): void {
    if (!this.#isOfBadExample(unused.suppression)) {
      for (const { rule, look } of AT_UNUSED) {
        this.#look(rule, look, unused, null, this.findings);
      }
    }
  }

  #isOfBadExample({ message }: Suppression): boolean {
    return message !== null && isInBadExample(message, this.#judged.document);
  }

  /** What blocks an exchange in some of the engines. */
  #blocking(exchange: JudgedExchange, engines: readonly Engine[]): Finding[] {
    const found: Finding[] = [];
    const refusal = refusalOf(exchange, engines);
    if (refusal !== null) {
      for (const { rule, look } of AT_REFUSALS) {
        this.#look(rule, look, refusal, refusal, found);
      }
    }
    for (const fault of faultsOf(exchange, engines)) {
      const rule = ruleOf(fault.rule);
      if (rule.fault !== undefined) {
        this.#look(rule, rule.fault, fault, fault, found);
      }
    }
    return found;
  }

  #look<T>(
    rule: Rule,
    look: (at: T, judged: JudgedDocument) => Iterable<Report>,
    at: T,
    decisive: AttributedFault | Refusal | null,
    into: Finding[],
  ): void {
    const { document } = this.#judged;
    const before = into.length;
    try {
      for (const report of look(at, this.#judged)) {
        if (!isInBadExample(report.place.anchor, document)) {
          into.push(findingOf(document, rule, report, decisive, (judged) => look(at, judged)));
        }
      }
    } catch (error) {
      into.length = before;
      this.#onError(rule, error);
    }
  }
}

function rulesFor({ applicability, kind }: JudgedExchange) {
  if (applicability.applies === false) {
    return AT_NOT_CORS;
  }
  return kind === "preflight" ? AT_PREFLIGHTS : AT_ACTUAL_REQUESTS;
}

/** What is marked as wrong on purpose is not told to be so. */
function isInBadExample(anchor: Anchor | Message, { blocks }: HttpDocument): boolean {
  return "block" in anchor && (blocks[anchor.block]?.badExample ?? false);
}
