import type { Analysis } from "../../analysis";
import type { Browser } from "../../cors/engines";
import type { Outcome, Step as StandardStep } from "../../cors/types";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import type { Finding } from "../../rules/framework/rule";
import { ENGINE_NAMES } from "../../words/engine-names";
import { sentence } from "../markdown";
import { stepLink } from "../standard";
import { byBrowser, gravest, type VerdictWords } from "../verdict";
import type { Decision, Participant } from "./drawing";
import { lineOfFirst, lineOfHeader } from "./findings";

/** One request of a fetch, with its context. */
export interface Hop {
  readonly analysis: Analysis;
  readonly participants: readonly Participant[];
  readonly exchange: JudgedExchange;
  /** The request that its response redirects to, if shown. */
  readonly next: JudgedExchange | null;
}

export function verdictOfOutcome(outcome: Outcome | null): Verdict {
  switch (outcome?.result) {
    case "success":
      return "allowed";
    case "failure":
      return "blocked";
    default:
      return "undetermined";
  }
}

interface Deciding {
  readonly browsers: readonly Browser[];
  readonly words: VerdictWords;
  readonly verdictOf: (browser: Browser) => Verdict;
  readonly failures: readonly Finding[];
  /** Paragraphs in addition to the failures' messages. Markdown. */
  readonly otherwise: readonly string[];
  readonly outcomeOf: (browser: Browser) => Outcome | null;
  /** The deciding step if no outcome gives one. */
  readonly step: StandardStep | null;
}

/** The decision of some browsers, with the deciding step of the first one with the most severe verdict. */
export function decisionOf({ analysis, exchange }: Hop, deciding: Deciding): Decision {
  const { browsers, words, verdictOf, failures, otherwise, outcomeOf } = deciding;
  const verdict = gravest(browsers.map(verdictOf));
  const gravestBrowser = browsers.find((browser) => verdictOf(browser) === verdict);
  const outcome = gravestBrowser === undefined ? null : outcomeOf(gravestBrowser);
  const step = failures[0]?.step ?? deciding.step ?? (verdict === "not-cors" ? null : (outcome?.step ?? null));
  const { response } = exchange;
  return {
    kind: "decision",
    heading: byBrowser(browsers, verdictOf, words),
    verdict,
    verdicts: browsers.map((browser) => ({ browser: ENGINE_NAMES[browser], verdict: verdictOf(browser) })),
    words: [...new Set(failures.map(({ message }) => sentence(message))), ...otherwise],
    expected: [...new Set(failures.flatMap(({ expected }) => expected ?? []))],
    step: step === null ? null : stepLink(step),
    console: [],
    line:
      lineOfFirst(analysis, failures) ??
      (response === null ? null : lineOfHeader(analysis, response, "Access-Control-Allow-Origin")),
  };
}
