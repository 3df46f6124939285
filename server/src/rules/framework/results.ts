import type { Directive, Message, UnreadFence } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { withoutRepetition } from "./finding";
import type { Finding, Rule } from "./rule";
import { RuleRunner } from "./run";

export type OnRuleError = (rule: Rule, error: unknown) => void;

/** The findings on a group of exchanges. */
export interface RuleResults {
  readonly findings: readonly Finding[];
  /** The findings that make an exchange blocked in any engine, in step order; only exchanges that have some. */
  readonly failures: ReadonlyMap<JudgedExchange, readonly Finding[]>;
}

/** @param judged only the exchanges of one group. */
export function resultsOf(judged: JudgedDocument, onError: OnRuleError): RuleResults {
  const runner = new RuleRunner(judged, onError);
  for (const exchange of judged.exchanges) {
    runner.exchange(exchange);
  }
  for (const exchanges of judged.targets) {
    runner.target(exchanges);
  }
  const { findings, failures } = runner;
  return { findings: withoutRepetition(judged.document, findings), failures };
}

/** @param part a message or directive outside exchanges: a fragment, an extra response, or a directive of the file; or an unread fence. */
export function findingsOn(
  part: Message | Directive | UnreadFence,
  judged: JudgedDocument,
  onError: OnRuleError,
): readonly Finding[] {
  const runner = new RuleRunner(judged, onError);
  if ("kind" in part) {
    runner.message(part);
  } else if ("opening" in part) {
    runner.unreadFence(part);
  } else {
    runner.directive({ directive: part, request: null });
  }
  return withoutRepetition(judged.document, runner.findings);
}
