import type { Analysis } from "../../analysis";
import type { Browser } from "../../cors/engines";
import type { Outcome, Step as StandardStep } from "../../cors/types";
import { fieldsNamed } from "../../http/tree";
import { gravest } from "../../judged/fetch-end";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import type { Finding } from "../../rules/framework/rule";
import { ENGINE_NAMES } from "../../words/engine-names";
import { sentence } from "../markdown";
import { stepLink } from "../standard";
import { byBrowser, type VerdictWords } from "../verdict";
import type { Decision, Participant } from "./drawing";
import { lineOf } from "./field-lines";

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
  readonly failures?: readonly Finding[];
  /** Paragraphs in addition to the failures' messages. Markdown. */
  readonly otherwise?: readonly string[];
  /** The step that decides in a browser. */
  readonly stepOf?: (browser: Browser) => StandardStep | null | undefined;
}

/** The decision of some browsers, with the deciding step of the first one with the most severe verdict. */
export function decisionOf(
  { analysis, exchange: { response } }: Hop,
  { browsers, words, verdictOf, failures = [], otherwise = [], stepOf = () => null }: Deciding,
): Decision {
  const verdict = gravest(browsers.map(verdictOf));
  const gravestBrowser = browsers.find((browser) => verdictOf(browser) === verdict);
  const causes = failures.filter(({ isConsequence }) => !isConsequence);
  const [first] = causes;
  const decided = gravestBrowser === undefined || verdict === "not-cors" ? null : stepOf(gravestBrowser);
  const step = first?.step ?? decided ?? null;
  const [header] = response === null ? [] : fieldsNamed(response, "Access-Control-Allow-Origin");
  return {
    kind: "decision",
    heading: byBrowser(browsers, verdictOf, words),
    verdict,
    verdicts: browsers.map((browser) => ({ browser: ENGINE_NAMES[browser], verdict: verdictOf(browser) })),
    causes,
    words: [...new Set(causes.map(({ message }) => sentence(message))), ...otherwise],
    expected: [...new Set(failures.flatMap(({ expected }) => expected ?? []))],
    step: step === null ? null : stepLink(step),
    console: [],
    line:
      first !== undefined
        ? lineOf(analysis, first.place.anchor, first.place.range.start)
        : response === null
          ? null
          : lineOf(analysis, response, header?.line.start),
  };
}
