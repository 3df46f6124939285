import type { Analysis } from "../analysis";
import { type Browser, ENGINES } from "../cors/engines";
import type { Step } from "../cors/types";
import { fieldsNamed } from "../http/tree";
import { gravest, verdictIn } from "../judged/fetch-end";
import type { JudgedExchange, Verdict } from "../judged/judged-exchange";
import { firstUndetermined } from "../judged/open-cause";
import type { Finding } from "../rules/framework/rule";
import { isUnknown } from "../text/unknown";
import { engineNames } from "../words/engine-names";
import { NOT_CORS } from "../words/reasons";
import { code, sentence } from "./markdown";
import { undeterminedReason } from "./undetermined";

/** The name of each verdict. */
export type VerdictWords = Readonly<Record<Verdict, string>>;

export const VERDICT_WORDS: Readonly<Record<JudgedExchange["kind"], VerdictWords>> = {
  actual: { allowed: "Allowed", blocked: "Blocked", undetermined: "Cannot tell", "not-cors": "Not a CORS request" },
  preflight: {
    allowed: "The preflight passes",
    blocked: "The preflight fails",
    undetermined: "Cannot tell",
    "not-cors": "Not a CORS request",
  },
};

/** `Allowed`, or `Allowed in Chrome; Blocked in Firefox and Safari`. */
export function byBrowser(
  browsers: readonly Browser[],
  verdictOf: (browser: Browser) => Verdict,
  words: VerdictWords,
): string {
  const verdicts = [...new Set(browsers.map(verdictOf))];
  const [first, ...others] = verdicts;
  if (first !== undefined && others.length === 0) {
    return words[first];
  }
  return verdicts
    .map((one) => {
      const those = browsers.filter((browser) => verdictOf(browser) === one);
      return `${words[one]} in ${engineNames(those)}`;
    })
    .join("; ");
}

/** The finding that is the first reason for a blocked verdict; null for other verdicts. */
export function reasonFinding(analysis: Analysis, exchange: JudgedExchange): Finding | null {
  const { browsers } = analysis.judged;
  const failures = analysis.failures.get(exchange) ?? [];
  const concerns = ({ engines, isConsequence }: Finding) =>
    !isConsequence && browsers.some((browser) => engines?.includes(browser));
  return dominant(analysis, exchange) === "blocked" ? (failures.find(concerns) ?? null) : null;
}

/**
 * The reason for the exchange's own verdict, in a sentence or two of Markdown.
 * @param response what to call a response that the page can read.
 */
export function reason(analysis: Analysis, exchange: JudgedExchange, response = "this response"): string {
  const failure = reasonFinding(analysis, exchange);
  switch (dominant(analysis, exchange)) {
    case "blocked":
      return failure === null ? "A step of the CORS protocol fails." : sentence(failure.message);
    case "allowed":
      return allowedReason(exchange, response);
    case "not-cors":
      return notCorsReason(exchange);
    case "undetermined":
      return undeterminedReason(analysis, firstUndetermined(analysis.judged, exchange));
  }
}

/** The most severe verdict of the browsers. */
export function dominant({ judged: { browsers } }: Analysis, exchange: JudgedExchange): Verdict {
  return gravest(browsers.map((browser) => verdictIn(browser, exchange)));
}

function allowedReason(exchange: JudgedExchange, response: string): string {
  const shown = exchange.response;
  const value = shown === null ? undefined : fieldsNamed(shown, "Access-Control-Allow-Origin")[0]?.value.text;
  const page = pageWords(exchange);
  if (exchange.kind === "preflight") {
    return `Browsers go on to send the actual request from ${page}.`;
  }
  const { origin } = exchange;
  const isTainted = origin !== null && !isUnknown(origin.value) && origin.value !== exchange.page?.value;
  const how =
    value === "*"
      ? "it allows every origin"
      : isTainted
        ? `it allows the origin ${code(origin.value)}`
        : "it names that origin";
  const credentials = exchange.resolvedCredentials.mode !== "omit" ? " and allows credentials" : "";
  return `A page at ${page} can read ${response}: ${how}${credentials}.`;
}

function pageWords({ page, origin }: JudgedExchange): string {
  const value = (page ?? origin)?.value ?? null;
  if (value === null) {
    return "another origin";
  }
  return isUnknown(value) ? `the origin ${code(value.text ?? "…")}` : code(value);
}

function notCorsReason({ applicability, isPageUnknown }: JudgedExchange): string {
  return applicability.applies === false && !isPageUnknown ? NOT_CORS[applicability.reason].sentence : "";
}

/** The step that decides the verdict in the first browser with the dominant verdict; null if no step does. */
export function decidingStep(analysis: Analysis, exchange: JudgedExchange): Step | null {
  const wanted = dominant(analysis, exchange);
  const engine = [...analysis.judged.browsers, ...ENGINES].find((one) => exchange.verdict[one] === wanted);
  if (engine === undefined || wanted === "not-cors" || exchange.applicability.applies !== true) {
    return null;
  }
  const { refusal, preflight, actual } = exchange.judgement[engine];
  if (refusal !== null) {
    return refusal;
  }
  const result = wanted === "blocked" ? "failure" : wanted === "allowed" ? "success" : "undetermined";
  return (
    (preflight?.result === result && result !== "success" ? preflight.step : null) ??
    (actual?.result === result ? actual.step : null) ??
    (preflight?.result === result ? preflight.step : null)
  );
}
