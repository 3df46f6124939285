import type { Browser } from "../../cors/engines";
import type { HeaderName } from "../../headers/table";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { keptAnswerParagraphs, reusedAnswer, reusedAnswerParagraphs } from "../preflight-cache";
import { preflightReason } from "../preflight-need";
import { undeterminedReason } from "../undetermined";
import { reason, VERDICT_WORDS, type VerdictWords } from "../verdict";
import { arrow, responseArrow } from "./arrow";
import { decisionOf, type Hop, verdictOfOutcome } from "./decision";
import type { Arrow, Decision, Step } from "./drawing";
import { fieldLine, lineOf, requestFieldLines, requestLabel } from "./field-lines";
import { failuresIn } from "./findings";
import { BROWSER, serverIndex } from "./participants";

/** The steps before a request, and each browser's decision: null if it sends no preflight. */
export interface PreflightSteps {
  readonly steps: readonly Step[];
  readonly verdictOf: (browser: Browser) => Verdict | null;
}

const WORDS: VerdictWords = { ...VERDICT_WORDS.preflight, undetermined: "Cannot tell if the preflight passes" };

const GRANTING: readonly HeaderName[] = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
];

export function preflightSteps(hop: Hop, arriving: readonly Browser[]): PreflightSteps {
  const { analysis, exchange } = hop;
  const { applicability, judgement, servedBy } = exchange;
  const verdictOf = (browser: Browser) => preflightVerdict(exchange, browser);
  const asking = arriving.filter((browser) => verdictOf(browser) !== null);
  if (applicability.applies === false || asking.length === 0) {
    return { steps: [], verdictOf: () => null };
  }
  const failures = failuresIn(analysis, exchange, [servedBy?.request, servedBy?.response]);
  const isOpen = asking.some((browser) => verdictOf(browser) === "undetermined");
  const decision = decisionOf(
    { ...hop, exchange: servedBy ?? exchange },
    {
      browsers: asking,
      words: WORDS,
      verdictOf: (browser) => verdictOf(browser) ?? "undetermined",
      failures,
      otherwise: isOpen
        ? [undeterminedReason(analysis, exchange)]
        : servedBy === null
          ? []
          : keptAnswerParagraphs(analysis, servedBy),
      stepOf: (browser) => judgement[browser].preflight?.step,
    },
  );
  const reused = reusedAnswer(analysis.judged, exchange);
  if (reused !== null && reused.asking.length === 0) {
    return { steps: [fromCache(hop, decision)], verdictOf };
  }
  const why = preflightReason(exchange);
  const notes = [...(why === null ? [] : [why]), ...reusedAnswerParagraphs(analysis, exchange)];
  return {
    steps: [
      servedBy === null ? announcedArrow(hop, notes) : askingArrow(hop, servedBy, notes),
      responseArrow(hop, servedBy?.response ?? null, failures, decision.verdict === "allowed" ? GRANTING : []),
      // If no preflight is shown, point to the request.
      servedBy === null ? { ...decision, line: lineOf(analysis, exchange.request) } : decision,
    ],
    verdictOf,
  };
}

/** The steps for a preflight that no request in the document relies on. */
export function loneDecision(hop: Hop): Step[] {
  const { analysis, exchange } = hop;
  const failures = failuresIn(analysis, exchange, [exchange.request, exchange.response]);
  const decision = decisionOf(hop, {
    browsers: analysis.judged.browsers,
    words: WORDS,
    verdictOf: (browser) => exchange.verdict[browser],
    failures,
    otherwise: failures.length > 0 ? [] : [reason(analysis, exchange), ...keptAnswerParagraphs(analysis, exchange)],
    stepOf: (browser) => exchange.judgement[browser].preflight?.step,
  });
  return [
    askingArrow(hop, exchange, []),
    responseArrow(hop, exchange.response, failures, decision.verdict === "allowed" ? GRANTING : []),
    decision,
  ];
}

function preflightVerdict({ judgement, servedBy }: JudgedExchange, browser: Browser): Verdict | null {
  const { refusal, needsPreflight, preflight } = judgement[browser];
  if (refusal !== null || needsPreflight === false || (needsPreflight === null && servedBy === null)) {
    return null;
  }
  return verdictOfOutcome(preflight);
}

/** An earlier preflight's cached response covers the request: nothing is sent. */
function fromCache({ analysis, exchange }: Hop, decision: Decision): Decision {
  return {
    ...decision,
    heading: "No preflight is sent: one is cached",
    words: reusedAnswerParagraphs(analysis, exchange),
    line: exchange.servedBy === null ? null : lineOf(analysis, exchange.servedBy.request),
  };
}

function askingArrow(hop: Hop, preflight: JudgedExchange, notes: readonly string[]): Arrow {
  return arrow(BROWSER, serverIndex(hop), requestLabel(preflight.request), {
    fields: requestFieldLines(hop.analysis, preflight),
    line: lineOf(hop.analysis, preflight.request),
    notes,
  });
}

/** A preflight that the browser sends but the document doesn't show. */
function announcedArrow(hop: Hop, notes: readonly string[]): Arrow {
  const { exchange } = hop;
  const asked = Object.values(exchange.judgement).find(
    ({ preflightRequest }) => preflightRequest !== null,
  )?.preflightRequest;
  const label = requestLabel({ ...exchange.request, methodValue: "OPTIONS" });
  return arrow(BROWSER, serverIndex(hop), label, {
    state: "not-shown",
    fields:
      asked == null
        ? []
        : [
            `Origin: ${isUnknown(asked.origin) ? (asked.origin.text ?? "…") : asked.origin}`,
            `Access-Control-Request-Method: ${asked.method}`,
            ...(asked.headers === null ? [] : [`Access-Control-Request-Headers: ${asked.headers}`]),
          ].map((text) => fieldLine(text, null)),
    notes,
  });
}
