import type { Directive, Message } from "../../http/tree";
import type { JudgedDocument } from "../../verdict/judged-document";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import { withoutRepetition } from "./finding";
import type { Finding, Rule } from "./rule";
import { RuleRunner } from "./run";

export type OnRuleError = (rule: Rule, error: unknown) => void;

/** What the rules say of some exchanges. */
export interface RuleResults {
  readonly findings: readonly Finding[];
  /** The findings that a blocked verdict rests on in any browser, for each exchange that has some, in step order. */
  readonly failures: ReadonlyMap<JudgedExchange, readonly Finding[]>;
}

/** @param judged the exchanges of one group, with nothing beside them. */
export function resultsOf(judged: JudgedDocument, onError: OnRuleError): RuleResults {
  const runner = new RuleRunner(judged, onError);
  for (const exchange of judged.exchanges) {
    runner.exchange(exchange);
  }
  const { findings, failures } = runner;
  return { findings: withoutRepetition(findings), failures };
}

/** @param one what belongs to no exchange: a fragment, a response beside another one, a directive of the file. */
export function findingsOn(one: Message | Directive, judged: JudgedDocument, onError: OnRuleError): readonly Finding[] {
  const runner = new RuleRunner(judged, onError);
  if ("kind" in one) {
    runner.message(one);
  } else {
    runner.directive(one);
  }
  return withoutRepetition(runner.findings);
}
