import type { Analysis } from "../../analysis";
import type { HeaderName } from "../../headers/table";
import type { Message } from "../../http/tree";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import type { Finding } from "../../rules/framework/rule";

/** The findings in the given messages that block the exchange in at least one browser. */
export function failuresIn(
  analysis: Analysis,
  exchange: JudgedExchange,
  messages: readonly (Message | null | undefined)[],
): Finding[] {
  const { browsers } = analysis.judged;
  return (analysis.failures.get(exchange) ?? []).filter(
    ({ engines, place }) =>
      messages.some((message) => message === place.anchor) && browsers.some((browser) => engines?.includes(browser)),
  );
}

/** The verdicts on the deciding headers. */
export function decidingHeaders(
  failures: readonly Finding[],
  passing: readonly HeaderName[],
): Map<HeaderName, Verdict> {
  const failing = failures.flatMap(({ step }) => (step?.header == null ? [] : [step.header]));
  return failing.length > 0
    ? new Map(failing.map((name) => [name, "blocked"]))
    : new Map(passing.map((name) => [name, "allowed"]));
}
