import type { Analysis } from "../analysis";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { Blocked } from "../rules/framework/blocking";
import type { Finding } from "../rules/framework/rule";
import { ruleOf } from "../rules/registry";

/**
 * The reason for a blocked verdict in a few words of plain text: `port differs`, `PUT not allowed`.
 * @param finding the finding for the first failing step.
 * @param isEarlier whether a request of the chain comes before the one that the verdict is shown at.
 */
export function blockedLabel(
  analysis: Analysis,
  exchange: JudgedExchange,
  finding: Finding,
  isEarlier: (culprit: JudgedExchange) => boolean,
): string {
  const culprit = culpritOf(exchange, finding);
  // The words for a preflight's lists, status or redirect already mention the preflight.
  const isCheck = finding.step?.algorithm === "cors-check";
  const inPreflight = isCheck && culprit.at !== culprit.exchange ? " in the preflight" : "";
  const beforeRedirect = isEarlier(culprit.exchange) ? " before the redirect" : "";
  return `${words(analysis, culprit, finding)}${inPreflight}${beforeRedirect}`;
}

type Culprit = Pick<Blocked, "exchange" | "at">;

/** The request in the redirect chain that a finding is about. */
function culpritOf(last: JudgedExchange, { place: { anchor } }: Finding): Culprit {
  for (let exchange: JudgedExchange | null = last; exchange !== null; exchange = exchange.redirectFrom) {
    for (const at of [exchange, exchange.servedBy]) {
      if (at !== null && (at.request === anchor || at.response === anchor)) {
        return { exchange, at };
      }
    }
  }
  return { exchange: last, at: last };
}

function words({ judged: { browsers } }: Analysis, culprit: Culprit, { rule, step }: Finding): string {
  const { short } = ruleOf(rule);
  // Other rules never decide a browser's verdict.
  if (short === undefined || step === null) {
    return rule;
  }
  return typeof short === "string" ? short : short({ ...culprit, failure: step, browsers });
}
